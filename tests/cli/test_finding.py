"""The submission in a folder: found where there is one, asked for where there is none or more than one."""

from pathlib import Path

import pytest

from grader.cli._finding import submission
from grader.cli._trouble import Trouble

SUFFIXES = (".md", ".ipynb", ".toml", ".txt")


def found(folder: Path, *names: str) -> str:
    for name in names:
        (folder / name).write_text("x")
    return Path(submission("hw4", str(folder), SUFFIXES)).name


@pytest.mark.parametrize(
    "name", ["hw4.md", "hw4.ipynb", "HW4.toml", "hw4-final (2).txt", "hw4_alice.md", "Hw4.final.MD"]
)
def test_a_file_called_after_the_assignment_is_found(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, name, "notes.md", "hw40.md", "hw4.pdf.zip", ".hw4.md") == name


def test_several_candidates_are_named_and_one_is_to_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        found(tmp_path, "hw4 final.md", "hw4.ipynb")
    assert "hw4 final.md, hw4.ipynb" in trouble.value.message
    assert "grader check hw4 'hw4 final.md'" in trouble.value.message
    assert trouble.value.exit_code == 2


def test_of_many_candidates_only_some_are_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"hw4_05\.md and 94 more"):
        found(tmp_path, *(f"hw4_{number:02}.md" for number in range(100)))


def test_where_nothing_is_called_so_the_other_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="No submission for hw4") as trouble:
        found(tmp_path, "essay.md", "picture.png")
    assert trouble.value.message.endswith("I saw essay.md. Say which: grader check hw4 essay.md")


def test_in_an_empty_folder_an_answer_sheet_is_offered(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="grader new hw4"):
        found(tmp_path)


def test_a_folder_of_that_name_is_no_submission(tmp_path: Path) -> None:
    (tmp_path / "hw4.md").mkdir()
    with pytest.raises(Trouble, match="No submission"):
        found(tmp_path)
