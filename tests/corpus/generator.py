"""Write-ups of hw4 made from the tables: a label style, answers with their verdicts, and what else people write."""

from __future__ import annotations

import json
import random
from typing import NamedTuple

import grader

from . import answers, styles
from .answers import Said

Expected = dict[str, Said]


class WriteUp(NamedTuple):
    """A submission: its file's name and bytes, and the verdict that each label deserves."""

    name: str
    data: bytes
    expected: Expected


def write_up(seed: int, *, measured: bool, suffix: str = ".md", style: str | None = None) -> WriteUp:
    """One document; the same for the same seed. measured : from the half on which no rule was tuned."""
    rng = random.Random(f"{seed}-{measured}")  # noqa: S311 - not for secrets
    table = answers.MEASURED if measured else answers.TUNED
    forms = styles.MEASURED if measured else styles.TUNED
    form = forms[style or rng.choice(sorted(forms))]
    left_out = set(rng.sample(sorted(table), rng.choice((0, 0, 0, 1, 2))))
    expected: Expected = {}
    pieces = [_opening(rng)]
    before: tuple[str, ...] = ()
    for question in grader.load("hw4").questions:
        label = tuple(question.label.split("."))
        if question.label in table:
            said = rng.choice(table[question.label])
            if question.label in left_out:
                expected[question.label] = Said("", "missing")
                continue
            expected[question.label] = said
            text = said.text
        elif question.label in answers.ESSAYS:
            text = rng.choice(answers.ESSAYS[question.label])
        else:
            continue
        prompt = f"> {question.prompt()}\n\n" if rng.random() < 0.15 else ""
        pieces.append(form(label, before, question.title) + prompt + text)
        before = label
    pieces.append(rng.choice(("", "", "---\n\nThank you for reading.")))
    text = "\n\n".join(filter(None, pieces)) + "\n"
    return WriteUp(f"hw4{suffix}", _written(text, suffix, rng), expected)


def _opening(rng: random.Random) -> str:
    return rng.choice(
        (
            "",
            "# Homework 4\n\nA. Student",
            "CS 155, set 4\n\nI worked with a friend on two of the questions.",
            "# Deep learning, set 4\n\n**Name:** B. Learner  \n**Date:** 12 February",
            "---\ntitle: Set 4\nauthor: C. Writer\n---",
        )
    )


def _written(text: str, suffix: str, rng: random.Random) -> bytes:
    if suffix == ".ipynb":
        return _notebook(text, rng)
    if suffix == ".crlf.md":
        return text.replace("\n", "\r\n").encode()
    return text.encode()


def _notebook(text: str, rng: random.Random) -> bytes:
    """The text in Markdown cells, cut at some of its empty lines."""
    cells: list[list[str]] = [[]]
    fenced = False
    for paragraph in text.split("\n\n"):
        if not fenced and rng.random() < 0.4:
            cells.append([])
        cells[-1].append(paragraph)
        fenced ^= paragraph.count("```") % 2 == 1
    sources = ["\n\n".join(cell) for cell in cells if cell]
    notebook = {
        "cells": [
            {"cell_type": "markdown", "id": f"c{number}", "metadata": {}, "source": source}
            for number, source in enumerate(sources)
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook).encode()
