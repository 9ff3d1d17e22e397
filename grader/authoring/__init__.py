"""All that a problem module needs besides answer types: Problem, Assignment, one_of, between, Rubric, Criterion."""

from grader.authoring.assignments import Assignment, Question, UnknownAssignment, assignments, load
from grader.authoring.problems import AuthoringError, Convention, Mistake, Part, Problem
from grader.authoring.ranges import between, one_of
from grader.model.rubrics import Criterion, Rubric

__all__ = [
    "Assignment",
    "AuthoringError",
    "Convention",
    "Criterion",
    "Mistake",
    "Part",
    "Problem",
    "Question",
    "Rubric",
    "UnknownAssignment",
    "assignments",
    "between",
    "load",
    "one_of",
]
