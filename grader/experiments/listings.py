"""Code as it is pasted into a write-up: numbered, prompted, indented, escaped, among prose; cut into statements."""

from __future__ import annotations

import ast
import textwrap
import warnings
from collections.abc import Iterator

from grader.patterns import lazily

MAX_DEPTH = 60

LAYER_NAME = lazily(r"\b(?:Dense|Linear|Conv\w*2[dD]|Sequential|MLPClassifier)\b|\.add\b")
"""A word that only code, or a list of layers, has."""

_NUMBERED = lazily(r"^\s*\d{1,4}(?:\s*[|:.)]\s?|\s{2,4})(?=\s*[\w#)\]}@])")
_PROMPT = lazily(r"^\s*(?:>>>|\.\.\.|In ?\[\d*\]:)(?: |$)")
_BULLET = lazily(r"^\s*[-*•]\s+(?=[\w.]+\s*(?:=(?!=)|\())")
_MAGIC = lazily(r"^\s*[%!].*$")
_ESCAPE = lazily(r"\\(?=[_*.()\[\]#=+\-])")
_QUOTES = str.maketrans("‘’“”", "''\"\"")


def statements(code: str) -> Iterator[ast.stmt | str]:
    """Yield the statements of a listing, in order; the text itself where it is no Python. Nothing of it is run."""
    lines = [_MAGIC.sub("", line) for line in code.replace("\t", "    ").replace("\r", "").split("\n")]
    tree = parsed("\n".join(lines))
    if tree is not None:
        yield from tree
        return
    lines = _unpasted(lines)
    tree = parsed("\n".join(lines))
    for chunk in _chunks(lines) if tree is None else ():
        inner = parsed(textwrap.dedent(chunk))
        if inner is None:
            yield chunk
        else:
            yield from inner
    yield from tree or ()


def parsed(code: str) -> list[ast.stmt] | None:
    """Return the statements of Python, None where it is none."""
    if _depth(code) > MAX_DEPTH:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _unpasted(lines: list[str]) -> list[str]:
    """The lines without what a listing, an interpreter or Markdown put in front of them or into them."""
    telling = [line for line in lines if LAYER_NAME.search(line)]
    numbered = sum(bool(_NUMBERED.match(line)) for line in telling)
    bare = []
    for line in lines:
        if telling and 2 * numbered > len(telling):
            line = _NUMBERED.sub("", line, count=1)
        line = _BULLET.sub("", _PROMPT.sub("", line, count=1), count=1)
        bare.append(_ESCAPE.sub("", line).translate(_QUOTES))
    return bare


def _depth(code: str) -> int:
    """How deep its brackets nest at the most; the parser of Python may fail on more than a hundred."""
    deepest = depth = 0
    for character in code:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth = max(depth - 1, 0)
    return deepest


_STARTS = lazily(
    r"^(?:\w[\w.]*(?:\s*,\s*\w[\w.]*)*\s*(?:=(?!=)|\()|(?:from|import)\s|(?P<compound>class|for|with|def|if|while)\s)"
)


def _chunks(lines: list[str]) -> Iterator[str]:
    """Logical lines: each statement with what stands indented, or inside its brackets, below it."""
    chunk: list[str] = []
    depth = margin = 0
    compound = False
    for line in lines:
        indent = len(line) - len(line.lstrip())
        inside = bool(chunk) and (depth > 0 or (compound and (not line.strip() or indent > margin)))
        begins = None if inside else _STARTS.match(line.lstrip())
        if not inside and chunk:
            yield "\n".join(chunk)
            chunk, depth = [], 0
        if begins:
            margin, compound = indent, bool(begins["compound"])
        if begins or inside:
            chunk.append(line)
            depth += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
    if chunk:
        yield "\n".join(chunk)
