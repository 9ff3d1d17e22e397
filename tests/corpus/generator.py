"""Write-ups of hw4 made from the tables: a label style, answers with their verdicts, and what else people write."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Collection
from typing import NamedTuple

import grader

from . import answers, styles
from .answers import Said
from .mutations import MUTATIONS, Section

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
    left_out = set(rng.sample(sorted(table), rng.choice((0, 0, 0, 1, 2))))
    written = sections(rng, measured=measured, style=style, without=left_out)
    expected = {part.label: part.said for part in written if part.said} | {
        label: Said("", "missing") for label in left_out
    }
    if suffix == ".tex":
        return WriteUp("hw4.tex", latex(written, rng).encode(), expected)
    pieces = [_opening(rng), *(part.heading + part.text for part in written)]
    pieces.append(rng.choice(("", "", "---\n\nThank you for reading.")))
    text = "\n\n".join(filter(None, pieces)) + "\n"
    return WriteUp(f"hw4{suffix}", _written(text, suffix, rng), expected)


def latex(written: list[Section], rng: random.Random) -> str:
    """The answers as LaTeX source, in one of the ways to number them."""
    form = rng.choice((_by_sections, _by_lists, _by_bold, _by_paragraphs, _by_exam))
    body = form([(part.label.split("."), _as_latex(part.text)) for part in written])
    classes = "exam" if form is _by_exam else "article"
    return (
        f"\\documentclass[11pt]{{{classes}}}\n\\usepackage{{amsmath, enumitem}}\n% my answers\n\\title{{Set 4}}\n"
        f"\\begin{{document}}\n\\maketitle\n\n{body}\n\\end{{document}}\n"
    )


def _as_latex(text: str) -> str:
    lines = []
    fenced = False
    for line in text.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
            line = "\\begin{verbatim}" if fenced else "\\end{verbatim}"
        elif not fenced:
            line = re.sub(r"(?<!\\)%", r"\\%", line)
            line = re.sub(r"^> .*", "", re.sub(r"\*\*([^*]+)\*\*", r"\\textbf{\1}", line))
        lines.append(line)
    return "\n".join(lines)


def _by_sections(parts: list[tuple[list[str], str]]) -> str:
    out = []
    before: list[str] = []
    commands = ("\\section*{{Problem {}}}", "\\subsection*{{{}}}", "\\subsubsection*{{{}}}")
    for label, text in parts:
        fresh = next((n for n, (one, two) in enumerate(zip(label, before, strict=False)) if one != two), 0)
        fresh = min(fresh, len(label) - 1) if before else 0
        out += [commands[level].format(label[level]) for level in range(fresh, len(label))]
        out += [text, ""]
        before = label
    return "\n".join(out)


def _by_lists(parts: list[tuple[list[str], str]]) -> str:
    """Sections for problems, an item with its label for each question."""
    out: list[str] = []
    problem = ""
    for label, text in parts:
        if label[0] != problem:
            out += ["\\end{enumerate}"] if problem else []
            problem = label[0]
            out += [f"\\section*{{Problem {problem}}}", "\\begin{enumerate}"]
        out.append(f"  \\item[{'.'.join(label[1:])})] {text}")
    return "\n".join([*out, "\\end{enumerate}"])


def _by_bold(parts: list[tuple[list[str], str]]) -> str:
    return "\n\n".join(f"\\noindent\\textbf{{{'.'.join(label)}}} % next\n\n{text}" for label, text in parts)


def _by_paragraphs(parts: list[tuple[list[str], str]]) -> str:
    return "\n\n".join(f"\\paragraph{{{'.'.join(label)}.}} {text}" for label, text in parts)


def _by_exam(parts: list[tuple[list[str], str]]) -> str:
    return "\n\n".join(
        f"\\subsection*{{Question {'.'.join(label)}}}\n\\begin{{solution}}\n{text}\n\\end{{solution}}"
        for label, text in parts
    )


def mutant(seed: int, mutation: str, *, measured: bool, style: str | None = None) -> tuple[str, dict[str, set[str]]]:
    """The text of a changed document, and the outcomes that are right for each label besides a person's."""
    rng = random.Random(f"{seed}-{measured}-{mutation}")  # noqa: S311 - not for secrets
    changed, allowed = MUTATIONS[mutation](sections(rng, measured=measured, style=style), rng)
    return "\n\n".join(filter(None, (part.heading + part.text for part in changed))) + "\n", allowed


def sections(
    rng: random.Random, *, measured: bool, style: str | None = None, without: Collection[str] = ()
) -> list[Section]:
    """An answer to every question but those left out, labelled in one style."""
    table = answers.MEASURED if measured else answers.TUNED
    forms = styles.MEASURED if measured else styles.TUNED
    form = forms[style or rng.choice(sorted(forms))]
    written = []
    before: tuple[str, ...] = ()
    for question in grader.load("hw4").questions:
        label = tuple(question.label.split("."))
        said = None
        if question.label in without:
            continue
        if question.label in table:
            said = rng.choice(table[question.label])
            text = said.text
        elif question.label in answers.ESSAYS:
            text = rng.choice(answers.ESSAYS[question.label])
        else:
            continue
        prompt = f"> {question.prompt()}\n\n" if rng.random() < 0.15 else ""
        written.append(Section(question.label, form(label, before, question.title), prompt + text, said))
        before = label
    return written


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
