"""Which text of a document answers which question: by labels, titles and copied prompts, and by none of them."""

from __future__ import annotations

import pytest

import grader
from grader.alignment import Alignment, align
from grader.reading import read

ASSIGNMENTS = ("hw2", "hw4", "rq3", "lenet")


def aligned(assignment: str, text: str, name: str = "x.md") -> Alignment:
    return align(read(name, data=text.encode()), grader.load(assignment).outline)


def texts(assignment: str, text: str) -> dict[str, str]:
    """The text under each label that was found."""
    return {each.label: " ".join(each.text.split()) for each in aligned(assignment, text).segments}


@pytest.mark.parametrize("dress", ["## {}", "**{}**", "{}", "__{}:__", "Question 7: {}", "## 12. {}"])
def test_a_title_is_a_label_whatever_number_stands_before_it(dress: str) -> None:
    titles = ("Output shape", "Max pooling", "Library versions")
    text = "\n\n".join(f"{dress.format(title)}\n\nanswer {n}" for n, title in enumerate(titles, 3))
    assert texts("hw4", text) == {"3.B.ii": "answer 3", "3.C.ii": "answer 4", "2.A": "answer 5"}


def test_a_title_of_one_word_has_to_be_set_off() -> None:
    text = "## 2.c\n\nlike ReLU\n\nSigmoid\n\nis for classes\n\n## Softmax\n\nas well"
    assert texts("rq3", text) == {"2.c": "like ReLU Sigmoid is for classes", "2.f": "as well"}


def test_a_title_behind_its_label_is_no_part_of_the_answer() -> None:
    text = "3.B.i Parameters: 608\n\n3.B.ii) Output shape\n\n28×28×8\n\n**3.D.iii** What worked\n\nDropout."
    assert texts("hw4", text) == {"3.B.i": "608", "3.B.ii": "28×28×8", "3.D.iii": "Dropout."}


@pytest.mark.parametrize("name", ASSIGNMENTS)
@pytest.mark.parametrize("label", ["", "Exercise {}", "{}.", "## Chapter 3, question {}"])
def test_a_copied_prompt_is_a_label_whatever_number_stands_before_it(name: str, label: str) -> None:
    slots = grader.load(name).outline.slots
    asked = {slot.label: slot.prompt.split("\n\n")[-1] for slot in slots}
    text = "".join(
        f"{label.format(40 + number)}\n\n> {prompt}\n\nwe say {number} here\n\n"
        for number, prompt in enumerate(asked.values())
    )
    found = texts(name, text)
    shared = [label for label, prompt in asked.items() if list(asked.values()).count(prompt) > 1]
    assert {label: found.get(label) for label in asked if label not in shared} == {
        label: f"we say {number} here" for number, label in enumerate(asked) if label not in shared
    }


def test_a_prompt_below_an_answer_is_that_of_the_next_question() -> None:
    text = "3.B.ii: 28×28×8\n\n> Apply average pooling to each of the four images.\n\n[[1, 0], [0, 1]]"
    assert texts("hw4", text) == {"3.B.ii": "28×28×8", "3.C.i": "[[1, 0], [0, 1]]"}


def test_answers_in_a_table_are_its_cells() -> None:
    rows = (
        "| question | answer |\n|---|---|\n| 3.B.i | 608 |\n| 3.B.ii | 28×28×8 |\n| **2.A** | keras 3.4.1 | torch 2.3 |"
    )
    assert texts("hw4", rows) == {"3.B.i": "608", "3.B.ii": "28×28×8", "2.A": "| keras 3.4.1 | torch 2.3 |"}


def test_a_label_and_a_title_that_name_two_questions_are_left_to_a_person() -> None:
    text = "## 3.B.ii Output shape\n\n28×28×8\n\n## 3.B.i Max pooling\n\n608\n"
    report = grader.check("hw4", "x.md", data=text.encode())
    assert report["3.B.ii"].outcome == "correct"
    assert report["3.B.i"].outcome == "needs_person"
    assert report["3.C.ii"].outcome.open


FOREIGN = """# Chapter 2

## 2.A Entropy of a coin

The entropy of a fair coin is 1 bit.

## 2.B Bayes and the taxi cab

P = 0.41

## 2.C Maximum likelihood

The estimate is 0.9812.

## 3.A Gradient of the logarithm

1/x
"""

OTHERS = "".join(
    f"{label}\n\nBy the chain rule.\n\n" for label in ("1.C.i", "1.C.ii", "2.B.i", "3.B.i", "3.B.ii", "3.C.i")
)


@pytest.mark.parametrize("text", [FOREIGN, OTHERS])
def test_labels_of_another_sheet_are_said_to_be_that_once_and_a_person_decides(text: str) -> None:
    report = grader.check("hw4", "hw4.md", data=text.encode())
    assert all(verdict.outcome == "needs_person" for verdict in report.verdicts)
    assert sum("do not seem to be those of hw4" in remark for remark in report.remarks) == 1


@pytest.mark.parametrize(
    "text",
    [
        "## 3.B.i Parameters\n\n608\n\n## 3.B.ii My solution\n\n28×28×8\n",
        "## 3.B.i Weights of the filters\n\n608\n\n## 3.B.ii The resulting volume\n\n28×28×8\n",
        "# 3.B.i Solution with explanation\n\n608\n\n# 3.B.ii Final result\n\n28×28×8\n",
    ],
)
def test_titles_of_the_students_own_do_not_make_a_numbering_foreign(text: str) -> None:
    report = grader.check("hw4", "hw4.md", data=text.encode())
    assert [report[label].outcome for label in ("3.B.i", "3.B.ii")] == ["correct", "correct"]


@pytest.mark.parametrize("title", ["# Problem E: Modeling Part 3", "# Modeling, Part 3"])
def test_the_part_of_a_title_is_no_label(title: str) -> None:
    found = aligned("hw4", f"# Problem 2\n\n## Problem D\n\nx\n\n{title}\n\nTest accuracy: 0.985")
    assert not any(each.label.startswith("3") for each in found.segments if each.text.strip())


def test_nothing_under_a_prompt_of_the_sheet_is_blank_and_nothing_under_a_bare_label_may_be_a_drawing() -> None:
    slot = next(slot for slot in grader.load("hw4").outline.slots if slot.label == "3.B.i")
    sheet = f"## 3.B.i Parameters\n\n> {slot.prompt.split(chr(10))[-1]}\n>\n> *Write {slot.answer.hint}.*\n\n\n"
    assert grader.check("hw4", "x.md", data=f"{sheet}## 3.B.ii\n\n".encode())["3.B.i"].outcome == "missing"
    assert grader.check("hw4", "x.md", data=b"## 3.B.i\n\n\n## 3.B.ii\n\n28")["3.B.i"].outcome == "needs_person"
    drawn = f"{sheet}![](drawing.png)\n"
    assert grader.check("hw4", "x.md", data=drawn.encode())["3.B.i"].outcome != "missing"
