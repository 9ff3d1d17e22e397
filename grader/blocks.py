"""Text → blocks: headings, paragraphs, lists, display maths, code, tables. Shared by the formats that contain Markdown.

Line numbers stay; what OCR or a shell did to TeX is repaired, and what was struck out is blanked.
"""

from __future__ import annotations

import re

from grader.model.documents import Block, Kind

# A shell or a JSON writer that took "\t" of "\times" for a tab, and an OCR that lost the backslash.
_REPAIRS = (
    (re.compile(r"\t(?=imes\b|ext\b|heta\b|anh\b|au\b|ilde\b|herefore\b)"), r"\\t"),
    (re.compile(r"\x08(?=egin\b|eta\b|oxed\b|ar\b|inom\b|oldsymbol\b)"), r"\\b"),
    (re.compile(r"\x0c(?=rac\b|loor\b)"), r"\\f"),
    (re.compile(r"\x0b(?=ec\b|dots\b)"), r"\\v"),
    (re.compile(r"\x07(?=lpha\b|pprox\b|st\b|rray\b)"), r"\\a"),
    (re.compile(r"\r(?=ightarrow\b|ight\b|ho\b|angle\b|m\{)"), r"\\r"),
    (re.compile(r"(?<=[\d)}\]])(\s*)(?<![\\\w])imes(?=\s*[\d({\\])"), r"\1\\times"),
    (re.compile(r"(?<![\\\w])rac(?=\s*\{)"), r"\\frac"),
    (re.compile(r"(?<![\\\w])egin(?=\s*\{[a-z]*(?:matrix|array|aligned|align\*?|cases)\})"), r"\\begin"),
    (re.compile(r"\\\s+(?=(?:times|frac|begin|end|cdot|sigma|text)\b)"), r"\\"),
)
_STRUCK = re.compile(
    r"~~(?=\S)(?:(?!~~|\n\s*\n).){1,400}?~~|<(?P<tag>del|s|strike)>(?:(?!</(?P=tag)>|\n\s*\n).){1,400}?</(?P=tag)>"
    r"|\\(?:cancel|bcancel|xcancel|sout|st)\s*\{[^{}\n]{0,200}\}|<!--(?:(?!-->).){0,4000}?-->",
    re.S,
)
_FENCE = re.compile(r"^ {0,3}(`{3,8}|~{3,8})(?![`~])\s*([\w+-]*)[^`]*$")
_FENCE_BEHIND = re.compile(r"^(?P<text>[^`]*[^`\s])\s*(?P<fence>`{3}[\w+-]*)\s*$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:\s|$)")
_ITEM = re.compile(r"^\s{0,8}(?:[-*+•]|\d{1,3}[.)]|\(\w{1,4}\)|[a-zA-Z][.)])\s+\S")
_NUMBERED = re.compile(r"^[ \t>]{0,4}(?P<number>\d{1,4})(?:[.:)|]? ?(?P<code>[^\n]*))$")
_SURELY_CODE = re.compile(
    r"\s*(?:import \w|from [\w.]+ import|def \w+\(|class \w+[(:]|(?:\w+ = )?\w+(?:\.\w+)+\(|\w+ = [A-Z]\w+\(|print\()"
)
_MAYBE_CODE = re.compile(
    r"\s*(?:[#@)\]}\"']|(?:import|from|def|class|return|for|if|elif|else|while|with|try|except|print|self)\b"
    r"|[\w.\[\]]+(?:, *\w+)* *[-+*/]?= *\S|\w+(?:\.\w+)*\(|.*[,(\[{]$|.*\)$)"
)
MAX_LISTING = 400
"""Lines of a numbered listing."""

_FIGURE = re.compile(r"^\s*(?:!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>)\s*$")
_TABLE = re.compile(r"^\s*\|.*\|\s*$|^[^|\n]+\|[^|\n]+(?:\|[^|\n]*)*$|^[^\t\n]*\t[^\t\n]*\t")
_BEGIN = re.compile(r"^\s*(?:\$\$|\\\[|\\begin\{)")


