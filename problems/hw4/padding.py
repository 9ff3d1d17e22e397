"""Problem 3.A: zero padding."""

from grader.answers.essay import Essay
from grader.authoring import Criterion, Problem, Rubric

padding = Problem("3.A", "Zero padding")


@padding.part(points=2, answer=Essay(), title="Benefit and drawback of zero padding")
def zero_padding() -> Rubric:
    """Name one benefit and one drawback of padding an image with zeros before a convolution."""
    return Rubric(
        Criterion(
            "benefit: the output keeps its size, and what stands at the edge is seen as often",
            1,
            ("size", "shrink", "downsiz", "edge", "border", "corner", "preserv"),
        ),
        Criterion(
            "drawback: zeros are made-up data, which distort the features at the border, and cost time",
            1,
            ("artificial", "made-up", "arbitrary", "noise", "distort", "irrelevant", "no information", "comput"),
        ),
    )
