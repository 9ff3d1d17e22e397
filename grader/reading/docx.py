"""Word documents, by python-docx (`pip install "grader[docx]"`): paragraphs, lists, tables and equations, as Markdown.

A line is a paragraph, or a row of a table. What is struck through or was deleted under tracked changes is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from grader.blocks import split
from grader.macros import numbered
from grader.model.documents import BadFile, Document

SUFFIXES = (".docx",)

MAX_UNPACKED = 60 * 2**20
MAX_PARAGRAPHS = 20_000
MAX_DEPTH = 30
MAX_LISTS = 2_000

_FORMS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_HEADING = re.compile(r"heading (\d)", re.I)
_PICTURE = re.compile(r"\}(?:drawing|pict|object)$")


def read(name: str, data: bytes) -> Document:
    """The document in these bytes. Raises BadFile: no Word document, too large, or python-docx is missing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if "word/document.xml" not in {entry.filename for entry in entries}:
                raise BadFile(f"{name} is called a Word document, but is none. Save it again as .docx.")
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise BadFile(f"{name} unpacks to more than {MAX_UNPACKED // 2**20} MB. Leave out the pictures.")
    except zipfile.BadZipFile:
        raise BadFile(f"{name} is called a Word document, but is none. Save it again as .docx.") from None
    try:
        import docx
    except ImportError:
        hint = 'pip install "grader[docx]"'
        raise BadFile(f"{name}: Word documents are read where python-docx is installed: {hint}") from None
    try:
        opened = docx.Document(io.BytesIO(data))
        body, numbers = opened.element.body, _Numbers(opened)
    except Exception:  # noqa: BLE001 - a reader of a foreign format may fail in any way
        raise BadFile(f"{name} can't be opened as a Word document: it is damaged. Save it again.") from None
    lines: list[str] = []
    for element in body:
        lines += _lines(element, numbers)
        if len(lines) > MAX_PARAGRAPHS:
            raise BadFile(f"{name} has more than {MAX_PARAGRAPHS} paragraphs.")
    pictures = sum(bool(_PICTURE.search(element.tag)) for element in body.iter() if isinstance(element.tag, str))
    said = f"{pictures} picture{'s were' if pictures > 1 else ' was'} not read: write what they show as text."
    return Document(name, "docx", split("\n".join(lines)), (said,) if pictures else ())


class _Numbers:
    """The numbers and letters that Word puts before paragraphs by itself, counted as it counts them."""

    def __init__(self, opened: Any) -> None:
        self._levels: dict[str, tuple[str, dict[int, tuple[str, str, int]]]] = {}
        self._styles: dict[str, Any] = {}
        self._counters: dict[str, dict[int, int]] = {}
        try:
            numbering = opened.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        kinds = {each.get(f"{_W}abstractNumId"): each for each in numbering.iter(f"{_W}abstractNum")}
        for number in list(numbering.iter(f"{_W}num"))[:MAX_LISTS]:
            kind = number.find(f"{_W}abstractNumId")
            named = kind.get(f"{_W}val") if kind is not None else ""
            if named in kinds:
                self._levels[number.get(f"{_W}numId")] = (named, _levels(kinds[named]))
        for style in opened.styles.element.iter(f"{_W}style"):
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                self._styles[style.get(f"{_W}styleId")] = found

    def before(self, paragraph: Any) -> str | None:
        """What stands before a paragraph: "" for a bullet, None where nothing is counted."""
        styled = paragraph.find(f"{_W}pPr/{_W}pStyle")
        given = paragraph.find(f"{_W}pPr/{_W}numPr")
        found = given if given is not None else self._styles.get(styled.get(f"{_W}val") if styled is not None else "")
        if found is None:
            return None
        number, level = _value(found, "numId"), int(_value(found, "ilvl") or 0)
        kind, levels = self._levels.get(number, ("", {}))
        if level not in levels:
            return None
        counted = self._counters.setdefault(kind, {})
        style, text, start = levels[level]
        counted[level] = counted.get(level, start - 1) + 1
        for below in [each for each in counted if each > level]:
            del counted[below]
        if style == "bullet":
            return ""
        for upper in range(level + 1):
            form = _FORMS.get(levels.get(upper, ("", "", 1))[0], "1")
            text = text.replace(f"%{upper + 1}", numbered(counted.get(upper, 1), form))
        return text


