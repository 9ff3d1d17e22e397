"""What a document repeats of its assignment is blanked, the answers stay, and every line stays where it was."""

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grader
from grader.handout import instruction, stripped
from grader.model.documents import Block, Document
from grader.reading import read

OUTLINE = grader.load("hw4").outline
SLOT = next(slot for slot in OUTLINE.slots if slot.label == "3.B.i")
QUESTION = SLOT.prompt.split("\n\n")[-1]


def left(*texts: str, kind: str = "paragraph") -> list[str]:
    blocks = tuple(Block(kind, text, 1 + 10 * number) for number, text in enumerate(texts))  # type: ignore[arg-type]
    return [block.text.strip() for block in stripped(Document("x.md", "markdown", blocks), OUTLINE).document.blocks]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"> {QUESTION}\n>\n> *{instruction(SLOT.answer)}*", []),
        (QUESTION, []),
        (f"**{QUESTION.upper()}**", []),
        (QUESTION.replace(" ", "\n"), []),
        (f"> {QUESTION} 608", [">" + " " * (len(QUESTION) + 2) + "608"]),
        (f"{QUESTION}\n608", ["608"]),
        ("How many parameters has the layer? 608", ["608"]),
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


def left_of(assignment: str, text: str) -> str:
    document = read("x.md", data=text.encode())
    blocks = stripped(document, grader.load(assignment).outline).document.blocks
    return " ".join(" ".join(block.text for block in blocks).split())


@pytest.mark.parametrize(
    ("assignment", "written", "kept"),
    [
        # a question that was reworded, with or without the answer behind it
        ("rq3", "Does it slow down inference (i.e., making predictions)?", ""),
        ("rq3", "Does dropout slow down training (i.e. fitting)? It does.", "It does."),
        ("rq3", "(b) What is the variance of the weights in Xavier initialization? 1/n", "(b) 1/n"),
        ("rq3", "By what are the weights multiplied at test time, when kept with probability p? By p.", "By p."),
        ("rq3", "How many parameters does each layer have, and how many has the network: 903,400", "903,400"),
        ("hw4", "How many parameters does the layer have, including\n> biases? **608**", "**608**"),
        ("hw4", "3.B.ii) What's the shape of the output of this layer? 28×28×8", "3.B.ii) 28×28×8"),
        ("hw4", "Name one benefit and one disadvantage of padding an image with zeros before a convolution.", ""),
        # an answer in the instruction's own form
        ("hw4", "Write a whole number of parameters, such as 608.", "608."),
        ("rq3", "*A whole number of parameters in all: 903,400; the 3 figures it adds up from.*", "903,400;"),
    ],
)
def test_sentences_of_the_handout_go_and_what_follows_them_stays(assignment: str, written: str, kept: str) -> None:
    assert left_of(assignment, written) == kept


@pytest.mark.parametrize(
    ("assignment", "written"),
    [
        ("rq3", "The biases may start at zero."),
        ("rq3", "May start at zero."),
        ("rq3", "No, dropout does not slow down inference."),
        ("rq3", "Dropout does slow down training."),
        ("rq3", "The outgoing weights are multiplied by p at test time."),
        ("rq3", "For β = 0.9 the updates become 10 times the learning rate."),
        ("rq3", "May the biases start at zero (**yes** or no)?"),
        ("rq3", "May the biases start at zero (yes)?"),
        ("hw4", "Is it 608?"),
        ("hw4", "Maybe 608?"),
        ("hw4", "The layer has 608 parameters, biases included."),
        ("hw4", "Max pooling of all four images: [[1, 1], [1, 1]]"),
        ("hw4", "The shape of the layer's output is 28×28×8."),
    ],
)
def test_what_a_student_says_in_the_words_of_the_question_stays(assignment: str, written: str) -> None:
    assert left_of(assignment, written) == written


@pytest.mark.parametrize("name", ["hw2", "hw4", "rq3", "lenet", "lab1"])
@pytest.mark.parametrize("width", [30, 55, 80])
def test_every_prompt_goes_however_it_is_wrapped_and_what_follows_it_stays(name: str, width: int) -> None:
    for slot in grader.load(name).outline.slots:
        for paragraph in (*slot.prompt.split("\n\n"), instruction(slot.answer)):
            quoted = textwrap.indent(textwrap.fill(paragraph, width, break_long_words=False), "> ")
            assert left_of(name, f"{quoted}\n\nMy answer: 4711") == "My answer: 4711"
            assert left_of(name, f"{textwrap.fill(paragraph, width, break_long_words=False)} 4711") in (
                "4711",
                f"{paragraph[-1]} 4711",
            )


@pytest.mark.parametrize(
    "text", ["x. y. z. ", "1. 2) ", f"{QUESTION} 608\n\n", "How many: parameters: has: ", "biases "]
)
def test_a_long_text_is_looked_through_in_time(text: str) -> None:
    begun = time.process_time()
    left_of("hw4", text * (200_000 // len(text)))
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("kind", ["code", "output", "field"])
def test_code_and_fields_stay_as_they_are(kind: str) -> None:
    assert left(QUESTION, kind=kind) == [QUESTION]


@given(st.text(st.characters(codec="utf-8")), st.integers(0, 3))
def test_every_line_stays_where_it_was(text: str, place: int) -> None:
    lines = text.split("\n")
    lines.insert(min(place, len(lines)), f"> {QUESTION}")
    written = "\n".join(["first", *lines, "last"])
    (block,) = stripped(Document("x.md", "markdown", (Block("paragraph", written, 1),)), OUTLINE).document.blocks
    assert len(block.text) == len(written)
    assert [row == "\n" for row in block.text] == [row == "\n" for row in written]
    assert block.text.endswith("last")
