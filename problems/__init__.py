"""The assignments of the course, a package each."""
