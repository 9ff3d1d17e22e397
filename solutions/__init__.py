"""Reference solvers, importable alone."""
