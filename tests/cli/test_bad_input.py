"""Files that are no submission: each gets a clear message with a way out, an exit code, and never a trace."""

import builtins
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]


def refused(result: Result) -> str:
    """What was said on standard error; nothing else was printed, and the code is that of a bad file."""
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    return result.stderr


def test_a_missing_file(run: Run, here: Path) -> None:
    (here / "hw4_final.md").write_text("x")
    said = refused(run("check", "hw4", "hw4_fnial.md"))
    assert "There is no file hw4_fnial.md" in said
    assert "hw4_final.md" in said


def test_a_folder(run: Run, here: Path) -> None:
    (here / "week4.md").mkdir()
    assert "week4.md is a folder" in refused(run("check", "hw4", "week4.md"))
    assert "is a folder" in refused(run("check", "hw4", "."))


@pytest.mark.parametrize("content", ["", " \n\t\n"])
def test_an_empty_file(run: Run, here: Path, content: str) -> None:
    (here / "hw4.md").write_text(content)
    assert "hw4.md is empty" in refused(run("check", "hw4", "hw4.md"))


@pytest.mark.parametrize("name", ["hw4.md", "hw4.toml", "hw4.ipynb"])
@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"\x7fELF" + b"\0" * 500, b"PK\x03\x04" + b"\0\xff" * 300],
    ids=["picture", "program", "archive"],
)
def test_a_binary_file(run: Run, here: Path, name: str, content: bytes) -> None:
    (here / name).write_bytes(content)
    said = refused(run("check", "hw4", name))
    assert name in said
    assert "\x1b" not in said


def test_a_file_of_an_unknown_kind_is_told_the_kinds_that_are_known(run: Run, here: Path) -> None:
    (here / "hw4.pages").write_bytes(b"PK\x03\x04" + bytes(1000))
    said = refused(run("check", "hw4", "hw4.pages"))
    assert ".pages" in said
    assert ".ipynb" in said


@pytest.mark.parametrize(
    "content",
    [
        '{"cells": [',
        "",
        "[]",
        '"x"',
        "{}",
        "[" * 100_000,
        '{"nbformat": 4, "cells": 3}',
        '{"nbformat": 4, "cells": [3]}',
    ],
    ids=["cut off", "empty", "list", "string", "object", "deep", "cells a number", "a cell a number"],
)
def test_a_broken_notebook(run: Run, here: Path, content: str) -> None:
    (here / "hw4.ipynb").write_text(content)
    assert "hw4.ipynb" in refused(run("check", "hw4", "hw4.ipynb"))


@pytest.mark.parametrize("version", ["9", "0", "-1", "4.5", '"4"', "null", "true", "1e400", "[]"])
def test_a_notebook_of_an_unknown_version(run: Run, here: Path, version: str) -> None:
    (here / "hw4.ipynb").write_text(f'{{"nbformat": {version}, "nbformat_minor": 5, "metadata": {{}}, "cells": []}}')
    said = refused(run("check", "hw4", "hw4.ipynb"))
    assert "version" in said


@pytest.mark.parametrize(
    "content",
    ["answers = 3", '[answers]\n"1.B" = ', '[answers]\n"1.B" = "a"\n"1.B" = "b"\n', "x = " + "[" * 5000],
    ids=["no table", "cut off", "a key twice", "deep"],
)
def test_a_broken_answer_sheet(run: Run, here: Path, content: str) -> None:
    (here / "hw4.toml").write_text(content)
    assert "hw4.toml" in refused(run("check", "hw4", "hw4.toml"))


@pytest.mark.parametrize(
    ("written", "said"), [("hw44", "did you mean hw4"), ("HW4", "did you mean hw4"), ("qqqqq", "hw4")]
)
def test_a_wrong_assignment(run: Run, here: Path, written: str, said: str) -> None:
    for command in (("check", written), ("show", written), ("new", written)):
        message = refused(run(*command))
        assert f"There is no assignment {written!r}" in message
        assert said in message
    assert list(here.iterdir()) == []


def test_a_file_of_50_mb_is_refused_by_its_size(run: Run, here: Path) -> None:
    with (here / "hw4.md").open("wb") as file:
        file.truncate(50 * 2**20)
    assert "50 MB" in refused(run("check", "hw4", "hw4.md"))


def test_latin_1_text_is_read_and_its_owner_told(run: Run, here: Path) -> None:
    (here / "hw4.md").write_bytes("3.B.i\n608 parameters\n(not naïve)\n\n3.B.ii\n28×28×8\n".encode("latin-1"))
    result = run("check", "hw4", "hw4.md", "--question", "3.B")
    assert result.exit_code == 0
    assert "Note: " in result.output
    assert "✓ correct" in result.output


def test_a_label_answered_twice_with_different_answers_goes_to_a_person(run: Run, here: Path) -> None:
    (here / "hw4.md").write_text("3.B.i\n\n608\n\n3.B.ii\n\n28×28×8\n\n3.B.i\n\n600\n")
    result = run("check", "hw4", "hw4.md", "--question", "3.B.i")
    assert "○ for a person" in result.output
    assert "608" in result.output
    assert "600" in result.output
    assert result.exit_code == 4


def test_an_answer_in_the_wrong_type_is_pointed_at_and_not_called_wrong(run: Run, here: Path) -> None:
    (here / "hw4.toml").write_text('[answers]\n"3.B.i" = "lots of them"\n"3.B.ii" = "28 by"\n')
    result = run("check", "hw4", "hw4.toml", "--question", "3.B")
    assert result.output.count("? unreadable") == 2
    assert "such as 1250" in result.output
    assert result.exit_code == 4


def test_a_file_that_may_not_be_read(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "hw4.md").write_text("x")
    real = builtins.open

    def locked(file: Any, *more: Any, **options: Any) -> Any:
        if file == "hw4.md":  # root may read everything, so the file's mode would prove nothing
            raise PermissionError(13, "Permission denied", file)
        return real(file, *more, **options)

    monkeypatch.setattr(builtins, "open", locked)
    assert "hw4.md can't be opened: Permission denied" in refused(run("check", "hw4", "hw4.md"))


@pytest.mark.parametrize("name", ["a\0b.md", "x" * 5000 + ".md", "-", "~", "\udcff.md", "\x1b[31mred.md"])
def test_a_name_that_can_be_no_file(run: Run, name: str) -> None:
    said = refused(run("check", "hw4", "--", name))
    assert "\x1b" not in said
    assert "\0" not in said


def test_a_pipe_that_nobody_writes_to_does_not_hang(run: Run, here: Path) -> None:
    os.mkfifo(here / "hw4.md")
    refused(run("check", "hw4", "hw4.md"))


def test_a_bad_file_is_told_on_standard_error_in_json_too(run: Run, here: Path) -> None:
    refused(run("check", "hw4", "gone.md", "--json"))
    (here / "hw4.toml").write_text('[answers]\n"3.B.i" = "608"\n')
    mixed = run("check", "hw4", "gone.md", "hw4.toml", "--json")
    assert json.loads(mixed.stdout)["submission"] == "hw4.toml"
