"""What a document repeats of its assignment is blanked, the answers stay, and every line stays where it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grader
from grader.handout import instruction, without_handout
from grader.model.documents import Block, Document

OUTLINE = grader.load("hw4").outline
SLOT = next(slot for slot in OUTLINE.slots if slot.label == "3.B.i")
QUESTION = SLOT.prompt.split("\n\n")[-1]


def left(*texts: str, kind: str = "paragraph") -> list[str]:
    blocks = tuple(Block(kind, text, 1 + 10 * number) for number, text in enumerate(texts))  # type: ignore[arg-type]
    return [block.text.strip() for block in without_handout(Document("x.md", "markdown", blocks), OUTLINE).blocks]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"> {QUESTION}\n>\n> *{instruction(SLOT.answer)}*", []),
        (QUESTION, []),
        (f"**{QUESTION.upper()}**", []),
        (QUESTION.replace(" ", "\n"), []),
        (f"> {QUESTION} 608", [">" + " " * (len(QUESTION) + 2) + "608"]),
        (f"{QUESTION}\n608", ["608"]),
        ("How many parameters has the layer? 608", ["How many parameters has the layer? 608"]),
        ("608", ["608"]),
    ],
)
def test_a_copied_question_goes_and_the_answer_stays(written: str, kept: list[str]) -> None:
    assert left(written) == kept


def test_a_question_that_is_spread_over_blocks_goes_as_well() -> None:
    words = QUESTION.split()
    assert left(" ".join(words[:3]), " ".join(words[3:]), "608") == ["608"]


def test_a_title_goes_only_behind_its_own_label_in_a_heading() -> None:
    assert left("## 3.B.i Parameters", "# Parameters", "## 3.B.ii Parameters", kind="heading") == [
        "## 3.B.i",
        "# Parameters",
        "## 3.B.ii Parameters",
    ]


@pytest.mark.parametrize("kind", ["code", "output", "field"])
def test_code_and_fields_stay_as_they_are(kind: str) -> None:
    assert left(QUESTION, kind=kind) == [QUESTION]


@given(st.text(st.characters(codec="utf-8")), st.integers(0, 3))
def test_every_line_stays_where_it_was(text: str, place: int) -> None:
    lines = text.split("\n")
    lines.insert(min(place, len(lines)), f"> {QUESTION}")
    written = "\n".join(["first", *lines, "last"])
    (block,) = without_handout(Document("x.md", "markdown", (Block("paragraph", written, 1),)), OUTLINE).blocks
    assert len(block.text) == len(written)
    assert [row == "\n" for row in block.text] == [row == "\n" for row in written]
    assert block.text.endswith("last")
