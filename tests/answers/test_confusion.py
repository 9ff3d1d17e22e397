"""Confusion matrices in the forms that students hand in, and the pairs that follow from them."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

import pytest

from grader.answers.confusion import Confused, Confusion, Expected
from grader.confusions import Pair
from grader.model.answers import Unreadable
from grader.model.documents import Block, Segment

KIND = Confusion()
COUNTS = (98, 113, 103, 101, 98, 89, 96, 103, 97, 102)
KEY = Expected((1000,), COUNTS, 2)

Rows = list[list[int]]


def matrix(seed: int = 1) -> Rows:
    """A thousand images of ten classes; 4 is taken for 9 most often, then 7 for 2; some entries are 0."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    rows = []
    for true, count in enumerate(COUNTS):
        row = [rng.choice((0, 0, 0, 1, 1, 2)) if other != true else 0 for other in range(10)]
        row[9] = 8 if true == 4 else min(row[9], 1)
        row[2] = 6 if true == 7 else row[2]
        row[true] = 0
        row[true] = count - sum(row)
        rows.append(row)
    return rows


def tabs_with_blanks(rows: Rows) -> str:
    lines = ["\t".join(["", str(label), *(str(entry or "") for entry in row)]) for label, row in enumerate(rows)]
    return "\n".join([*lines, "\t".join(["", "", *map(str, range(10))]), "\tPredicted class"])


def markdown(rows: Rows) -> str:
    head = "| | " + " | ".join(map(str, range(10))) + " |\n|" + "---|" * 11
    return (
        head
        + "\n"
        + "\n".join(f"| {n} | " + " | ".join(str(e or "") for e in row) + " |" for n, row in enumerate(rows))
    )


def markdown_with_sums(rows: Rows) -> str:
    head = "| true | " + " | ".join(map(str, range(10))) + " | total |\n|" + "---|" * 12
    return (
        head
        + "\n"
        + "\n".join(f"| {n} | " + " | ".join(map(str, row)) + f" | {sum(row)} |" for n, row in enumerate(rows))
    )


def numpy(rows: Rows) -> str:
    lines = [" [" + " ".join(f"{entry:4}" for entry in row) + "]" for row in rows]
    return "[" + "\n".join(lines).strip() + "]"


def python(rows: Rows) -> str:
    return "array([" + ",\n       ".join(str(row) for row in rows) + "])"


def latex(rows: Rows) -> str:
    body = " \\\\\n".join(f"{n} & " + " & ".join(map(str, row)) for n, row in enumerate(rows))
    return (
        "\\begin{tabular}{c|cccccccccc}\n & " + " & ".join(map(str, range(10))) + " \\\\ \\hline\n" + body
        + " \\\\\n\\end{tabular}"
    )  # fmt: skip


def bmatrix(rows: Rows) -> str:
    return "$$\\begin{bmatrix}\n" + " \\\\\n".join(" & ".join(map(str, row)) for row in rows) + "\n\\end{bmatrix}$$"


def csv(rows: Rows) -> str:
    return "\n".join(",".join(map(str, row)) for row in rows)


def spaced(rows: Rows) -> str:
    return "\n".join(" ".join(f"{entry:5}" for entry in row) for row in rows)


def matlab(rows: Rows) -> str:
    return "C = [\n" + ";\n".join(" ".join(map(str, row)) for row in rows) + "];"


def one_line(rows: Rows) -> str:
    return "[" + "; ".join(" ".join(map(str, row)) for row in rows) + "]"


def with_colons(rows: Rows) -> str:
    return "\n".join(f"{n}: " + ", ".join(map(str, row)) for n, row in enumerate(rows))


def bold_labels(rows: Rows) -> str:
    return markdown([[*row] for row in rows]).replace("\n| 4 |", "\n| **4** |")


def labelled_by_hand(rows: Rows) -> str:
    return "\n".join(f"{n}: ".replace(":", "") + " ".join(map(str, row)) for n, row in enumerate(rows))


def with_sums(rows: Rows) -> str:
    return "\n".join(f"{n} " + " ".join(map(str, row)) + f" {sum(row)}" for n, row in enumerate(rows))


FORMS = [
    tabs_with_blanks, markdown, markdown_with_sums, numpy, python, latex, bmatrix, csv, spaced, matlab,
    labelled_by_hand, with_sums, one_line, with_colons, bold_labels,
]  # fmt: skip

PAIRS = "The pairs confused most are 4 taken for 9 and 7 taken for 2."


