"""Auto-graded homework for deep-learning courses: `check("hw4", "hw4.md")` reads, judges and explains."""

__version__ = "0.1.0"
