"""Web pages: what is typed into Canvas' or Moodle's field for text, and notebooks or write-ups saved as a page.

The page becomes Markdown, so that it is read like any other text. Nothing is fetched, and no script is looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.blocks import split
from grader.decoding import decoded
from grader.model.documents import BadFile, Document

SUFFIXES = (".html", ".htm", ".xhtml")

MAX_TAG = 10_000
"""Characters of a tag; pictures within the page are taken out before."""

_EMBEDDED = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,[\w+/=%\s]*+")
_UNSEEN = re.compile(
    r"<(?P<tag>script|style|head|template|svg|noscript|mjx-container|mjx-assistive-mml)\b[^>]*+>"
    r"(?:[^<]*+<(?!/(?P=tag)\b))*+[^<]*+</(?P=tag)\s*+>",
    re.I,
)
_MATHML = re.compile(
    r"<math\b[^>]*+>(?:[^<]*+<(?!/math\b|annotation\b))*+[^<]*+"
    r"<annotation encoding=\"application/x-tex\">([^<]*+)</annotation>"
    r"(?:[^<]*+<(?!/math\b))*+[^<]*+</math>",
    re.I,
)
"""A formula in MathML that tells the TeX it was made of."""

_TOKEN = re.compile(
    r"<!--(?:[^-]|-(?!->))*+-->|<[!?][^>]{0,2000}>"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]{0,40})(?P<attributes>(?:[^<>\"']|\"[^\"]{0,9000}\"|'[^']{0,9000}'){0,2000})>"
    r"|(?P<text>[^<]+|<)"
)
_ATTRIBUTE = re.compile(r"([\w:-]{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")

_BLOCKS = frozenset(
    """
    p div section article ul ol table thead tbody blockquote dl dt dd figure figcaption form hr main
    """.split()  # noqa: SIM905 - to be read
)
_SCRIPTS = {"sup": "^", "sub": "_"}


class _Token(NamedTuple):
    """A tag, or a text where tag is ""."""

    tag: str
    closes: bool
    attributes: dict[str, str]
    text: str = ""


def read(name: str, data: bytes) -> Document:
    """The document in these bytes. Raises BadFile where they are no text, or a page without any."""
    text, remarks = decoded(name, data)
    written = markdown(text)
    if not written.strip():
        raise BadFile(f"{name} is a web page without text. Hand in the file with your answers itself.")
    pictures = len(re.findall(r"<img\b(?![^>]*(?:data-equation-content|equation_image))", text, re.I))
    if pictures:
        remarks += (f"{pictures} picture{'s' * (pictures > 1)} in {name} can't be read by the machine.",)
    return Document(name, "markdown", split(written), remarks)


def markdown(page: str) -> str:
    r"""The text of a page as Markdown: headings, lists, tables, code and formulas keep their marks.

    >>> markdown("<h2>3.B.i</h2><p>5&sdot;5 = <b>25</b><br>2<sup>8</sup></p>")
    '## 3.B.i\n\n5⋅5 = 25\n2^{8}'
    """
    page = _UNSEEN.sub(" ", _MATHML.sub(r" $\1$ ", _EMBEDDED.sub("", page.replace("\r\n", "\n"))))
    pieces: list[str] = []
    pre = cell = 0
    for token in _tokens(page):
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
    for found in _TOKEN.finditer(page):
        if found["text"] is not None:
            yield _Token("", False, {}, html.unescape(found["text"]))
        elif found["tag"]:
            listed = _ATTRIBUTE.findall(found["attributes"])
            attributes = {key.casefold(): html.unescape(one or two or bare) for key, one, two, bare in listed}
            yield _Token(found["tag"].casefold(), bool(found["close"]), attributes)


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
        bare = line.rstrip() if fenced else line.strip()
        if bare in ("-", "|"):
            continue
        if bare or fenced or (lines and lines[-1]):
            lines.append(bare)
    return "\n".join(lines).strip("\n")
