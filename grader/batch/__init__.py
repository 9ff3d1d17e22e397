"""A whole course at once: who handed in what, graded in parallel, kept in a gradebook, handed out again."""
