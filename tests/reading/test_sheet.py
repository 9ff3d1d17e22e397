"""Answer sheets in TOML: what would take for ever is refused."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from grader.model.documents import BadFile
from grader.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "[answers]\n" + "a." * 200_000 + "b = 1\n",
        "[" + "a." * 100_000 + "b]\n",
        "[answers]\n" + '"a" . ' * 50_000 + "b = 1\n",
        "[answers]\n" + "\n".join(f"{'a.' * 300}b{n} = 1" for n in range(600)),
        "[answers]\nx = {" + "'a'." * 50_000 + "b = 1}\n",
    ],
    ids=["key", "table", "quoted", "many", "inline"],
)
def test_labels_of_many_parts_take_no_time(text: str) -> None:
    start = time.process_time()
    with pytest.raises(BadFile, match="more than 30 parts"):
        read("hw4.toml", data=text.encode())
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text", ["a" * 400_000 + " = 1", "." * 400_000, "a-" * 200_000, '"' * 100_000, "a . " * 20 + "b = 1"]
)
def test_other_odd_texts_take_no_time_either(text: str) -> None:
    start = time.process_time()
    with suppress(BadFile):
        read("hw4.toml", data=f"[answers]\n{text}\n".encode())
    assert time.process_time() - start < 3


def test_dots_in_an_answer_are_no_parts() -> None:
    text = '[answers]\n"1.A" = """\nconv1 ........................................ = 5\n1. 2. 3.\n"""\n1.B.i = "608"\n'
    assert [block.label for block in read("hw4.toml", data=text.encode()).blocks] == ["1.A", "1.B.i"]
