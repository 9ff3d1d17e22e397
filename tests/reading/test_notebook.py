"""Notebooks: pictures count for nothing, and what is no notebook is called what it is."""

from __future__ import annotations

import base64
import json
import os
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grader
from grader.model.documents import BadFile
from grader.reading import MAX_BYTES, SLIM, form, notebook, read, slim


def made(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def output(data: dict[str, Any], printed: str = "608\n") -> dict[str, Any]:
    shown = {"output_type": "display_data", "data": data, "metadata": {}}
    stream = {"output_type": "stream", "name": "stdout", "text": [printed]}
    return {"cell_type": "code", "metadata": {}, "source": ["plot()"], "outputs": [shown, stream], "execution_count": 1}


ANSWER = markdown("## 3.B.i\n\n608 parameters")


def picture(size: int) -> str:
    return base64.encodebytes(os.urandom(size * 3 // 4)).decode()


@pytest.mark.parametrize(
    "data",
    [
        {"image/png": picture(25 * 2**20)},
        {"image/svg+xml": [f'<path d="M 0 0 \\" {n}"/>\n' for n in range(400_000)]},
        {"text/html": ["<div>" + "x" * 20_000_000, "</div>"], "text/plain": ["<Figure>"]},
        {"image/jpeg": picture(6 * 2**20), "application/javascript": "var x = '" + "y" * 8_000_000 + "';"},
    ],
    ids=["png", "svg", "page", "program"],
)
def test_a_notebook_that_is_nearly_all_pictures_is_read(data: dict[str, Any]) -> None:
    whole = json.dumps(made(ANSWER, output(data))).encode()
    assert len(whole) > MAX_BYTES
    start = time.process_time()
    report = grader.check("hw4", "hw4.ipynb", data=whole)
    assert report["3.B.i"].outcome == "correct"
    assert len(slim("hw4.ipynb", whole)) < 10_000
    assert time.process_time() - start < 10


def test_a_notebook_of_sixty_megabytes_is_read_from_its_file(tmp_path: Any) -> None:
    path = tmp_path / "hw4.ipynb"
    path.write_text(json.dumps(made(ANSWER, output({"image/png": picture(60 * 2**20)}))))
    assert grader.check("hw4", path)["3.B.i"].outcome == "correct"


def test_a_notebook_of_much_text_is_still_refused() -> None:
    whole = json.dumps(made(ANSWER, markdown("x" * (MAX_BYTES + 1)))).encode()
    with pytest.raises(BadFile, match="at most 10 MB"):
        read("hw4.ipynb", data=whole)


_TEXTS = st.text(max_size=30) | st.sampled_from(
    [
        '"image/png": "x"',
        '\\"image/png\\": \\"',
        '"text/html": ["',
        "image/png",
        "\\",
        '"',
        "a\\",
        '{"image/png": "abc"}',
    ]
)


@given(st.lists(_TEXTS, max_size=6), st.lists(_TEXTS, max_size=3), _TEXTS)
def test_taking_pictures_out_changes_no_text(sources: list[str], printed: list[str], image: str) -> None:
    shown = output({"image/png": image, "text/plain": ["<Figure>"]}, "".join(printed))
    whole = made(*map(markdown, sources), shown, {**markdown("x"), "attachments": {"a.png": {"image/png": image}}})
    for indent in (None, 1):
        found = json.loads(notebook.without_pictures(json.dumps(whole, indent=indent).encode()))
        assert [cell["source"] for cell in found["cells"]] == [cell["source"] for cell in whole["cells"]]
        outputs = found["cells"][-2]["outputs"]
        assert outputs[1] == shown["outputs"][1]
        assert outputs[0]["data"] == {"image/png": "", "text/plain": ["<Figure>"]}


def test_pictures_are_counted_though_they_were_taken_out() -> None:
    whole = json.dumps(made(ANSWER, output({"image/png": picture(SLIM * 2)}))).encode()
    assert read("hw4.ipynb", data=whole).remarks == ("1 picture in hw4.ipynb can't be read by the machine.",)


@pytest.mark.parametrize(
    "name", ["hw4.ipynb.txt", "hw4.ipynb.json", "HW4.IPYNB.TXT", "hw4.ipynb (1).txt", "hw4.ipynb(2).json"]
)
def test_a_notebook_under_a_browsers_name_is_a_notebook(name: str) -> None:
    assert form(name) == "notebook"
    report = grader.check("hw4", name, data=json.dumps(made(ANSWER)).encode())
    assert report["3.B.i"].outcome == "correct"


@pytest.mark.parametrize(("name", "known"), [("data.json", None), ("notes.txt", "markdown"), ("ipynb.txt", "markdown")])
def test_other_files_are_what_they_were(name: str, known: str | None) -> None:
    assert form(name) == known


WHOLE = json.dumps(made(ANSWER, markdown("more")), indent=1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (WHOLE.replace(' "cells"', '<<<<<<< HEAD\n "a": 1,\n=======\n "b": 2,\n>>>>>>> main\n "cells"'), "in line 2"),
        ("<!DOCTYPE html>\n<html><head><title>hw4 - Colab</title></head></html>", "is a web page, not a notebook"),
        ("  <html>", "is a web page"),
        (WHOLE[: len(WHOLE) // 2], "is cut off: it ends in the middle"),
        (WHOLE[:-2], "is cut off"),
        ('{"cells": [{"source": "abc', "is cut off"),
        (
            "3.B.i\n608\n",
            "is text, not a notebook. If your answers are in it, hand it in under a name that ends in .md",
        ),
        (WHOLE.replace('"nbformat": 4', '"nbformat": 4,,'), "is damaged: what is in it is no JSON"),
        ('{"rows": []}', "is JSON, but no notebook"),
        ("[1]", "is text, not a notebook|is JSON, but no notebook"),
        ('{"a":' * 100_000, "cut off|nested too deeply"),
    ],
)
def test_what_is_no_notebook_is_called_what_it_is(text: str, says: str) -> None:
    with pytest.raises(BadFile, match=says) as told:
        read("hw4.ipynb", data=text.encode())
    assert "Open it in Jupyter and save it again" not in str(told.value)


@pytest.mark.parametrize("name", ["hw4.md", "hw4.toml", "hw4.py", "hw4.tex", "hw4.qmd", "hw4.txt"])
def test_two_versions_at_once_are_nobodys_answer(name: str) -> None:
    text = b"\n3.B.i\n<<<<<<< HEAD\n608\n=======\n600\n>>>>>>> main\n"
    with pytest.raises(BadFile, match=r"conflict marks \(<<<<<<<, in line 3\)"):
        read(name, data=text)
    assert read("hw4.md", data=b"3.B.i\n608 <<<<<<< x\n>>>>>>> quoted\n").blocks


def test_too_many_cells_take_no_time() -> None:
    whole = json.dumps(made(*[markdown("1")] * 100_000)).encode()
    start = time.process_time()
    with pytest.raises(BadFile, match="has 100000 cells; at most 10000 are read"):
        read("hw4.ipynb", data=whole)
    assert time.process_time() - start < 3
