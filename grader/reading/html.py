"""Web pages: what is typed into Canvas' or Moodle's field for text, and notebooks or write-ups saved as a page.

The page becomes Markdown, so that it is read like any other text. Nothing is fetched, and no script is looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grader.blocks import split
from grader.decoding import decoded
from grader.model.documents import BadFile, Document

SUFFIXES = (".html", ".htm", ".xhtml")

MAX_PAGE = 4_000_000
"""Characters of a page without the pictures within it; a long notebook has a million, most of it markup."""

_EMBEDDED = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,[\w+/=%]*+")
_TAG = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]{0,40})"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"]{0,9000}\"|'[^']{0,9000}'){0,2000}+)>"
)
_DECLARATION = re.compile(r"<[!?][^<>]{0,2000}>")
_TEX = re.compile(r"<annotation[^<>]*application/x-tex[^<>]*>([^<]*)")
_ATTRIBUTE = re.compile(r"([\w:-]{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")

_BLOCKS = frozenset(
    """
    p div section article ul ol table thead tbody blockquote dl dt dd figure figcaption form hr main
    """.split()  # noqa: SIM905 - to be read
)
_SCRIPTS = {"sup": "^", "sub": "_"}
_UNSEEN = frozenset(
    "script style head template svg noscript math mjx-container mjx-assistive-mml".split()  # noqa: SIM905
)
"""Elements whose text nobody sees; of a formula in MathML, the TeX that it was made of is read."""


class _Token(NamedTuple):
    """A tag, or a text where tag is ""."""

    tag: str
    closes: bool
    attributes: dict[str, str]
    text: str = ""


def read(name: str, data: bytes) -> Document:
    """The document in these bytes. Raises BadFile where they are no text, or a page without any."""
    text, remarks = decoded(name, data)
    page = _EMBEDDED.sub("", text.replace("\r\n", "\n"))
    if len(page) > MAX_PAGE:
        raise BadFile(f"{name} is a web page of {len(page) / 10**6:.0f} million characters. Hand in the file itself.")
    tokens = list(_tokens(page))
    written = _markdown(tokens)
    if not written.strip():
        raise BadFile(f"{name} is a web page without text. Hand in the file with your answers itself.")
    pictures = sum(token.tag == "img" and not _written(token, 0) for token in tokens)
    if pictures:
        remarks += (f"{pictures} picture{'s' * (pictures > 1)} in {name} can't be read by the machine.",)
    return Document(name, "markdown", split(written), remarks)


def markdown(page: str) -> str:
    r"""The text of a page as Markdown: headings, lists, tables, code and formulas keep their marks.

    >>> markdown("<h2>3.B.i</h2><p>5&sdot;5 = <b>25</b><br>2<sup>8</sup></p>")
    '## 3.B.i\n\n5⋅5 = 25\n2^{8}'
    """
    return _markdown(_tokens(_EMBEDDED.sub("", page.replace("\r\n", "\n"))))


def _markdown(tokens: Iterable[_Token]) -> str:
    pieces: list[str] = []
    pre = cell = 0
    for token in tokens:
        if not token.tag:
            pieces.append(token.text if pre else re.sub(r"\s+", " ", token.text))
            continue
        step = -1 if token.closes else 1
        pre = max(pre + step, 0) if token.tag == "pre" else pre
        cell = max(cell + step, 0) if token.tag in ("td", "th") else cell
        written = _written(token, pre)
        pieces.append(" " if cell and not written.strip() else written)  # a row of a table stays one line
    return _tidied("".join(pieces))


def _tokens(page: str) -> Iterator[_Token]:
    """The tags and texts of a page, in time linear in its length: nothing is looked for again that is not there."""
    place = 0
    never: set[str] = set()
    while place < len(page):
        if page[place] != "<":
            stop = page.find("<", place)
            stop = len(page) if stop < 0 else stop
            yield _Token("", False, {}, html.unescape(page[place:stop]))
        elif page.startswith("<!--", place) and (stop := _behind("-->", page, place, never)):
            pass
        elif found := _DECLARATION.match(page, place):
            stop = found.end()
        elif found := _TAG.match(page, place):
            tag, stop = found["tag"].casefold(), found.end()
            over = _behind(f"</{tag}", page, stop, never) if tag in _UNSEEN and not found["close"] else 0
            if over:
                tex = _TEX.search(page, stop, over)
                yield _Token("", False, {}, f" ${html.unescape(tex[1]).strip()}$ " if tex else " ")
                stop = over
            elif tag not in _UNSEEN:
                yield _Token(tag, bool(found["close"]), _attributes(found["attributes"]))
        else:
            stop = place + 1
            yield _Token("", False, {}, "<")
        place = stop


def _behind(mark: str, page: str, place: int, never: set[str]) -> int:
    """The place behind the next mark, and behind the > after a closing tag; 0 where there is none."""
    if mark in never:
        return 0
    found = re.compile(re.escape(mark), re.I).search(page, place)
    if found is None:
        never.add(mark)
        return 0
    return found.end() if mark == "-->" else page.find(">", found.end()) + 1 or len(page)


def _attributes(written: str) -> dict[str, str]:
    listed = _ATTRIBUTE.findall(written)
    return {key.casefold(): html.unescape(one or two or bare) for key, one, two, bare in listed}


def _written(token: _Token, pre: int) -> str:
    """What stands for a tag in Markdown."""
    tag = token.tag
    if tag == "pre":
        return "\n```\n" if token.closes else "\n\n```\n"
    if pre:
        return "\n" if tag == "br" else ""
    if re.fullmatch(r"h[1-6]", tag):
        return "\n\n" if token.closes else f"\n\n{'#' * int(tag[1])} "
    if tag == "img":
        described = token.attributes.get("alt", "")
        formula = token.attributes.get("data-equation-content", "")
        if not formula and described.startswith("LaTeX: "):
            formula = described.removeprefix("LaTeX: ")
        return f"${formula}$" if formula else ""
    if tag in _SCRIPTS:
        return "}" if token.closes else f"{_SCRIPTS[tag]}{{"
    if tag == "code":
        return "`"
    if tag in ("td", "th"):
        return " | " if token.closes else ""
    simple = {"br": ("\n", "\n"), "li": ("\n- ", ""), "tr": ("\n| ", "")}
    if tag in simple:
        return simple[tag][token.closes]
    return "\n\n" if tag in _BLOCKS else ""


def _tidied(text: str) -> str:
    """The text without spaces at the ends of lines outside of code, and with one blank line at most."""
    lines: list[str] = []
    fenced = False
    for line in text.replace("\u200b", "").split("\n"):
        fenced ^= line.startswith("```")
        bare = line.rstrip() if fenced else re.sub(r" {2,}", " ", line.strip())
        if bare in ("-", "|"):
            continue
        if bare or fenced or (lines and lines[-1]):
            lines.append(bare)
    return "\n".join(lines).strip("\n")
