"""How a document was understood, in the terminal and as a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import grader
from grader.cli._group import cli
from grader.layout import cells
from grader.reading import read
from grader.responses import Status
from grader.understanding import Understanding, understand
from grader.understanding.page import render as page
from grader.understanding.terminal import render as terminal

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = """# Set 4

Some words before everything.

3.B.i

First I had 600, but it is 608 parameters.

3.B.ii

28×28×8 or 28×28×3

3.C.i

see <script>alert(1)</script> the \x1b[31mfigure\x1b[0m
"""


def understood(text: str = TEXT) -> Understanding:
    return understand(grader.load("hw4"), read("a.md", data=text.encode()))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, list(arguments), prog_name="grader")


def test_each_question_has_its_lines_its_readings_and_the_one_chosen() -> None:
    questions = {question.label: question for question in understood().questions}
    layer = questions["3.B.i"]
    assert layer.response.status is Status.READ
    assert [reading.text for reading in layer.readings if reading.chosen] == ["608"]
    assert {reading.text for reading in layer.readings} == {"600", "608"}
    assert not questions["3.B.ii"].response.certain
    assert questions["3.B.ii"].segments[0].blocks[0].line == 11
    assert questions["1.B"].response.status is Status.ABSENT
    assert [segment.text.strip() for segment in understood().left_over] == ["# Set 4\n\nSome words before everything."]


def test_no_key_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.authoring.Assignment.key", lambda *_: pytest.fail("a key"))
    assert understood().questions


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_terminal_shows_it_within_its_width(width: int) -> None:
    text = terminal(understood(), width, colour=False)
    assert max(map(cells, text.splitlines())) <= min(width, 92)
    assert re.search(r"→ [01]\.\d\d", text)
    assert "608" in text
    assert "\x1b" not in text
    assert "Under no question" in text


class Checked(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_holds_no_script_and_nothing_from_elsewhere() -> None:
    text = page(understood())
    checked = Checked()
    checked.feed(text)
    assert not {"script", "img", "link", "iframe"} & set(checked.tags)
    assert "url(" not in text
    assert "<script>alert(1)</script>" in checked.text
    assert "\x1b" not in text


def test_the_page_marks_each_line_with_its_question_in_words_not_by_colour_alone() -> None:
    text = page(understood())
    (row,) = re.findall(r'<div class="row" data-q="3\.B\.i">.*?</div>', text)
    assert '<span class="number">7</span><span class="label">3.B.i</span>' in row
    assert text.count("<h1>") == 1
    assert 'lang="en"' in text


@pytest.mark.parametrize("name", ["hw4.md", "hw4.ipynb", "hw4.toml"])
def test_the_command_shows_every_question(run: Callable[..., Result], name: str) -> None:
    result = run("read", "hw4", str(EXAMPLES / name))
    assert result.exit_code == 0
    assert all(question.label in result.output for question in grader.load("hw4").questions)


def test_the_command_writes_a_page(run: Callable[..., Result], tmp_path: Path) -> None:
    example = str(EXAMPLES / "hw4.md")
    assert run("read", "hw4", example, "--html", "page.html").output == "Wrote page.html.\n"
    assert run("read", "hw4", example, "--html", "-").output == (tmp_path / "page.html").read_text("utf-8")


def test_a_file_that_is_not_there_is_told(run: Callable[..., Result]) -> None:
    result = run("read", "hw4", "nowhere.md")
    assert result.exit_code == 2
    assert "There is no file nowhere.md" in result.stderr
    assert run("read", "hw4", str(EXAMPLES / "hw4.md"), "--html", "/nowhere/x.html").exit_code == 2


def test_code_that_a_question_asks_for_is_found() -> None:
    source = b"import numpy as np\n\ndef relu(x):\n    return np.maximum(x, 0)\n"
    understood = understand(grader.load("lab1"), read("lab1.py", data=source))
    found = {question.label: question for question in understood.questions}
    assert found["1.b"].response.status == Status.READ
    assert str(found["1.b"].segments[0].source(0, 40)) == "lines 3–4"
    assert found["1.a"].response.status == Status.ABSENT
    assert "relu is run when the file is checked" in terminal(understood, 80, colour=False)
