"""Text is cut into blocks; a listing whose lines are numbered is code, a list of answers is none."""

from __future__ import annotations

import pytest

from grader.blocks import split

CODE = ["model = Sequential()", "model.add(Dense(10))", "", "model.fit(x, y)"]


def kinds(text: str) -> list[str]:
    return [block.kind for block in split(text)]


@pytest.mark.parametrize("form", ["{}. {}", "{}: {}", "{} {}", "{}) {}", "  {}| {}"])
@pytest.mark.parametrize("first", [1, 26, 98])
@pytest.mark.parametrize("fence", ["", "```\n"])
def test_numbered_lines_of_code_are_code_without_their_numbers(form: str, first: int, fence: str) -> None:
    listing = "\n".join(form.format(n, line).rstrip() for n, line in enumerate(CODE, first))
    before, block, after = split(f"Text.\n\n{fence}{listing}\n{fence}\nMore.")
    assert (before.text, after.text) == ("Text.", "More.")
    assert (block.kind, block.text.split("\n")) == ("code", CODE)


def test_a_numbered_line_may_go_on_below_and_leave_a_line_out() -> None:
    text = "3. import torch\n\n4. x = torch.zeros(\n      3)\n5. print(x)\n\nAnd so on."
    assert [(block.kind, block.line) for block in split(text)] == [("code", 1), ("paragraph", 7)]


@pytest.mark.parametrize(
    "text",
    [
        "1. x = 3\n2. y = 4\n3. z = 5",
        "1. 608\n2. 28×28×8\n3. keras 3.4.1",
        "1. We import torch.\n2. Then we call torch.zeros(3).\n3. It prints zeros.",
        "1. f(x) = 3\n2. g(x) = h(x)\n3. h(2) = 1",
        "1. import torch\n3. x = torch.zeros(3)\n5. print(x)",
        "1. import torch\n2. print(torch)",
    ],
)
def test_a_list_of_answers_is_no_listing(text: str) -> None:
    assert "code" not in kinds(text)


def test_numbered_code_is_that_of_its_question() -> None:
    import grader

    lines = ["model = Sequential()", "model.add(Dense(64, activation='relu', input_shape=(784,)))"]
    lines += ["model.add(Dense(10, activation='softmax'))", "model.fit(x, y, epochs=3)"]
    listing = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 26))
    plain = "\n".join(lines)
    log = "\n".join(f"Epoch {n}/3 - loss: 0.1 - val_loss: 0.1 - val_accuracy: 0.97{70 + n}" for n in (1, 2, 3))
    text = f"## 1.C.iii\n\n(later)\n\n## 2.C\n\n{{}}\n\n```\n{log}\n```\n\nTest accuracy: 0.9773\n"
    reports = [grader.check("hw4", "x.md", data=text.format(code).encode()) for code in (listing, f"```\n{plain}\n```")]
    assert reports[0]["2.C"].outcome == reports[1]["2.C"].outcome == "correct"