def _levels(kind: Any) -> dict[int, tuple[str, str, int]]:
    """The levels of a list: how each is counted, its text with "%1" for the number, and the first number."""
    return {
        int(level.get(f"{_W}ilvl") or 0): (
            _value(level, "numFmt"),
            _value(level, "lvlText")[:40],
            int(start) if (start := _value(level, "start")).isdigit() else 1,
        )
        for level in kind.iter(f"{_W}lvl")
    }


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return (found.get(f"{_W}val") or "") if found is not None else ""


def _lines(element: Any, numbers: _Numbers) -> Iterator[str]:
    if element.tag == f"{_W}p":
        yield _paragraph(element, numbers)
        yield ""
    elif element.tag == f"{_W}tbl":
        for number, row in enumerate(element.iter(f"{_W}tr")):
            cells = [" ".join(_paragraph(each) for each in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc")]
            yield f"| {' | '.join(cell.strip() for cell in cells)} |"
            if number == 0:
                yield f"|{'---|' * len(cells)}"
        yield ""
    elif element.tag in (f"{_W}sdt", f"{_W}sdtContent"):
        for child in element:
            yield from _lines(child, numbers)


def _paragraph(paragraph: Any, numbers: _Numbers | None = None) -> str:
    text = "".join(_inline(child) for child in paragraph)
    label = numbers.before(paragraph) if numbers else None
    if not text.strip():
        return label or ""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = (style.get(f"{_W}val") or "") if style is not None else ""
    if label:
        text = f"{label} {text.lstrip()}"
    heading = _HEADING.match(re.sub(r"(?<=[a-z])(?=\d)", " ", named))
    if heading or named == "Title":
        return f"{'#' * min(int(heading[1]) if heading else 1, 6)} {text.strip()}"
    if label:
        return text.strip()
    if named.startswith("List") or paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        return f"- {text.strip()}"
    return text


def _inline(element: Any) -> str:
    """A run, or what holds runs: a link, an insertion, an equation."""
    tag = element.tag
    if tag in (f"{_W}r", f"{_M}r"):
        return _run(element)
    if tag in (f"{_M}oMath", f"{_M}oMathPara"):
        return _maths(element)
    if tag in (f"{_W}hyperlink", f"{_W}ins", f"{_W}smartTag", f"{_W}sdt", f"{_W}sdtContent"):
        return "".join(_inline(child) for child in element)
    return ""


def _run(run: Any) -> str:
    text = ""
    for child in run:
        if child.tag in (f"{_W}t", f"{_M}t"):
            text += child.text or ""
        elif child.tag == f"{_W}tab":
            text += "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            text += "\n"
    format_ = run.find(f"{_W}rPr")
    if format_ is None or not text:
        return text
    if any(_on(format_, name) for name in ("strike", "dstrike", "vanish")):
        return ""
    raised = format_.find(f"{_W}vertAlign")
    where = raised.get(f"{_W}val") if raised is not None else ""
    if where == "superscript" and text.strip():
        return f"^({text.strip()})" if len(text.strip()) > 1 else f"^{text.strip()}"
    if where == "subscript" and text.strip():
        return f"_{{{text.strip()}}}"
    return f"**{text}**" if _on(format_, "b") and text.strip() == text else text


def _on(format_: Any, name: str) -> bool:
    found = format_.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "none")


def _maths(element: Any, depth: int = 0) -> str:
    """An equation on one line: fractions with /, powers with ^, matrices as nested lists."""
    if depth > MAX_DEPTH:
        return ""

    def part(name: str) -> str:
        found = element.find(f"{_M}{name}")
        return "" if found is None else _maths(found, depth + 1)

    match element.tag.removeprefix(_M):
        case "r":
            return _run(element)
        case "f":
            return f"({part('num')})/({part('den')})"
        case "sSup":
            return f"{part('e')}^({part('sup')})"
        case "sSub":
            return f"{part('e')}_{{{part('sub')}}}"
        case "sSubSup":
            return f"{part('e')}_{{{part('sub')}}}^({part('sup')})"
        case "rad":
            return f"sqrt({part('e')})"
        case "m":
            rows = element.findall(f"{_M}mr")
            return f"[{', '.join(_row(row, depth) for row in rows)}]"
        case "d":
            inner = ", ".join(_maths(each, depth + 1) for each in element.findall(f"{_M}e"))
            return inner if inner.startswith("[[") and inner.endswith("]]") else f"({inner})"
        case _:
            return "".join(_maths(child, depth + 1) for child in element if isinstance(child.tag, str))


def _row(row: Any, depth: int) -> str:
    return f"[{', '.join(_maths(entry, depth + 1) for entry in row.findall(f'{_M}e'))}]"
