"""Changes of form that say nothing new: another width of lines, bullets, quotes, emphasis, prompts copied, a name."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterator

from grader.model.assignments import Outline

Change = Callable[[str, Outline], str]

SHORT = 50
"""Characters: shorter lines one below the other are a list or a log."""

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_NO_PROSE = re.compile(
    r"^\s*(?:#|\||>|!\[|<|\$\$|\\\[|\\begin|\\end|[-*+•]\s|\d{1,3}[.)]\s|\(\w{1,3}\)|\d\.?[A-Za-z]\b|\[\[)"
    r"|\$|\\|\||\t|  "
)
_LABEL = re.compile(r"^\W*(?:(?:problem|question|part|exercise|q)\b|\(?\w{1,4}[.):]|\d)", re.I)


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and of each whether it is a paragraph of nothing but prose."""
    fenced = False
    for piece in re.split(r"(\n[ \t]*\n)", text):
        lines = piece.split("\n")
        fences = sum(bool(_FENCE.match(line)) for line in lines)
        running = all(len(line) >= SHORT for line in lines[:-1])
        plain = not fenced and not fences and bool(piece.strip()) and running and not any(map(_NO_PROSE.search, lines))
        fenced ^= bool(fences % 2)
        yield piece, plain


def _each(text: str, change: Callable[[str], str]) -> str:
    """The text with each paragraph of prose changed; one that begins with a label stays."""
    return "".join(change(piece) if plain and not _LABEL.match(piece) else piece for piece, plain in _paragraphs(text))


def wrapped(width: int) -> Change:
    """Other breaks between the lines of each paragraph."""

    def change(text: str, _: Outline) -> str:
        return "".join(
            textwrap.fill(piece, width, break_long_words=False, break_on_hyphens=False) if plain else piece
            for piece, plain in _paragraphs(text)
        )

    return change


def bulleted(text: str, _: Outline) -> str:
    """A bullet before each paragraph."""
    return _each(text, lambda piece: f"- {piece}")


def quoted(text: str, _: Outline) -> str:
    """Each paragraph as a quotation."""
    return _each(text, lambda piece: textwrap.indent(piece, "> "))


def bold(text: str, _: Outline) -> str:
    """Each paragraph in bold."""
    return _each(text, lambda piece: f"**{piece.strip()}**" if "*" not in piece else piece)


def named(text: str, _: Outline) -> str:
    """A name and a number below."""
    return f"{text.rstrip()}\n\nAda Lovelace, 4711-0815\n"


def prompted(text: str, outline: Outline) -> str:
    """Each question's own text below the line that is its label and nothing else."""
    lines = text.split("\n")
    prompts = {slot.label: slot.prompt for slot in outline.slots}
    out = []
    for line in lines:
        out.append(line)
        label = re.sub(r"^\W+|[\s*_:.)]+$", "", line)
        if label in prompts:
            out += ["", *(f"> {row}" for row in textwrap.wrap(prompts[label], 70)), ""]
    return "\n".join(out)


CHANGES: dict[str, Change] = {
    **{f"{width} columns": wrapped(width) for width in (30, 45, 60, 80)},
    "bullets": bulleted,
    "quotes": quoted,
    "bold": bold,
    "name below": named,
    "prompts": prompted,
}


def changed(name: str, data: bytes, change: Change, outline: Outline) -> bytes:
    """A file with its text changed; of a notebook its Markdown cells."""
    text = data.decode()
    if not name.endswith(".ipynb"):
        return change(text, outline).encode()
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = change("".join(cell["source"]), outline)
    return json.dumps(notebook).encode()