def read(text: str) -> Confused:
    (candidate,) = KIND.find(Segment("4.2", "x.md", (Block("paragraph", text, 1),)))
    assert candidate.confidence >= 0.8
    return candidate.answer.value


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(5))
def test_a_matrix_is_read_in_every_form(form: Callable[[Rows], str], seed: int) -> None:
    rows = matrix(seed)
    value = read(f"Here is the matrix:\n\n{form(rows)}\n\n{PAIRS}\n")
    assert [list(map(int, row)) for row in value.matrix] == rows
    assert value.pairs == (Pair(4, 9, True), Pair(7, 2, True))
    assert KIND.match(KIND.read(f"{form(rows)}\n\n{PAIRS}"), KEY).equal


@pytest.mark.parametrize("form", [tabs_with_blanks, markdown])
def test_letters_that_look_like_digits_are_mended(form: Callable[[Rows], str]) -> None:
    rows = matrix()
    rows[3][5] = 30
    assert [list(map(int, row)) for row in read(form(rows).replace("30", "зO")).matrix] == rows


@pytest.mark.parametrize(
    ("said", "pairs"),
    [
        ("Most confused pairs: 4 and 9, 2 and 7", [(4, 9), (2, 7)]),
        ("The most confused pairs are (4, 9) and (7, 2).", [(4, 9), (7, 2)]),
        ("Confused most: 4 → 9, 7 → 2", [(4, 9), (7, 2)]),
        ("4 is often mistaken for a 9, and 7 is confused with 2.", [(4, 9), (7, 2)]),
        ("Most confused pair: 4 confused as 9, and 7 confused as 2", [(4, 9), (7, 2)]),
        ("The digits four and nine are confused, as are seven and two.", [(4, 9), (7, 2)]),
        ("Top two confused pairs: 4-9 and 7-2", [(4, 9), (7, 2)]),
        ("worst: 4 taken for 9 (8), 7 taken for 2 (6)", [(4, 9), (7, 2)]),
        ("Most frequent errors: 4 read as 9, then 7 read as 2.", [(4, 9), (7, 2)]),
        ("1. 4 taken for 9: 8 times\n2. 7 taken for 2: 6 times", [(4, 9), (7, 2)]),
        ("| 4 taken for 9 | 8 |\n| 7 taken for 2 | 6 |", [(4, 9), (7, 2)]),
        ("['4 taken for 9', '7 taken for 2']", [(4, 9), (7, 2)]),
        ("4 as 9 and 7 as 2", [(4, 9), (7, 2)]),
        ("Am häufigsten verwechselt: 4 als 9 und 7 als 2.", [(4, 9), (7, 2)]),
        ("Paires les plus confondues : 4 pris pour 9, puis 7 pris pour 2.", [(4, 9), (7, 2)]),
        ("Los más confundidos: el 4 con el 9 y el 7 con el 2.", [(4, 9), (7, 2)]),
        ("4 that is called 9, and 7 that is called 2", [(4, 9), (7, 2)]),
        ("4 misclassified as 9 (8 times) and 7 predicted as 2 (6 times) are the worst confusions", [(4, 9), (7, 2)]),
    ],
)
def test_pairs_are_read_in_the_words_of_many_hands(said: str, pairs: list[tuple[int, int]]) -> None:
    value = read(f"{markdown(matrix())}\n\n{said}")
    assert [(pair.one, pair.other) for pair in value.pairs] == pairs
    assert KIND.match(KIND.read(f"{markdown(matrix())}\n\n{said}"), KEY).equal


@pytest.mark.parametrize(
    ("said", "equal", "code"),
    [
        ("Most confused: 0 and 1, 4 and 9", False, "pairs"),
        ("Most confused: 3 taken for 3, 4 taken for 9", False, "diagonal"),
        ("", False, "pairs"),
        ("Most confused: 4 and 9", None, "pairs"),
        ("Most confused: 4 and 9, 7 and 2, 3 and 5", None, "pairs"),
        ("Most confused: 4 and 9, 7 and 2. The test accuracy is 0.99.", None, "sums"),
    ],
)
def test_what_is_wrong_is_told_by_the_students_own_matrix(said: str, equal: bool | None, code: str) -> None:
    match = KIND.match(KIND.read(f"{markdown(matrix())}\n\n{said}"), KEY)
    assert (match.equal, match.code) == (equal, code)
    assert match.credit == (Fraction(1, 2) if equal is False else 0)


def test_pairs_of_which_none_is_right_are_worth_nothing_and_one_is_worth_half() -> None:
    for said, credit in (
        ("Most confused: 1 and 1, 9 and 9", Fraction(0)),
        ("Most confused: 3 and 3, 4 and 9", Fraction(1, 2)),
        ("Most confused: 0 and 1, 0 and 2", Fraction(0)),
        ("Most confused: 0 and 1, 7 and 2", Fraction(1, 2)),
    ):
        match = KIND.match(KIND.read(f"{markdown(matrix())}\n\n{said}"), KEY)
        assert (match.equal, match.credit) == (False, credit), said


