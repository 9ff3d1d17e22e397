"""Text for a terminal: cleaned of what could steer it, measured in cells, wrapped, styled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_ESCAPE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # a control sequence, such as a colour
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # an operating system command, such as a window title or a link
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
_MAY_HIDE = re.compile(r"[^\n -~¡-¬®-ʯ]")
_MARKS_IN_A_ROW = 3


class Span(NamedTuple):
    """A run of text in one style, in rich's words ("bold", "red"); "" is plain."""

    text: str
    style: str = ""


Line = Sequence[Span]


def clean(text: str) -> str:
    """The text without escape sequences, control and invisible characters; line breaks stay, a tab is a space.

    >>> clean("a" + chr(27) + "[31mb" + chr(7) + chr(0x202E) + "c" + chr(9) + "[bold]")
    'abc [bold]'
    """
    return _MAY_HIDE.sub(_visible, _ESCAPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def _visible(found: re.Match[str]) -> str:
    character = found[0]
    if unicodedata.category(character) == "Zs" or character in "\t\u2028\u2029":
        return " "
    if unicodedata.category(character)[0] == "C":
        return ""
    if unicodedata.combining(character):
        before = found.string[max(found.start() - _MARKS_IN_A_ROW, 0) : found.start()]
        if len(before) == _MARKS_IN_A_ROW and all(map(unicodedata.combining, before)):
            return ""
    return character


def cells(text: str) -> int:
    """How many columns of a terminal it takes: two for a wide character, none for a mark on another.

    >>> cells("28×28"), cells("卷积"), cells("é")
    (5, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shorten(text: str, width: int, more: str = "…") -> str:
    r"""The cleaned text on one line of at most `width` cells; `more` marks what was left out.

    >>> shorten("two  words\nand more", 12)
    'two words a…'
    """
    start = text.strip()[: 20 * max(width, 1) + 1000]
    line = " ".join(clean(start).split())
    if cells(line) <= width and len(start) == len(text.strip()):
        return line
    kept, room = [], width - cells(more)
    for character in line:
        room -= _cells(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + more


def wrap(text: str, width: int) -> list[str]:
    r"""The cleaned text in lines of at most `width` cells: nothing is left out, and leading spaces stay.

    >>> wrap("one two three\n  ^ four five", 9)
    ['one two', 'three', '  ^ four', '  five']
    """
    width = max(width, 4)
    return [row for line in clean(text).split("\n") for row in _wrapped(line, width)]


def _wrapped(line: str, width: int) -> list[str]:
    words = line.split()
    if not words:
        return [""]
    indent = min(len(line) - len(line.lstrip(" ")), width // 2)
    rows, row = [], " " * indent
    for word in words:
        gap = " " if row.strip() else ""
        if cells(row) + len(gap) + cells(word) <= width:
            row += gap + word
            continue
        if row.strip():
            rows.append(row)
        row = " " * indent
        for piece in _pieces(word, width - indent):
            if row.strip():
                rows.append(row)
            row = " " * indent + piece
    return [*rows, row]


def _pieces(word: str, width: int) -> list[str]:
    """A word cut where it is too long for a line."""
    if cells(word) <= width:
        return [word]
    pieces, room = [""], width
    for character in word:
        room -= _cells(character)
        if room < 0:
            pieces.append("")
            room = width - _cells(character)
        pieces[-1] += character
    return pieces


def plain(lines: Iterable[Line]) -> str:
    """The lines without their styles, none with spaces at its end."""
    return "".join("".join(span.text for span in line).rstrip() + "\n" for line in lines)


def coloured(lines: Iterable[Line], width: int) -> str:
    """The lines with escape codes for the terminal that the process writes to; NO_COLOR is honoured.

    Every text must be clean already: a style is set here, never read from a text.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(width=width, force_terminal=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    with console.capture() as captured:
        for line in lines:
            text = Text(end="\n")
            for span in line:
                text.append(span.text, span.style or None)
            text.rstrip()
            console.print(text)
    return captured.get()
