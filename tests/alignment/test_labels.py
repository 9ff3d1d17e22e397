"""Labels at the beginning of a line: what they consist of, and that they leave their answer alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grader
from grader.alignment.labels import mentions


def parted(line: str, *, heading: bool = False) -> tuple[str, str]:
    """The longest label that the line begins with, its components joined by dots, and what stands behind it."""
    found = mentions(line, heading=heading)
    return (".".join(found[0][0].components), line[found[0][0].end :]) if found else ("", line)


@pytest.mark.parametrize(
    ("line", "label", "answer"),
    [
        ("1.a 24", "1.a", "24"),
        ("1.b 0.667", "1.b", "0.667"),
        ("1.b) 66.7%", "1.b", "66.7%"),
        ("1.b) 5.12M", "1.b", "5.12M"),
        ("1.b. .667", "1.b", ".667"),
        ("6.a 902700", "6.a", "902700"),
        ("6a 903,400", "6.a", "903,400"),
        ("6.a = 903,400", "6.a", "903,400"),
        ("6.a -> 903,400", "6.a", "903,400"),
        ("(6a) 903,400", "6.a", "903,400"),
        ("4.1 0.976", "4.1", "0.976"),
        ("4.2 Confusion matrix", "4.2", "Confusion matrix"),
        ("3.B.i 608", "3.B.i", "608"),
        ("3.B.i: $608$", "3.B.i", "$608$"),
        ("3.B.i - 608", "3.B.i", "608"),
        ("3.B.i – 608", "3.B.i", "608"),
        ("1.1.a) .125", "1.1.a", ".125"),
        ("1.1.a .125", "1.1.a", ".125"),
        ("1.1(a).125", "1.1.a", ".125"),
        ("1.1.a: -0.5", "1.1.a", "-0.5"),
        ("1.1.a −0.5", "1.1.a", "−0.5"),
        ("1.1.a) -.5", "1.1.a", "-.5"),
        ("1.c) $2/n_{in}$", "1.c", "$2/n_{in}$"),
        (r"1.c) \(2/n\)", "1.c", r"\(2/n\)"),
        ("**1.c** $2/n$", "1.c", "$2/n$"),
        ("**1.c)** **2/n**", "1.c", "**2/n**"),
        ("$1.c$ 2/n", "1.c", "2/n"),
        (r"\textbf{1.c)} \frac{2}{n}", "1.c", r"\frac{2}{n}"),
        ("*A(ii)*", "A.ii", ""),
        ("<b>1.c</b> `2/n`", "1.c", "`2/n`"),
        ("1.c [[1, 0]]", "1.c", "[[1, 0]]"),
    ],
)
def test_a_label_ends_where_its_answer_begins(line: str, label: str, answer: str) -> None:
    assert parted(line) == (label, answer)


@pytest.mark.parametrize(
    "line",
    ["2D convolutions are used", "4.1 million parameters", "2.5 is the mean", "3 filters", "7.125 at the end", "0.975"],
)
def test_a_number_that_begins_a_sentence_is_no_label(line: str) -> None:
    assert parted(line) == ("", line)


def test_a_part_that_ends_a_title_is_no_label() -> None:
    assert len(mentions("# Problem E: Modeling Part 3", heading=True)) == 1
    assert [found[0].components for found in mentions("# Problem 2 Part 3", heading=True)] == [("2", "3")]


@given(
    st.sampled_from(["1.a", "3.B.i", "6.b", "1.1.a"]),
    st.sampled_from([" ", ") ", ": ", ". ", " – ", " - ", " = ", ":  "]),
    st.sampled_from(["", "-", "−", ".", "-.", "$", "$-", r"\(", "`", "(", "[[", "~", "≈ "]),
    st.integers(1, 999),
)
def test_no_label_swallows_the_first_character_of_a_value(label: str, stop: str, sign: str, number: int) -> None:
    line = f"{label}{stop}{sign}{number}"
    ends = {".".join(each.components): line[each.end :] for each in mentions(line, heading=False)[0]}
    assert ends[label] == f"{sign}{number}"


@pytest.mark.parametrize("bare", ["2", "2.", "**2**", "$2$"])
@pytest.mark.parametrize("following", ["## 2.A\n\nkeras 3.4.1", "## 2.B.i\n\nshape: 28×28, range: 0 to 255"])
def test_a_bare_number_under_a_label_is_its_answer(bare: str, following: str) -> None:
    report = grader.check("hw4", "hw4.md", data=f"## 1.C.ii\n\n{bare}\n\n{following}\n".encode())
    assert report["1.C.ii"].outcome == "correct"


def test_a_bare_number_above_the_letters_of_its_problem_is_its_label() -> None:
    text = "1\n\na) No, they learn the same.\n\nd) yes\n\n4\n\na) no\n\nb) no\n\nc) $p$\n"
    report = grader.check("rq3", "rq3.md", data=text.encode())
    read = [report[label].read for label in ("1.d", "4.a", "4.b", "4.c")]
    assert read == ["yes", "no", "no", "p"]