def test_a_pair_that_is_named_both_ways_round_is_a_persons() -> None:
    said = "4 taken for 9 and 7 taken for 2, or, by the other axis, 9 taken for 4 and 2 taken for 7"
    found = KIND.find(Segment("4.2", "x.md", (Block("paragraph", f"{markdown(matrix())}\n\n{said}", 1),)))
    assert [candidate.confidence < 0.8 for candidate in found] == [True]


def test_counts_of_a_thousand_with_a_point_are_whole() -> None:
    rows = [[entry * 20 for entry in row] for row in matrix()]
    table = markdown(rows)
    for entry in {entry for row in rows for entry in row if entry >= 1000}:
        table = table.replace(str(entry), f"{entry // 1000}.{entry % 1000:03}")
    assert "." in table
    assert [list(map(int, row)) for row in read(f"{table}\n\n{PAIRS}").matrix] == rows


@pytest.mark.parametrize(
    "said",
    ["Genauigkeit: 12,5 %", "test accuracy = 0.125", "Accuracy 12.5 %", "125/1000 correct", "La exactitud es 0,125"],
)
def test_an_accuracy_that_the_matrix_does_not_show_is_told_in_every_spelling(said: str) -> None:
    match = KIND.match(KIND.read(f"{markdown(matrix())}\n\n{PAIRS}\n\n{said}"), KEY)
    assert (match.equal, match.code) == (None, "sums")


def test_an_accuracy_that_agrees_is_fine_to_its_digits() -> None:
    rows = matrix()
    accuracy = sum(rows[place][place] for place in range(10)) / 1000
    for said in (f"accuracy: {accuracy}", f"accuracy of {accuracy * 100:.1f} %", f"Accuracy = {accuracy:.2f}"):
        assert KIND.match(KIND.read(f"{markdown(rows)}\n\n{PAIRS} {said}"), KEY).equal


def test_a_misread_entry_shows_in_the_sums() -> None:
    rows = matrix()
    rows[5][5] += 100
    match = KIND.match(KIND.read(f"{markdown(rows)}\n\n{PAIRS}"), KEY)
    assert match.equal is None
    assert "come to 1100" in match.reason
    rows[6][6] -= 100
    assert "rows of 5, 6" in KIND.match(KIND.read(f"{markdown(rows)}\n\n{PAIRS}"), KEY).reason


def test_a_column_for_each_true_class_is_a_reading_as_well() -> None:
    turned = [list(column) for column in zip(*matrix(), strict=True)]
    assert KIND.match(KIND.read(f"{markdown(turned)}\n\n{PAIRS}"), KEY).equal


def test_ties_may_be_broken_either_way() -> None:
    rows = matrix()
    rows[7][2], rows[7][7] = 0, rows[7][7] + rows[7][2]
    sums = {(a, b): rows[a][b] + rows[b][a] for a in range(10) for b in range(a)}
    second = sorted(sums.values())[-2]
    tied = [pair for pair, entry in sums.items() if entry == second]
    for one, other in tied:
        text = f"{markdown(rows)}\n\nConfused most: 4 and 9, {one} and {other}"
        assert KIND.match(KIND.read(text), KEY).equal


def test_labels_may_count_from_one() -> None:
    rows = matrix()
    table = markdown(rows)
    shifted = "| | " + " | ".join(map(str, range(1, 11))) + " |\n" + table.split("\n", 1)[1]
    value = read(f"{shifted}\n\nConfused most: 5 and 10, 8 and 3")
    assert value.first == 1
    assert KIND.match(KIND.read(f"{shifted}\n\nConfused most: 5 and 10, 8 and 3"), KEY).equal


def test_what_is_shown_is_read_back() -> None:
    value = read(f"{python(matrix())}\n\n{PAIRS} The accuracy is 0.93.")
    assert KIND.read(KIND.show(value)).value._replace(unit=None) == value._replace(unit=None)


def test_two_matrices_are_no_answer() -> None:
    text = f"{numpy(matrix(1))}\n\nand\n\n{numpy(matrix(2))}\n\n{PAIRS}"
    assert len({each.answer.value for each in KIND.find(Segment("", "", (Block("paragraph", text, 1),)))}) == 2
    with pytest.raises(Unreadable, match="not several"):
        KIND.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The matrix is in the appendix.",
        "1 2 3\n4 5 6\n7 8 9",
        "1 " * 50_000,
        "\t" * 50_000,
        "|" * 50_000,
        "0 1 2 3 4 5 6 7 8 9\n" * 9,
        "1,2,3,4,5,6,7,8,9,x\n" * 10,
    ],
)
def test_what_is_no_matrix_is_not_read(text: str) -> None:
    assert KIND.find(Segment("", "", (Block("paragraph", text, 1),))) == []
    with pytest.raises(Unreadable):
        KIND.read(text)
