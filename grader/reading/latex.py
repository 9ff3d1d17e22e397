"""LaTeX source: sections, items and problems become headings and labels as the printed page has them; lines stay.

The text is turned into Markdown line by line, so that a line number is the source's own. Nothing is run or included.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.blocks import split
from grader.decoding import decoded
from grader.model.documents import BadFile, Document

SUFFIXES = (".tex", ".latex")

MAX_MACROS = 200
MAX_EXPANSIONS = 5_000

_COMMENT = re.compile(r"(?<!\\)%.*$")
_BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
_SECTION = re.compile(
    rf"\\(chapter|section|subsection|subsubsection|paragraph|subparagraph)\*?\s*(?:\[[^\]]*\])?\s*{_BRACED}"
)
_LEVELS = {"chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4, "subparagraph": 5}
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}(\[[^\]]{0,300}\])?(\{[^{}]{0,300}\})?")
_ITEM = re.compile(r"\\item\b[ \t]*(?:\[([^\]]{0,200})\])?[ \t]*")
_EXAM = re.compile(
    r"\\(question|titledquestion|part|subpart|subsubpart)\b[ \t]*(?:\{[^{}]{0,300}\})?(?:\[[^\]]{0,60}\])?[ \t]*"
)
_MACRO = re.compile(rf"\\(?:re)?newcommand\*?\s*\{{?(\\[A-Za-z]+)\}}?\s*{_BRACED}|\\def\s*(\\[A-Za-z]+)\s*{_BRACED}")
_BOLD = re.compile(r"\\(?:textbf|underline|fbox)\s*\{([^{}$]*)\}")
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
    blocks = split("\n".join(reader.lines()))
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
        self.macros: dict[str, str] = {}
        self.expansions = 0

    def remarks(self) -> list[str]:
        """What could not be read."""
        said = []
        if self.pictures:
            noun = "picture was" if self.pictures == 1 else "pictures were"
            said.append(f"{self.pictures} {noun} not read; answers in it must stand in the text, too.")
        if self.included:
            said.append(f"Not read: {', '.join(self.included[:5])}. Put the text of included files into this one.")
        return said

    def lines(self) -> list[str]:
        """As many lines as the source has."""
        source = self.text.split("\n")
        begin = next(
            (place for place, line in enumerate(source) if r"\begin{document}" in _COMMENT.sub("", line)), None
        )
        self._learn("\n".join(source[: begin or 0]))
        out = []
        for place, line in enumerate(source):
            if begin is not None and place <= begin:
                out.append("")
                continue
            if not self.verbatim and r"\end{document}" in line:
                out += [""] * (len(source) - place)
                break
            out.append(self._line(line))
        return out

    def _learn(self, preamble: str) -> None:
        for found in list(_MACRO.finditer(preamble))[:MAX_MACROS]:
            name, body = (found[1], found[2]) if found[1] else (found[3], found[4])
            if "#" not in body and name not in body:
                self.macros[name] = body

    def _expanded(self, line: str) -> str:
        for name, body in self.macros.items():
            if name in line and self.expansions < MAX_EXPANSIONS and len(line) < 5_000:
                self.expansions += 1
                line = body.join(re.split(re.escape(name) + r"(?![A-Za-z])", line))
        return line

    def _line(self, line: str) -> str:
        if self.verbatim:
            if rf"\end{{{self.verbatim}}}" in line:
                self.verbatim = ""
                return "```"
            return line
        line = self._expanded(_COMMENT.sub("", line))
        picture = _PICTURE.search(line)
        if picture:
            self.pictures += 1
            line = _PICTURE.sub("", line)
        included = re.search(r"\\(?:input|include)\s*\{([^{}]*)\}", line)
        if included:
            self.included.append(included[1])
            line = line.replace(included[0], "")
        line = _ENVIRONMENT.sub(self._environment, line)
        line = _SECTION.sub(lambda found: f"{'#' * _LEVELS[found[1]]} {found[2].strip()} ", line, count=1)
        line = _EXAM.sub(self._asked, line)
        line = _ITEM.sub(self._item, line)
        line = _BOLD.sub(r"**\1**", line)
        line = _STYLED.sub(r"\1", line)
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
        if name in _PROBLEMS:
            if kind == "end":
                return ""
            self.problems += 1
            said = (optional or braced).strip("[]{} ")
            label = said if re.match(r"\d{1,2}\b|[A-Z]\b", said) else str(self.problems)
            return f"# Problem {label} " + (said if said and said != label else "")
        return "" if name in _TRANSPARENT else found[0]

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
        return f"{current.before}{_numbered(self.counters[-1], current.style)}{current.after} "

    def _asked(self, found: re.Match[str]) -> str:
        kind = "question" if found[1] == "titledquestion" else found[1]
        order = ("question", "part", "subpart", "subsubpart")
        self.exam[kind] = self.exam.get(kind, 0) + 1
        for lower in order[order.index(kind) + 1 :]:
            self.exam[lower] = 0
        number = _numbered(self.exam[kind], _EXAM_STYLES[kind])
        return f"# Problem {number} " if kind == "question" else f"({number}) "


def _plain(text: str) -> str:
    return re.sub(r"\\[A-Za-z]+\s*|[{}]", "", text).strip()


def _numbered(number: int, style: str) -> str:
    """The number as LaTeX prints it.

    >>> [_numbered(4, style) for style in "1aAiI"]
    ['4', 'd', 'D', 'iv', 'IV']
    """
    if style == "1" or number > 26:
        return str(number)
    if style in ("a", "A"):
        return chr(ord(style) + number - 1)
    roman = ""
    for value, letters in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            roman, number = roman + letters, number - value
    return roman if style == "i" else roman.upper()
