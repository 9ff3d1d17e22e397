"""`grader new`: answer sheets that can be filled in and are read back."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import Result

import grader
from grader.model.verdicts import Outcome

Run = Callable[..., Result]
SHEETS = {"--markdown": "hw4.md", "--notebook": "hw4.ipynb", "--toml": "hw4.toml", "--script": "hw4.py"}


@pytest.mark.parametrize(("option", "name"), SHEETS.items())
def test_a_sheet_is_written_into_the_folder(run: Run, here: Path, option: str, name: str) -> None:
    result = run("new", "hw4", option)
    assert result.exit_code == 0
    assert f"grader check hw4 {name}" in result.output
    assert [file.name for file in here.iterdir()] == [name]


def test_without_an_option_the_file_names_the_format(run: Run, here: Path) -> None:
    assert run("new", "hw4").exit_code == 0
    assert run("new", "hw4", "-o", "mine.ipynb").exit_code == 0
    assert run("new", "hw4", "-o", "mine.TOML").exit_code == 0
    assert (here / "hw4.md").read_text().startswith("# Set 4")
    assert json.loads((here / "mine.ipynb").read_text())["nbformat"] == 4
    assert 'assignment = "hw4"' in (here / "mine.TOML").read_text()


@pytest.mark.parametrize(("option", "name"), SHEETS.items())
def test_no_file_is_ever_overwritten(run: Run, here: Path, option: str, name: str) -> None:
    (here / name).write_text("my answers")
    result = run("new", "hw4", option)
    assert f"{name} is there already and stays as it is" in result.stderr
    assert result.exit_code == 2
    assert (here / name).read_text() == "my answers"


def test_a_link_that_leads_nowhere_is_not_followed(run: Run, here: Path) -> None:
    (here / "hw4.md").symlink_to(here / "elsewhere.md")
    assert run("new", "hw4").exit_code == 2
    assert not (here / "elsewhere.md").exists()


@pytest.mark.parametrize("output", ["no/such/folder/hw4.md", "/", "x" * 300 + ".md"])
def test_a_place_that_can_not_be_written_is_told(run: Run, output: str) -> None:
    result = run("new", "hw4", "-o", output)
    assert "-o FILE" in result.stderr
    assert result.exit_code == 2


def test_the_notebook_is_valid_and_its_answer_cells_are_tagged(run: Run, here: Path) -> None:
    run("new", "hw4", "--notebook")
    notebook = nbformat.read(here / "hw4.ipynb", as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    tags = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])]
    assert tags == [question.label for question in grader.load("hw4").questions]


def test_the_markdown_sheet_has_a_heading_for_each_label_and_the_prompt_quoted(run: Run, here: Path) -> None:
    run("new", "hw4", "--markdown")
    text = (here / "hw4.md").read_text()
    for question in grader.load("hw4").questions:
        assert f"## {question.label} {question.title}\n" in text
        assert f"> {question.prompt()}" in text


@pytest.mark.parametrize("option", SHEETS)
def test_an_empty_sheet_holds_no_answer(run: Run, option: str) -> None:
    run("new", "hw4", option)
    result = run("check", "hw4", "--json")
    assert [verdict["read"] for verdict in json.loads(result.stdout)["verdicts"]] == [None] * 22
    assert result.exit_code == 5


ANSWERS = {
    "1.B": "The bias is pushed far down, and the units are dead: no gradient brings them back.",
    "1.C.ii": "2 layers",
    "2.A": "torch 2.3.0",
    "2.B.i": "shape: 28×28; range: [0, 255]",
    "3.B.i": "608",
    "3.B.ii": "28×28×3",
    "3.C.i": "[[1, 1/2], [1/2, 1/4]]\n[[1/2, 1], [1/4, 1/2]]\n[[1/4, 1/2], [1/2, 1]]\n[[1/2, 1/4], [1, 1/2]]",
}
EXPECTED = {
    "1.B": Outcome.NEEDS_PERSON,
    "1.C.ii": Outcome.CORRECT,
    "2.A": Outcome.CORRECT,
    "2.B.i": Outcome.CORRECT,
    "3.B.i": Outcome.CORRECT,
    "3.B.ii": Outcome.INCORRECT,
    "3.C.i": Outcome.CORRECT,
}


def fill_markdown(text: str) -> str:
    for label, answer in ANSWERS.items():
        above, quoted, below = re.split(rf"(## {re.escape(label)} [^\n]*\n\n(?:>[^\n]*\n)+\n)", text)
        text = above + quoted + answer + "\n" + below
    return text


def fill_toml(text: str) -> str:
    for label, answer in ANSWERS.items():
        text = re.sub(rf"(?s)\"{re.escape(label)}\" = ('''\n\n'''|'')", f"\"{label}\" = '''\n{answer}\n'''", text)
    return text


def fill_notebook(text: str) -> str:
    notebook: dict[str, Any] = json.loads(text)
    for cell in notebook["cells"]:
        label = "".join(cell["metadata"].get("tags", []))
        if label in ANSWERS:
            answer = ANSWERS[label]
            if cell["cell_type"] == "code":
                answer = "".join(cell["source"]).replace("None", repr(answer))
            cell["source"] = answer
    return json.dumps(notebook)


def fill_script(text: str) -> str:
    for label, answer in ANSWERS.items():
        told = "".join(f"# {line}\n" for line in answer.split("\n"))
        above, quoted, below = re.split(rf"(# ## {re.escape(label)} [^\n]*\n#\n(?:# >[^\n]*\n)+#\n)", text)
        text = above + quoted + told + below
    return text


FILLS = {"--markdown": fill_markdown, "--toml": fill_toml, "--notebook": fill_notebook, "--script": fill_script}


@pytest.mark.parametrize(("option", "fill"), FILLS.items())
def test_a_filled_in_sheet_is_read_back(run: Run, here: Path, option: str, fill: Callable[[str], str]) -> None:
    run("new", "hw4", option)
    file = here / SHEETS[option]
    file.write_text(fill(file.read_text()))
    report = grader.check("hw4", file)
    assert {label: report[label].outcome for label in ANSWERS} == EXPECTED
    assert {verdict.label for verdict in report.verdicts if verdict.read} == set(ANSWERS)
    for label, answer in ANSWERS.items():
        assert (report[label].read or "?").strip("'\"").replace("\\n", "\n") in answer


def test_in_a_notebook_a_literal_may_stand_without_quotes(run: Run, here: Path) -> None:
    run("new", "hw4", "--notebook")
    file = here / "hw4.ipynb"
    file.write_text(
        file.read_text().replace("q3_B_i = None", "q3_B_i = 608").replace("q3_B_ii = None", "q3_B_ii = (28, 28, 8)")
    )
    report = grader.check("hw4", file)
    assert report["3.B.i"].outcome is Outcome.CORRECT
    assert report["3.B.ii"].outcome is Outcome.CORRECT


@pytest.mark.parametrize("student", ["alice", "bob@uni.edu", "Ana María-2"])
@pytest.mark.parametrize(("option", "name"), SHEETS.items())
def test_a_sheet_for_a_student_is_judged_with_that_students_numbers(
    run: Run, here: Path, option: str, name: str, student: str
) -> None:
    assert "--student" in run("new", "hw4", option, "--student", student).output
    report = grader.check("hw4", here / name)
    assert any(f"the numbers of student {student}" in remark for remark in report.remarks)
    hers = grader.load("hw4").dealt(student)
    assert hers["3.B.i"].prompt() in (here / name).read_text("utf-8").replace("\n# ", " ")
    assert grader.check(hers, here / name).remarks == ()


@pytest.mark.parametrize("option", SHEETS)
def test_a_sheet_with_stubs_of_code_holds_no_answer_and_one_that_is_filled_in_is_judged(
    run: Run, here: Path, option: str
) -> None:
    name = SHEETS[option].replace("hw4", "lab1")
    assert run("new", "lab1", option).exit_code == 0
    empty = run("check", "lab1", name)
    assert empty.exit_code == 5
    assert "still as they were handed out" in " ".join(empty.output.split())
    text = (here / name).read_text()
    stub = "def relu(x):\n    raise NotImplementedError"
    body = "def relu(x):\n    return np.maximum(x, 0)"
    if option == "--notebook":
        stub, body = (json.dumps(code.splitlines(keepends=True), indent=1)[3:-2] for code in (stub, body))
        stub, body = (code.replace("\n ", "\n    ") for code in (stub, body))
    assert stub in text
    (here / name).write_text(text.replace(stub, body))
    report = grader.check("lab1", here / name, own=True)
    assert report["1.b"].outcome is Outcome.CORRECT
    assert {verdict.outcome for verdict in report.verdicts if verdict.label != "1.b"} == {Outcome.MISSING}
