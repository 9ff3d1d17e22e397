"""What was once misread, by kind: each text gets its verdict, or waits for a person where that is allowed."""

from __future__ import annotations

import pytest

import grader

C, P, W, X = "correct", "partial", "incorrect", "needs_person"
SUM = "5*5*3*8 = 600"

ROWS: list[tuple[str, str, str, str, str]] = [
    # kind, assignment, label, text, outcomes
    *(
        ("a step beats the result", "hw4", "3.B.i", text, C)
        for text in (
            f"{SUM} plus 8 = 608",
            f"{SUM}, plus 8 biases. So 608.",
            "5x5x3x8 = 600. Total = 608",
            f"{SUM}, hence 608 with biases",
            f"{SUM}. Including biases: 608",
            "5*5*3=75 and 8 filters: thus 608",
            "75+1 = 76, 8 filters -> 608",
            f"{SUM} and 8 biases makes 608",
            f"{SUM}\n+ 8 biases\n= 608",
            "76 per filter, times 8: 608",
            "8 * 76 = 608, where 76 = 75 + 1",
            "The weights are 600, the biases 8, so altogether 608.",
            "(5*5*3 + 1) * 8 comes to 608",
        )
    ),
    ("a step beats the result", "hw4", "3.B.i", "600. With biases 608.", f"{C} {X}"),
    ("a step beats the result", "rq3", "6.a", "2800 + 180200 + 720400 = 903400", C),
    ("cut at a line's end", "hw4", "3.B.i", "8 × 5 × 5 ×\n3 + 8 = 608", C),
    ("cut at a line's end", "rq3", "6.a", "2,800 + 180,200 +\n720,400 = 903,400", C),
    ("cut at a line's end", "hw4", "3.B.ii", "28 × 28 ×\n8.", C),
    (
        "the question's words",
        "rq3",
        "4.b",
        "Does it slow down inference (i.e., making predictions)?\n\nInference is unaffected.",
        f"{C} {X} unreadable",
    ),
    (
        "the question's words",
        "rq3",
        "4.a",
        "Does dropout slow down training (i.e. fitting)?\n\nIt converges in half the time.",
        f"{W} {X} unreadable",
    ),
    (
        "another subject",
        "rq3",
        "4.b",
        "MC dropout slows down inference, but ordinary dropout does not, since it is turned off.",
        f"{C} {X} unreadable",
    ),
    (
        "a number in prose",
        "hw4",
        "3.B.i",
        "From the solutions: you could also set to 0 the tiny weights yourself",
        f"{X} unreadable",
    ),
    ("a list's dash", "hw4", "3.B.i", "- 608", C),
    ("a list's dash", "hw4", "3.B.i", "answer <- 608", C),
    ("a list's dash", "rq3", "6.a", "- 903,400", C),
    ("an exclamation mark", "hw4", "3.B.i", "Answer: 608!", C),
    ("an exclamation mark", "hw4", "2.B.ii", "inputs: (60000, 784), targets: (60000, 9)!", f"{P} {X}"),
    ("commas and groups", "lenet", "1.1.a", "σ(1)/4 ≈ 0,1828", C),
    ("commas and groups", "lenet", "1.5.a", "~62,38M", C),
    ("commas and groups", "rq3", "6.a", "903.400", C),
    ("commas and groups", "rq3", "6.a", "903 400 Parameter. The biases are included.", C),
    ("a leading point", "lenet", "1.1.a", ".1828", C),
    ("a leading point", "lenet", "1.1.a", ".125", C),
    ("a dollar", "rq3", "1.c", "$2/n_{in}$", C),
    (
        "spaces",
        "hw4",
        "3.B.i",
        "A\u00a0filter has 5*5*3\u00a0=\u00a075 weights and a bias. The\u00a0layer\u00a0has 608\u00a0parameters.",
        C,
    ),
    ("spaces", "rq3", "6.a", "903\u2009400", C),
    *(
        ("shapes in words", "hw4", "3.B.ii", text, C)
        for text in (
            "28×28, eight channels",
            "Eight maps of 28×28",
            "We get 28×28 maps, 8 of them",
            "28×28 per filter, and there are eight filters",
            "28 x 28 x eight",
            "8@28x28",
            "28px × 28px × 8",
            "(None, 28, 28, 8)",
            "(N, 8, 28, 28)",
            "28^2 x 8",
            "28,28,8",
            "height 28, width 28, depth 8",
        )
    ),
    ("ranges", "hw4", "2.B.i", "28×28, from 0 to 2^8-1", C),
    ("ranges", "hw4", "2.B.i", "28×28, values in [0, 256)", C),
    ("an older answer", "hw4", "3.B.i", "608\n\nEdit: I first wrote 600, ignore that.", C),
    ("an older answer", "hw4", "3.B.i", "608\n\nEdit: fixed a typo above.", C),
    ("an older answer", "hw4", "3.B.i", "600. Wait, I forgot the biases: 608", C),
    ("several answers on one line", "rq3", "6.b", "12.6136 MB and 565.6136 MB", C),
    ("several answers on one line", "rq3", "6.b", "18,613,600 bytes and 564.6 MB", f"{P} {X}"),
    ("several answers on one line", "rq3", "5", "β = 0.9: 10; β = 0.99999: 100 000", C),
    ("several answers on one line", "rq3", "5", "10 and 100000", C),
    ("formulas", "rq3", "1.b", "1/n_in", C),
    ("formulas", "rq3", "1.b", r"$\frac{1}{n_{\text{in}}}$", C),
    ("formulas", "rq3", "4.c", "p", C),
    ("formulas", "rq3", "3.b", "y = γ x̂ + β", f"{X} unreadable"),
    ("hedges", "rq3", "4.b", "No, it slows inference down", X),
    ("hedges", "rq3", "1.d", "Yes for hidden layers, no for the last", X),
    ("hedges", "hw4", "3.B.i", "either 600 or 608", X),
    ("hedges", "hw4", "3.B.i", "608, or maybe 600", X),
    ("matrices", "rq3", "7", "\\begin{bmatrix}\n0 & 0 & 0 \\\\\n1 & 0 & 1 \\\\\n0 & 1 & 1\n\\end{bmatrix}", C),
    ("explanations", "hw4", "3.B.i", "The layer does not have 608 parameters.", X),
    ("rounded on the way", "lenet", "1.1.b", "0 + 0.5*4.5*0.183 = 0.412", C),
    ("the key", "lenet", "1.1.b", "0.5625", C),
    ("the key", "lenet", "1.5.a", "About 60 million parameters, as the paper says", C),
    ("the key", "lenet", "1.5.b", "138 357 544", C),
    ("a missing part", "hw4", "2.B.ii", "(60000, 784)", X),
    ("a missing part", "hw4", "2.A", "Python 3.9", f"{W} {X} unreadable"),
    ("a denied value", "hw4", "3.B.i", "608, not 600", C),
    ("a denied value", "hw4", "3.B.i", "Not 600 but 608.", C),
    ("a supposed value", "hw4", "3.B.i", "Without biases it would be 600.", X),
    ("somebody else's", "hw4", "3.B.i", "My friend says 608. I don't know.", X),
]


@pytest.mark.parametrize(("kind", "assignment", "label", "text", "outcomes"), ROWS)
def test_what_was_misread_is_read(kind: str, assignment: str, label: str, text: str, outcomes: str) -> None:
    verdict = grader.check(assignment, "answer.md", data=f"## Question {label}\n\n{text}\n".encode())[label]
    assert str(verdict.outcome) in outcomes.split(), (kind, verdict.read, verdict.feedback)
