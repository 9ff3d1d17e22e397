"""PDF with a text layer, by pypdfium2 (`pip install "grader[pdf]"`); a page is what a cell is to a notebook.

Lines are put together from the places of the characters: raised and smaller ones are exponents, so that 5² does not
become 52; what stands at the top or foot of every page is left out.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from typing import Any

from grader.blocks import split
from grader.glyphs import Bar, Glyph, typed, written
from grader.model.documents import BadFile, Block, Document

SUFFIXES = (".pdf",)

MAX_PAGES = 200
MAX_CHARACTERS = 400_000
MAX_PATHS = 5_000
"""Drawn paths of a page; one with more is a figure."""

THIN, WIDEST = 1.5, 150.0
"""Points: how thick a fraction's bar is at most, and how long."""

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "-", "\u2212": "-", "\ufffe": "-", "\x02": "-"}
)
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?\W*$", re.I)
_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not safe for several threads."""


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
            characters, bars, images = _characters(document, number, pdfium)
            total += len(characters)
            pictures += images
            pages.append(_lines(typed(characters, bars)))
    except pdfium.PdfiumError:
        remarks.append(f"Pages from {len(pages) + 1} on are damaged and were not read.")
    finally:
        document.close()
    if pictures:
        noun = "picture was" if pictures == 1 else "pictures were"
        remarks.append(f"{pictures} {noun} not read; answers in it must stand in the text, too.")
    return pages, tuple(remarks)


def _characters(document: Any, number: int, pdfium: Any) -> tuple[list[Glyph], list[Bar], int]:
    """The characters of a page in PDFium's order, the thin lines that are drawn on it, and the number of pictures."""
    page = document[number]
    try:
        images = sum(1 for _ in page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2))
        layer = page.get_textpage()
        try:
            text = layer.get_text_range(errors="replace")
            count = layer.count_chars()
            if count != len(text):
                text = "".join(chr(pdfium.raw.FPDFText_GetUnicode(layer.raw, place) or 32) for place in range(count))
            boxes: list[Glyph] = []
            for place, character in enumerate(text[:MAX_CHARACTERS]):
                left, bottom, right, top = layer.get_charbox(place, loose=False)
                if "\udc00" <= character <= "\udfff" and boxes:
                    boxes[-1] = boxes[-1]._replace(text=_whole(boxes[-1].text, character))
                    continue
                boxes.append(Glyph(character.translate(_LIGATURES), left, bottom, right, top))
            return boxes, _bars(page, pdfium), images
        finally:
            layer.close()
    finally:
        page.close()


def _whole(high: str, low: str) -> str:
    """The character of two surrogates; a letter of the mathematical alphabets as the plain letter."""
    character = (high + low).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFKC", character) if "\U0001d400" <= character <= "\U0001d7ff" else character


def _bars(page: Any, pdfium: Any) -> list[Bar]:
    """The lines that may be bars of fractions."""
    bars = []
    for number, drawn in enumerate(page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_PATH,), max_depth=2)):
        if number >= MAX_PATHS:
            return []
        left, bottom, right, top = drawn.get_bounds()
        if top - bottom <= THIN and 1 < right - left <= WIDEST:
            bars.append(Bar(left, right, (bottom + top) / 2))
    return bars


def _lines(characters: list[Glyph]) -> list[str]:
    """The lines from top to bottom as PDFium orders them, with blanks where there is room, and exponents raised."""
    lines: list[list[Glyph]] = [[]]
    for character in characters:
        if character.text in "\r\n":
            if character.text == "\n":
                lines.append([])
            continue
        lines[-1].append(character)
    merged: list[list[Glyph]] = []
    for line in lines:
        if merged and line and merged[-1] and _goes_on(line, merged[-1]):
            merged[-1] = [*merged[-1], *_gap(merged[-1], line), *line]
        else:
            merged.append(line)
    texts = [written(line) for line in merged]
    return _spaced(merged, texts)


def _goes_on(line: list[Glyph], above: list[Glyph]) -> bool:
    """Whether it is the rest of the line before: PDFium begins a new one at an exponent, and again behind it."""
    solid = [each for each in line if each.text.strip()]
    base = [each for each in above if each.text.strip()]
    if not solid or not base:
        return False
    gap = solid[0].left - base[-1].right
    return -1 <= gap < _height(base) and _overlaps(solid, base)


def _overlaps(one: list[Glyph], other: list[Glyph]) -> bool:
    return min(each.bottom for each in one) < max(each.top for each in other) and max(each.top for each in one) > min(
        each.bottom for each in other
    )


def _gap(one: list[Glyph], other: list[Glyph]) -> list[Glyph]:
    """A blank where there is room for one between the two."""
    left, right = one[-1], other[0]
    roomy = left.text.strip() and right.text.strip() and right.left - left.right > 0.18 * _height(one)
    return [Glyph(" ", left.right, left.bottom, right.left, left.bottom)] if roomy else []


def _height(characters: list[Glyph]) -> float:
    heights = sorted(each.top - each.bottom for each in characters)
    return heights[len(heights) // 2] if heights else 0.0


def _spaced(lines: list[list[Glyph]], texts: list[str]) -> list[str]:
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
