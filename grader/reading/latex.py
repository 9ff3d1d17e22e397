"""LaTeX source: sections, items and problems become headings and labels as the printed page has them; lines stay.

The text is turned into Markdown line by line, so that a line number is the source's own. Nothing is run or included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.blocks import split
from grader.decoding import decoded
from grader.macros import Macros, numbered
from grader.model.documents import BadFile, Document

SUFFIXES = (".tex", ".latex")

LONGEST_LINE = 50_000
"""Characters of a line that listings are looked for in the middle of."""

_COMMENT = re.compile(r"(?<!\\)%.*$", re.M)
_LISTING = re.compile(
    r"\\begin\s*\{(?P<name>(?:[vV]erbatim|lstlisting|minted|alltt|python|code)\*?)\}.*?(?:\\end\s*\{(?P=name)\}|\Z)",
    re.S,
)
_BEGIN = re.compile(r"\\begin\s*\{document\}")
_END = re.compile(r"\\end\s*\{document\}")
_OPENS = re.compile(
    r"\\(?:(?:chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?\s*[\[{]|item\b|(?:titled)?question\b|(?:sub){0,2}part\b|par\b"
    r"|begin\s*\{(?:enumerate|itemize|description|(?:sub){0,2}parts|questions|problem|question|exercise|verbatim|"
    r"lstlisting|minted|tabular)\*?\}|end\s*\{(?:enumerate|itemize|description|(?:sub){0,2}parts|questions)\*?\})"
)
_LISTED = re.compile(
    r"\\begin\s*\{(?:[vV]erbatim|lstlisting|minted|alltt|python|code)\*?\}(?:\[[^\]]*\])?(?:\{[^{}]*\})?"
)
_BEHIND_BOLD = re.compile(
    r"(\*\*[^*]{1,80}\*\*[.:]?)\s*\\(?:\\|q?quad|hskip\s*[\d.]+\w*|enspace|[;:, ])(?![A-Za-z])\s*"
)
_BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
_SECTION = re.compile(
    rf"\\(chapter|section|subsection|subsubsection|paragraph|subparagraph)(\*?)\s*(?:\[[^\]]*\])?\s*{_BRACED}"
)
_LEVELS = {"chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4, "subparagraph": 5}
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}(\[[^\]]{0,300}\])?(\{[^{}]{0,300}\})?")
_ITEM = re.compile(r"\\item\b[ \t]*(?:\[([^\]]{0,200})\])?[ \t]*")
_EXAM = re.compile(
    r"\\(question|titledquestion|part|subpart|subsubpart)\b[ \t]*(?:\{[^{}]{0,300}\})?(?:\[[^\]]{0,60}\])?[ \t]*"
)
_BOLD = re.compile(r"(?:\\(?:textbf|underline|fbox)\s*\{|\{\s*\\(?:bf|bfseries)(?![A-Za-z])\s*)([^{}$]*)\}")
_SIZE = re.compile(
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|[lL]arge|LARGE|[hH]uge|itshape|scshape|sffamily|rmfamily|ttfamily)"
    r"(?![A-Za-z])[ \t]*"
)
_STYLED = re.compile(r"\\(?:emph|textit|texttt|textrm|textsc)\s*\{([^{}]*)\}")
_PICTURE = re.compile(r"\\includegraphics\b[^{]*\{([^{}]*)\}")
_DROPPED = re.compile(
    r"\\(?:label|ref|cite|vspace\*?|hspace\*?|setcounter|addtocounter|pagestyle|thispagestyle|captionsetup|geometry)"
    r"\s*\{[^{}]*\}(?:\{[^{}]*\})?|\\(?:noindent|newpage|clearpage|pagebreak|maketitle|tableofcontents|centering|"
    r"bigskip|medskip|smallskip|hfill|vfill|indent|par|newline|linebreak|qed|hline|toprule|midrule|bottomrule)\b"
)
_VERBATIM = ("verbatim", "Verbatim", "lstlisting", "minted", "alltt", "python", "code")
_LISTS = ("enumerate", "itemize", "description", "parts", "subparts", "subsubparts", "questions")
_TABLES = ("tabular", "tabularx", "longtable", "array")
_PROBLEMS = ("problem", "question", "exercise", "homeworkProblem", "prob", "ex", "task", "aufgabe")
_TRANSPARENT = (
    "center", "flushleft", "figure", "table", "solution", "answer", "proof", "quote", "document", "frame", "minipage",
    "multicols", "homeworkSection",
)  # fmt: skip
_STYLES = (("Alph", "A"), ("alph", "a"), ("Roman", "I"), ("roman", "i"), ("arabic", "1"))
_EXAM_STYLES = {"question": "1", "titledquestion": "1", "part": "a", "subpart": "i", "subsubpart": "A"}


class _List(NamedTuple):
    """A list that is open: its environment, how its items are numbered, and what stands around the number."""

    environment: str
    style: str
    before: str
    after: str


def read(name: str, data: bytes) -> Document:
    """The document in a LaTeX source. Raises BadFile where there is no text in it."""
    text, remarks = decoded(name, data)
    reader = _Reader(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = reader.lines()
    found = split("\n".join(line for _, line in lines))
    blocks = tuple(block._replace(line=lines[block.line - 1][0]) for block in found)
    if not blocks:
        raise BadFile(f"{name} holds no text between \\begin{{document}} and \\end{{document}}.")
    return Document(name, "latex", blocks, (*remarks, *reader.remarks()))


class _Reader:
    """Goes through the lines with the lists that are open and their counters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lists: list[_List] = []
        self.counters: list[int] = []
        self.problems = 0
        self.exam: dict[str, int] = {}
        self.verbatim = ""
        self.table = 0
        self.pictures = 0
        self.included: list[str] = []
        self.macros = Macros(frozenset((*_VERBATIM, *_LISTS, *_TABLES, *_PROBLEMS, *_TRANSPARENT)))

    def remarks(self) -> list[str]:
        """What could not be read."""
        said = []
        if self.pictures:
            noun = "picture was" if self.pictures == 1 else "pictures were"
            said.append(f"{self.pictures} {noun} not read; answers in it must stand in the text, too.")
        if self.included:
            said.append(f"Not read: {', '.join(self.included[:5])}. Put the text of included files into this one.")
        return said

    def lines(self) -> list[tuple[int, str]]:
        """The lines of the text with the numbers of those in the source that they come from."""
        text = _uncommented(self.text)
        begin, end = _BEGIN.search(text), _END.search(text)
        start = begin.end() if begin else 0
        self.macros.learn(text[:start])
        body = self.macros.expanded(self.macros.learn(text[start : end.start() if end else None]))
        out: list[tuple[int, str]] = []
        for number, line in enumerate(body.split("\n"), 1 + text.count("\n", 0, start)):
            out += [(number, read) for read in self._read(line)]
        return out

    def _read(self, line: str) -> Iterator[str]:
        """A line as Markdown; what begins in the middle of it, on a line of its own."""
        while True:
            if self.verbatim:
                code, closing, rest = line.partition(rf"\end{{{self.verbatim}}}")
                if not closing:
                    yield line
                    return
                self.verbatim = ""
                yield from filter(str.strip, (code,))
                yield "```"
                line = rest
                if not line.strip():
                    return
            listing = _LISTED.search(line) if len(line) <= LONGEST_LINE else None
            if listing is None or not line[listing.end() :].strip():
                yield from self._pieces(line)
                return
            yield from self._pieces(line[: listing.end()])
            line = line[listing.end() :]

    def _pieces(self, line: str) -> Iterator[str]:
        place = 0
        for found in _OPENS.finditer(line):
            if found.start() > place and line[place : found.start()].strip():
                yield self._line(line[place : found.start()])
                place = found.start()
                if self.verbatim:
                    break
        yield line[place:] if self.verbatim else self._line(line[place:])

    def _line(self, line: str) -> str:
        picture = _PICTURE.search(line)
        if picture:
            self.pictures += 1
            line = _PICTURE.sub("", line)
        included = re.search(r"\\(?:input|include)\s*\{([^{}]*)\}", line)
        if included:
            self.included.append(included[1])
            line = line.replace(included[0], "")
        line = _ENVIRONMENT.sub(self._environment, line)
        line = _SECTION.sub(self._section, line, count=1)
        line = _EXAM.sub(self._asked, line)
        line = _ITEM.sub(self._item, line)
        line = _SIZE.sub("", line)
        for _ in range(2):
            line = _BOLD.sub(lambda found: found[1] if "**" in found[1] else f"**{found[1]}**", line)
        line = _STYLED.sub(r"\1", line)
        line = _BEHIND_BOLD.sub(r"\1 ", line)
        line = _DROPPED.sub("", line)
        if self.table and "&" in line:
            return "| " + " | ".join(cell.strip() for cell in re.sub(r"\\\\.*$", "", line).split("&")) + " |"
        return f"{line.strip()} ```".strip() if self.verbatim else line.strip()

    def _environment(self, found: re.Match[str]) -> str:
        kind, name, optional, braced = found[1], found[2].rstrip("*"), found[3] or "", found[4] or ""
        if name in _VERBATIM:
            self.verbatim = found[2] if kind == "begin" else ""
            return ""
        if name in _LISTS:
            if kind == "begin":
                self.lists.append(self._list(name, optional))
                self.counters.append(0)
            elif self.lists:
                self.lists.pop()
                self.counters.pop()
            return ""
        if name in _TABLES and name != "array":
            self.table += 1 if kind == "begin" else -1
            return ""
        word = self.macros.theorems.get(found[2], "")
        if name in _PROBLEMS or word:
            if kind == "end":
                return ""
            self.problems += 1
            said = (optional or braced).strip("[]{} ")
            label = said if re.match(r"\d{1,2}\b|[A-Z]\b", said) else str(self.problems)
            return f"# {word or 'Problem'} {label} " + (said if said and said != label else "")
        return "" if name in _TRANSPARENT else found[0]

    def _section(self, found: re.Match[str]) -> str:
        number = "" if found[2] else self.macros.step(found[1])
        return f"{'#' * _LEVELS[found[1]]} {' '.join(filter(None, (number, found[3].strip())))} "

    def _list(self, name: str, optional: str) -> _List:
        if name != "enumerate":
            return _List(name, "", "", "")
        depth = sum(each.environment == "enumerate" for each in self.lists)
        for word, style in _STYLES:
            mark = re.search(rf"label\s*=\s*\{{?([^,\]]*?)\\{word}\*?([^,\]}}]*)", optional)
            if mark:
                return _List(name, style, _plain(mark[1]), _plain(mark[2]))
        short = re.match(r"\[\s*(\(?)\s*(?:\{?\\?[a-z]*\}?)?([aAiI1])([).:]?)", optional)
        if short and "=" not in optional:
            return _List(name, short[2], short[1], short[3] or ".")
        return _List(name, *(("1", "", "."), ("a", "(", ")"), ("i", "", "."), ("A", "", "."))[min(depth, 3)])

    def _item(self, found: re.Match[str]) -> str:
        if found[1] is not None:
            return f"{_plain(found[1])} "
        if not self.lists or not self.lists[-1].style:
            return "- "
        self.counters[-1] += 1
        current = self.lists[-1]
        return f"{current.before}{numbered(self.counters[-1], current.style)}{current.after} "

    def _asked(self, found: re.Match[str]) -> str:
        kind = "question" if found[1] == "titledquestion" else found[1]
        order = ("question", "part", "subpart", "subsubpart")
        self.exam[kind] = self.exam.get(kind, 0) + 1
        for lower in order[order.index(kind) + 1 :]:
            self.exam[lower] = 0
        number = numbered(self.exam[kind], _EXAM_STYLES[kind])
        return f"# Problem {number} " if kind == "question" else f"({number}) "


def _uncommented(text: str) -> str:
    """The text without comments; in a listing there are none."""
    pieces: list[str] = []
    place = 0
    for listing in _LISTING.finditer(text):
        pieces += (_COMMENT.sub("", text[place : listing.start()]), listing[0])
        place = listing.end()
    return "".join(pieces) + _COMMENT.sub("", text[place:])


def _plain(text: str) -> str:
    return re.sub(r"\\[A-Za-z]+\s*|[{}]", "", text).strip()