def repaired(text: str) -> str:
    """The text with broken TeX mended and what was struck out blanked; every line stays where it was."""
    text = text.replace("\r\n", "\n")
    for pattern, mended in _REPAIRS:
        text = pattern.sub(mended, text)
    text = text.replace("\r", "\n").replace("\x0c", " ")
    return _STRUCK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def split(text: str, *, cell: int | None = None, label: str | None = None) -> tuple[Block, ...]:
    """The blocks of a Markdown, plain or OCR'd text, in order, with their first lines counted from 1."""
    lines = repaired(text).split("\n")
    blocks: list[Block] = []
    place = 0
    while place < len(lines):
        if not lines[place].strip():
            place += 1
            continue
        block, place = _block(lines, place)
        if block.text.strip():
            blocks.append(block._replace(cell=cell, label=label))
    return tuple(blocks)


def _block(lines: list[str], place: int) -> tuple[Block, int]:
    line = lines[place]
    fence = _FENCE.match(line)
    if fence:
        return _fenced(lines, place, fence[1])
    opened = _FENCE_BEHIND.match(line)
    if opened:  # "Answer: ```" and the code on the next lines
        lines[place] = opened["fence"]
        return Block("heading" if _HEADING.match(line) else "paragraph", opened["text"], place + 1), place
    heading = _HEADING.match(line)
    if heading:
        return Block("heading", line, place + 1, level=len(heading[1])), place + 1
    listing = _listing(lines, place)
    if listing:
        return Block("code", "\n".join(listing), place + 1), place + len(listing)
    if _FIGURE.match(line):
        return Block("figure", line, place + 1), place + 1
    if _BEGIN.match(line):
        stop = _display_end(lines, place)
        return Block("maths", "\n".join(lines[place:stop]), place + 1), stop
    kind: Kind = "table" if _TABLE.match(line) else "list_item" if _ITEM.match(line) else "paragraph"
    stop = place + 1
    while stop < len(lines) and lines[stop].strip() and not _begins(lines[stop], kind):
        stop += 1
    return Block(kind, "\n".join(lines[place:stop]), place + 1), stop


def _listing(lines: list[str], place: int) -> list[str] | None:
    """The lines of a code listing whose lines are numbered, without the numbers; None where there is no such listing.

    A line that is too long may go on below without a number, and empty lines may stand in between.
    """
    first = _NUMBERED.match(lines[place])
    if first is None:
        return None
    number, last = int(first["number"]), place
    code: list[str] = []
    for at in range(place, min(place + MAX_LISTING, len(lines))):
        found = _NUMBERED.match(lines[at])
        if found and int(found["number"]) == number:
            code += [
                *(["" if not line.strip() else line for line in lines[last + 1 : at]] if at > place else []),
                found["code"],
            ]
            number, last = number + 1, at
        elif at - last > 2:
            break
    written = [line for line in code if line.strip()]
    if len(written) < 3 or not any(map(_SURELY_CODE.match, written)):
        return None
    return code if 5 * sum(bool(_MAYBE_CODE.match(line)) for line in written) >= 4 * len(written) else None


def _begins(line: str, kind: Kind) -> bool:
    """Whether a line begins another block than the one of this kind before it."""
    if kind == "table":
        return not _TABLE.match(line)
    return bool(
        _FENCE.match(line)
        or _FENCE_BEHIND.match(line)
        or _HEADING.match(line)
        or _ITEM.match(line)
        or _BEGIN.match(line)
        or _FIGURE.match(line)
        or _TABLE.match(line)
    )


def _fenced(lines: list[str], place: int, mark: str) -> tuple[Block, int]:
    """The code in a fence; one that is never closed fences nothing."""
    stop = place + 1
    while stop < len(lines):
        closing = lines[stop].strip()
        if closing.startswith(mark[0] * len(mark)) and not closing.strip(mark[0]):
            inside = lines[place + 1 : stop]
            listing = _listing(inside, 0) if inside else None
            code = listing if listing and not any(map(str.strip, inside[len(listing) :])) else inside
            return Block("code", "\n".join(code), place + 2), stop + 1
        stop += 1
    return Block("paragraph", "", place + 1), place + 1


def _display_end(lines: list[str], place: int) -> int:
    """The line after a display: its own closing, or the next blank line."""
    first = lines[place].lstrip()
    closing = "$$" if first.startswith("$$") else r"\]" if first.startswith(r"\[") else r"\end{"
    if closing in first[2:]:
        return place + 1
    for stop in range(place + 1, min(len(lines), place + 200)):
        if closing in lines[stop]:
            return stop + 1
        if not lines[stop].strip() or _HEADING.match(lines[stop]):
            return stop
    return min(len(lines), place + 200)
