"""Whatever is handed in, there is a report or a message: no fault of ours, no exception, no endless loop."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grader
from grader.model.documents import BadFile
from grader.model.verdicts import Outcome
from grader.reports import Look, formats, load

EXAMPLES = Path(__file__).parents[1] / "examples"
HANG = 60
"""Seconds; each takes less than 4 on a slow machine."""

SOURCES = {file.name: file.read_bytes() for file in sorted(EXAMPLES.glob("hw4*.*"))}


def survives(name: str, data: bytes) -> None:
    try:
        report = grader.check("hw4", name, data=data)
    except BadFile:
        return
    assert not report.faulty, [verdict.staff for verdict in report.verdicts if "Traceback" in verdict.staff]
    for form in formats():
        load(form).render(report, Look(reveal=True)).encode()
    for verdict in report.verdicts:
        assert 0 <= verdict.points <= verdict.max_points
        assert verdict.read is not None or verdict.outcome not in (Outcome.CORRECT, Outcome.PARTIAL, Outcome.INCORRECT)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["a.md", "a.txt", "a.toml", "a.ipynb"]), st.binary(max_size=400))
def test_any_bytes(name: str, data: bytes) -> None:
    survives(name, data)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["a.md", "a.txt"]), st.text(max_size=400))
def test_any_text_under_a_label(name: str, text: str) -> None:
    survives(name, f"3.B.i\n{text}\n3.B.ii\n{text}\n3.C.i\n{text}\n3.D.i\n{text}\n2.B.ii\n{text}".encode())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_in_a_field(text: str) -> None:
    labels = ("1.A.i", "1.C.ii", "2.A", "2.B.i", "2.B.ii", "3.B.i", "3.B.ii", "3.C.i", "3.D.i")
    lines = ["[answers]", *(f'"{label}" = {json.dumps(text)}' for label in labels)]
    survives("a.toml", "\n".join(lines).encode())
    cells = [{"cell_type": "code", "source": f"q{label.replace('.', '_')} = {text!r}"} for label in labels]
    survives("a.ipynb", json.dumps({"nbformat": 4, "cells": cells}).encode())


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from(sorted(SOURCES)))
def test_an_example_that_was_cut_moved_and_overwritten(data: st.DataObject, name: str) -> None:
    source = SOURCES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, min(start + 300, len(source))))
        to = data.draw(st.integers(0, len(source)))
        piece = data.draw(
            st.sampled_from(
                [b"", source[start:end], b"\x00", b"\xff", b"{", b'"', b"\n\n", b"9" * 50, b"^^", b"\\frac"]
            )
        )
        source = (
            source[:to] + piece + source[to:] if data.draw(st.booleans()) else source[:start] + piece + source[end:]
        )
    survives(name, source)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 100_000,
        "(" * 50_000,
        "2^" * 20_000 + "2",
        "1e999999999",
        "10!" * 10_000,
        "1/" * 30_000 + "1",
        "x" * 200_000,
        "28×" * 50_000 + "8",
        "[" * 20_000 + "1" + "]" * 20_000,
        r"\frac{" * 10_000,
        "3.B.i " * 20_000,
        "| 1 | 2 |\n" * 20_000,
        "> " * 50_000,
        "`" * 50_000,
        "~~a" * 20_000,
        "$" * 50_000,
        " " * 200_000 + "608",
        "\n" * 200_000 + "608",
        "\u0301" * 100_000,
        "=" * 50_000,
        "0x" + "f" * 50_000,
        "608, " * 20_000,
        "ten thousand " * 10_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_text_that_is_made_to_take_long_does_not(text: str) -> None:
    start = time.process_time()
    survives("a.md", f"3.B.i\n\n{text}\n\n3.B.ii\n\n{text}\n\n3.C.i\n\n{text}\n\n3.D.i\n\n{text}\n".encode())
    assert time.process_time() - start < HANG
