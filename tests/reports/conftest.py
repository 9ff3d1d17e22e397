from fractions import Fraction

import pytest

from grader.model.documents import Source
from grader.model.verdicts import Outcome, Report, Verdict


def at(line: int, end: int | None = None) -> Source:
    return Source("hw4.md", line, end or line)


@pytest.fixture
def report() -> Report:
    """A report that shows every outcome, a convention, a mistake, a caret, markup and an escape sequence."""
    return Report("hw4", "hw4.md", VERDICTS, ("2 pictures can't be read by the machine.",))


VERDICTS = (
    Verdict(
        "1.A.i",
        "ReLU from zero weights",
        Outcome.NEEDS_PERSON,
        Fraction(0),
        Fraction(3),
        "Every weight is zero and so is every gradient,\nwhich is why no weight of this network ever moves at all.",
        feedback="A person reads this.",
        confidence=1.0,
        source=at(9, 10),
        staff="• zero gradient [1] (mentioned: gradient)",
    ),
    Verdict("1.B", "All negative examples first", Outcome.MISSING, Fraction(0), Fraction(3), feedback="Nothing."),
    Verdict("1.C.ii", "Layers for XOR", Outcome.CORRECT, Fraction(2), Fraction(2), "2", confidence=0.9, source=at(20)),
    Verdict(
        "2.B.i",
        "Shape and range of an input",
        Outcome.CORRECT,
        Fraction(2),
        Fraction(2),
        "28×28, 0 to 1",
        convention="scaled_to_one",
        feedback="The range after a conversion that divides by 255, as a tensor transform does.",
        confidence=0.95,
        source=at(25),
    ),
    Verdict(
        "2.B.ii",
        "Shapes after flattening",
        Outcome.UNREADABLE,
        Fraction(0),
        Fraction(2),
        "28 by",
        feedback="28 by\n     ^ a length was expected\nExpected: a shape, written like 2×3 or (2, 3).",
        confidence=1.0,
        source=at(28),
    ),
    Verdict(
        "3.B.i",
        "Parameters",
        Outcome.PARTIAL,
        Fraction(1),
        Fraction(2),
        "8 * 5 * 5 * 3 = 600",
        mistake="forgets_biases",
        feedback="Each filter also learns one number that it adds to all of its outputs.",
        confidence=0.9,
        source=at(31),
        staff="The reference answer is 608.",
    ),
    Verdict(
        "3.B.ii",
        "Output shape",
        Outcome.INCORRECT,
        Fraction(0),
        Fraction(2),
        "28×28×3",
        mistake="keeps_input_channels",
        feedback="You kept the input's channels. Each filter yields one feature map, whatever the depth of the input.",
        confidence=0.95,
        source=at(34),
        staff="The reference answer is 28×28×8.",
    ),
    Verdict(
        "3.C.ii",
        "Max pooling",
        Outcome.NEEDS_PERSON,
        Fraction(0),
        Fraction(3),
        "[[1, 1], [1, 1]]",
        feedback="Two different answers stand here. Leave the one that you mean.",
        confidence=0.5,
        source=Source("hw4.ipynb", 2, 3, 7),
    ),
    Verdict(
        "3.D.iii",
        "What worked",
        Outcome.NEEDS_PERSON,
        Fraction(0),
        Fraction(5, 2),
        "Batch \x1b[31mnormalisation\x07 [bold]helped[/bold] most",
        feedback="A person reads this.",
        confidence=1.0,
        source=at(55, 57),
    ),
)
