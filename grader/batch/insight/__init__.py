"""What a gradebook says of the assignment.

Which questions are hard, which part the strong from the weak, which beliefs stand behind wrong answers, and where the
key itself may be wrong.
"""

from grader.batch.insight.figures import Insight, QuestionFigures, insight
from grader.batch.insight.groups import Group, groups, spelled

__all__ = ["Group", "Insight", "QuestionFigures", "groups", "insight", "spelled"]
