"""What runs inside the jail: a program of its own that knows nothing of grader, for it must not be there."""
