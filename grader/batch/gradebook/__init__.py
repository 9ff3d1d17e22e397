"""The gradebook of one assignment: who handed in what, what was read, every verdict and every person's decision.

Nothing in it is overwritten: a later verdict has a higher number, a person's decision stands beside it.
"""

from grader.batch.gradebook.book import Gradebook, Pending
from grader.batch.gradebook.standings import Decision, Standing, Student

__all__ = ["Decision", "Gradebook", "Pending", "Standing", "Student"]
