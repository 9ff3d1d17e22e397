"""PDF with a text layer, by pypdfium2 (`pip install "grader[pdf]"`); a page is what a cell is to a notebook.

Lines are put together from the places of the characters: raised and smaller ones are exponents, so that 5² does not
become 52; what stands at the top or foot of every page is left out.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from typing import Any, NamedTuple

from grader.blocks import split
from grader.model.documents import BadFile, Block, Document

SUFFIXES = (".pdf",)

MAX_PAGES = 200
MAX_CHARACTERS = 400_000

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "-", "\u2212": "-", "\ufffe": "-", "\x02": "-"}
)
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?\W*$", re.I)
_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not safe for several threads."""


class _Character(NamedTuple):
    """A character and its box, in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def read(name: str, data: bytes) -> Document:
    """The document in these bytes. Raises BadFile: no PDF, locked, without text, or pypdfium2 is missing."""
    if not data[:1024].lstrip().startswith(b"%PDF-"):
        raise BadFile(f"{name} is called a PDF, but is none. Export it again.")
    try:
        import pypdfium2
    except ImportError:
        raise BadFile(f'{name}: PDFs are read where pypdfium2 is installed: pip install "grader[pdf]"') from None
    with _ONE_AT_A_TIME:
        pages, remarks = _pages(name, data, pypdfium2)
    if not any(line.strip() for lines in pages for line in lines):
        raise BadFile(
            f"{name} holds pictures of pages, but no text: a scan or photographs. Hand in the typed file, or text that "
            "a recogniser of handwriting made of it."
        )
    common = _repeated(pages)
    blocks: list[Block] = []
    for number, lines in enumerate(pages, 1):
        kept = ["" if line in common or (_at_edge(place, lines) and _PAGE_NUMBER.match(line)) else line
                for place, line in enumerate(lines)]  # fmt: skip
        blocks += split("\n".join(kept), cell=number)
    return Document(name, "pdf", tuple(blocks), remarks)


def _pages(name: str, data: bytes, pdfium: Any) -> tuple[list[list[str]], tuple[str, ...]]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as trouble:
        if "assword" in str(trouble):
            raise BadFile(f"{name} is locked by a password. Export it without one.") from None
        raise BadFile(f"{name} can't be opened as a PDF: it is damaged. Export it again.") from None
    pages: list[list[str]] = []
    pictures = total = 0
    remarks: list[str] = []
    try:
        for number in range(len(document)):
            if number >= MAX_PAGES or total > MAX_CHARACTERS:
                remarks.append(f"Only the first {number} of {len(document)} pages were read.")
                break
            characters, images = _characters(document, number, pdfium)
            total += len(characters)
            pictures += images
            pages.append(_lines(characters))
    except pdfium.PdfiumError:
        remarks.append(f"Pages from {len(pages) + 1} on are damaged and were not read.")
    finally:
        document.close()
    if pictures:
        noun = "picture was" if pictures == 1 else "pictures were"
        remarks.append(f"{pictures} {noun} not read; answers in it must stand in the text, too.")
    return pages, tuple(remarks)


def _characters(document: Any, number: int, pdfium: Any) -> tuple[list[_Character], int]:
    page = document[number]
    try:
        images = sum(1 for _ in page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2))
        layer = page.get_textpage()
        try:
            text = layer.get_text_range(errors="replace")
            count = layer.count_chars()
            if count != len(text):
                text = "".join(chr(pdfium.raw.FPDFText_GetUnicode(layer.raw, place) or 32) for place in range(count))
            boxes = []
            for place, character in enumerate(text[:MAX_CHARACTERS]):
                left, bottom, right, top = layer.get_charbox(place, loose=False)
                boxes.append(_Character(character.translate(_LIGATURES), left, bottom, right, top))
            return boxes, images
        finally:
            layer.close()
    finally:
        page.close()


def _lines(characters: list[_Character]) -> list[str]:
    """The lines from top to bottom as PDFium orders them, with blanks where there is room, and exponents raised."""
    lines: list[list[_Character]] = [[]]
    for character in characters:
        if character.text in "\r\n":
            if character.text == "\n":
                lines.append([])
            continue
        lines[-1].append(character)
    merged: list[list[_Character]] = []
    for line in lines:
        if merged and line and merged[-1] and _goes_on(line, merged[-1]):
            merged[-1] = [*merged[-1], *_gap(merged[-1], line), *line]
        else:
            merged.append(line)
    texts = [_line(line) for line in merged]
    return _spaced(merged, texts)


def _goes_on(line: list[_Character], above: list[_Character]) -> bool:
    """Whether it is the rest of the line before: PDFium begins a new one at an exponent, and again behind it."""
    solid = [each for each in line if each.text.strip()]
    base = [each for each in above if each.text.strip()]
    if not solid or not base:
        return False
    gap = solid[0].left - base[-1].right
    return -1 <= gap < _height(base) and _overlaps(solid, base)


def _overlaps(one: list[_Character], other: list[_Character]) -> bool:
    return min(each.bottom for each in one) < max(each.top for each in other) and max(each.top for each in one) > min(
        each.bottom for each in other
    )


def _gap(one: list[_Character], other: list[_Character]) -> list[_Character]:
    """A blank where there is room for one between the two."""
    left, right = one[-1], other[0]
    roomy = left.text.strip() and right.text.strip() and right.left - left.right > 0.18 * _height(one)
    return [_Character(" ", left.right, left.bottom, right.left, left.bottom)] if roomy else []


def _height(characters: list[_Character]) -> float:
    heights = sorted(each.top - each.bottom for each in characters)
    return heights[len(heights) // 2] if heights else 0.0


def _line(characters: list[_Character]) -> str:
    solid = [each for each in characters if each.text.strip()]
    digits = [each for each in solid if each.text.isalnum()]
    if not digits:
        return "".join(each.text for each in characters).strip()
    size = max(each.top - each.bottom for each in digits)
    base = Counter(round(each.bottom) for each in digits if each.top - each.bottom > 0.75 * size).most_common(1)[0][0]
    out: list[str] = []
    script = ""
    for each in characters:
        wanted = _place(each, base, size)
        if wanted != script and (script or each.text.strip()):
            out.append("}" * bool(script) + (f"{wanted}{{" if wanted else ""))
            script = wanted
        out.append(each.text)
    return ("".join(out) + "}" * bool(script)).strip()


def _place(character: _Character, base: float, size: float) -> str:
    """Whether it is an exponent (“^”), an index (“_”), or stands on the line (nothing)."""
    if not character.text.isalnum():
        return ""
    if character.bottom > base + 0.22 * size:
        return "^"
    small = character.top - character.bottom < 0.92 * size
    return "_" if small and character.text not in "gjpqyQ" and character.bottom < base - 0.08 * size else ""


def _spaced(lines: list[list[_Character]], texts: list[str]) -> list[str]:
    """With an empty line where the page leaves more room than between the lines of a paragraph."""
    out: list[str] = []
    before: tuple[float, float] | None = None
    for characters, text in zip(lines, texts, strict=True):
        solid = [each for each in characters if each.text.strip()]
        if not solid:
            continue
        bottom, top = min(each.bottom for each in solid), max(each.top for each in solid)
        if before is not None and before[0] - top > 0.9 * max(before[1], top - bottom):
            out.append("")
        out.append(text)
        before = bottom, top - bottom
    return out


def _repeated(pages: list[list[str]]) -> set[str]:
    """Lines at the top or foot of most pages: a name, a course."""
    if len(pages) < 3:
        return set()
    edges = Counter(line for lines in pages for line in {*lines[:1], *lines[-1:]} if line.strip())
    return {line for line, count in edges.items() if count > len(pages) / 2}


def _at_edge(place: int, lines: list[str]) -> bool:
    return place == 0 or place == len(lines) - 1
