"""A LaTeX document's own commands, environments and counters, expanded in its text; nothing else is run.

Only what is defined by a fixed text with its arguments filled in is expanded, and no more than MAX_EXPANSIONS times.
Every line stays where it was.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_MACROS = 200
MAX_EXPANSIONS = 5_000
MAX_DEPTH = 12
MAX_BODY = 2_000
"""Characters of a definition; a longer one is a page of its own."""

MAX_GROUP = 8_000
"""Characters in a pair of braces."""

MAX_GROWTH = 500_000
"""Characters by which expanding may lengthen a text."""

_DEFINES = re.compile(
    r"\\(?P<kind>newcommand|renewcommand|providecommand|DeclareRobustCommand|def|gdef|NewDocumentCommand"
    r"|RenewDocumentCommand|newenvironment|renewenvironment|newcounter|newtheorem)\*?(?![A-Za-z])[ \t]*"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?")
_NAME = re.compile(r"\{?\s*\\([A-Za-z]+)\s*\}?")
_COUNT = re.compile(r"\s*\[(\d)\]")
_PARAMETERS = re.compile(r"(?:#\d)*")
_ARGUMENT = re.compile(r"#([1-9])")
_VERBATIM = re.compile(
    r"\\begin\s*\{(?P<name>verbatim|Verbatim|lstlisting|minted|alltt|python|code)\*?\}.*?(?:\\end\s*\{(?P=name)\*?\}|\Z)",
    re.S,
)
_STEPS = ("stepcounter", "refstepcounter", "setcounter", "addtocounter")
_STYLES = {"arabic": "1", "alph": "a", "Alph": "A", "roman": "i", "Roman": "I"}


class _Macro(NamedTuple):
    """A command: how many arguments it takes, what stands for the first where it is optional, and its text."""

    arguments: int
    default: str | None
    body: str


class Macros:
    """What a document defines.

    known : environments that the reader knows itself; a definition of one of them is passed over.
    theorems : environments that are numbered, by the word that is printed with the number.
    """

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        self.known = known
        self.theorems: dict[str, str] = {}
        self._commands: dict[str, _Macro] = {}
        self._begins: dict[str, _Macro] = {}
        self._ends: dict[str, str] = {}
        self._counters: dict[str, int] = {}
        self._expansions = 0
        self._room = MAX_GROWTH

    def learn(self, text: str) -> str:
        """The text without its definitions, which are known from here on."""
        kept: list[str] = []
        place = 0
        for found in _DEFINES.finditer(text):
            if found.start() < place:
                continue
            stop = self._define(text, found)
            if stop is None:
                continue
            kept += (text[place : found.start()], "\n" * text.count("\n", found.start(), stop))
            place = stop
        return "".join(kept) + text[place:]

    def expanded(self, text: str) -> str:
        """The text with all of it filled in, but for verbatim listings."""
        pieces: list[str] = []
        place = 0
        for listing in _VERBATIM.finditer(text):
            pieces += (self._expanded(text[place : listing.start()], 0), listing[0])
            place = listing.end()
        return "".join(pieces) + self._expanded(text[place:], 0)

    def step(self, section: str) -> str:
        """What is printed before the next section of that name where the document says so itself, else ""."""
        order = ("section", "subsection", "subsubsection")
        if section not in order:
            return ""
        self._counters[section] = self._counters.get(section, 0) + 1
        self._counters |= dict.fromkeys(order[order.index(section) + 1 :], 0)
        macro = self._commands.get(f"the{section}")
        return self._expanded(macro.body, MAX_DEPTH - 1) if macro else ""

    def _define(self, text: str, found: re.Match[str]) -> int | None:
        """Take a definition in; where it ends, None where it is not of a simple shape."""
        kind, at = found["kind"], found.end()
        if len(self._commands) + len(self._begins) >= MAX_MACROS:
            return None
        if kind in ("newcounter", "newtheorem"):
            return self._count(text, at, kind)
        if kind.endswith("environment"):
            return self._environment(text, at)
        named = _NAME.match(text, at)
        if named is None:
            return None
        at = named.end()
        default: str | None = None
        if kind.endswith("def"):
            parameters = _PARAMETERS.match(text, at)
            count = parameters[0].count("#") if parameters else 0
            at = parameters.end() if parameters else at
        elif kind.endswith("DocumentCommand"):
            group = braced(text, at)
            if group is None or not re.fullmatch(r"[\s mo]*", group[0]):
                return None
            count, at = len(group[0].replace(" ", "")), group[1]
            default = "" if group[0].strip().startswith("o") else None
        else:
            count, default, at = _arity(text, at)
        body = braced(text, at)
        if body is None or not _is_simple(named[1], body[0]):
            return None
        self._commands[named[1]] = _Macro(count, default, _line(body[0]))
        return body[1]

    def _environment(self, text: str, at: int) -> int | None:
        name = braced(text, at)
        if name is None:
            return None
        count, default, at = _arity(text, name[1])
        begin = braced(text, at)
        end = braced(text, begin[1]) if begin else None
        if begin is None or end is None:
            return None
        if name[0] not in self.known and _is_simple(name[0], begin[0] + end[0]):
            self._begins[name[0]] = _Macro(count, default, _line(begin[0]))
            self._ends[name[0]] = _line(end[0])
        return end[1]

    def _count(self, text: str, at: int, kind: str) -> int | None:
        name = braced(text, at)
        if name is None:
            return None
        stop = _optional(text, name[1])
        if kind == "newcounter":
            self._counters[name[0]] = 0
            return stop[1]
        word = braced(text, stop[1])
        if word is None:
            return None
        self.theorems[name[0]] = word[0]
        return _optional(text, word[1])[1]

    def _expanded(self, text: str, depth: int) -> str:
        pieces: list[str] = []
        place = 0
        for found in _COMMAND.finditer(text):
            if found.start() < place:
                continue
            replaced = self._replaced(text, found, depth)
            if replaced is None:
                continue
            pieces += (text[place : found.start()], replaced[0])
            place = replaced[1]
        return "".join(pieces) + text[place:]

    def _replaced(self, text: str, found: re.Match[str], depth: int) -> tuple[str, int] | None:
        """What stands for a command, and where the command ends; None where it stays as it is."""
        name, at = found[1], found.end()
        if name not in self._commands and (name in _STEPS or name in _STYLES or name[:3] == "the"):
            return self._counted(text, name, at)
        macro = self._commands.get(name)
        ends = ""
        if macro is None and name in ("begin", "end"):
            group = braced(text, at)
            if group is None:
                return None
            at = group[1]
            macro = self._begins.get(group[0]) if name == "begin" else None
            ends = self._ends.get(group[0], "") if name == "end" else ""
            if name == "end" and group[0] in self._ends:
                macro = _Macro(0, None, ends)
        if macro is None or depth >= MAX_DEPTH or self._expansions >= MAX_EXPANSIONS or self._room < 0:
            return None
        arguments, stop = _arguments(text, at, macro)
        if arguments is None:
            return None
        self._expansions += 1
        filled = _filled(macro.body, arguments)
        self._room -= len(filled)
        filled = self._expanded(filled, depth + 1)
        missing = text.count("\n", found.start(), stop) - filled.count("\n")
        return filled + "\n" * max(missing, 0), stop

    def _counted(self, text: str, name: str, at: int) -> tuple[str, int] | None:
        if name[:3] == "the":
            counter = name[3:]
            return (str(self._counters[counter]), at) if counter in self._counters else None
        group = braced(text, at)
        if group is None or group[0] not in self._counters:
            return None
        counter, stop = group
        if name in _STYLES:
            return numbered(self._counters[counter], _STYLES[name]), stop
        step = 1
        if name in ("setcounter", "addtocounter"):
            value = braced(text, stop)
            if value is None or not re.fullmatch(r"-?\d{1,4}", value[0]):
                return None
            step, stop = int(value[0]), value[1]
        self._counters[counter] = step + (0 if name == "setcounter" else self._counters[counter])
        return "", stop


def braced(text: str, at: int) -> tuple[str, int] | None:
    r"""What stands in the braces that open there, behind spaces, and the place behind them; None where none do.

    >>> braced(r" {a{b}\}} c", 0)
    ('a{b}\\}', 9)
    """
    while at < len(text) and text[at] in " \t\n":
        at += 1
    if text[at : at + 1] != "{":
        return None
    depth, place = 0, at
    stop = min(len(text), at + MAX_GROUP)
    while place < stop:
        character = text[place]
        if character == "\\":
            place += 2
            continue
        depth += (character == "{") - (character == "}")
        place += 1
        if depth == 0:
            return text[at + 1 : place - 1], place
    return None


def numbered(number: int, style: str) -> str:
    """The number as LaTeX prints it.

    >>> [numbered(4, style) for style in "1aAiI"]
    ['4', 'd', 'D', 'iv', 'IV']
    """
    if style == "1" or not 0 < number <= 26:
        return str(number)
    if style in ("a", "A"):
        return chr(ord(style) + number - 1)
    roman = ""
    for value, letters in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            roman, number = roman + letters, number - value
    return roman if style == "i" else roman.upper()


def _arity(text: str, at: int) -> tuple[int, str | None, int]:
    """How many arguments a definition declares, what stands for an optional first one, and where this ends."""
    count = _COUNT.match(text, at)
    if count is None:
        return 0, None, at
    default, stop = _optional(text, count.end())
    return int(count[1]), default, stop


def _optional(text: str, at: int) -> tuple[str | None, int]:
    """What stands in the square brackets that open there, and the place behind them."""
    found = re.compile(r"[ \t]*\[([^\]\n]{0,200})\]").match(text, at)
    return (found[1], found.end()) if found else (None, at)


def _arguments(text: str, at: int, macro: _Macro) -> tuple[list[str] | None, int]:
    """What a command is given, and where it ends; None where an argument is missing."""
    given: list[str] = []
    if macro.default is not None and macro.arguments:
        value, at = _optional(text, at)
        given.append(macro.default if value is None else value)
    while len(given) < macro.arguments:
        group = braced(text, at)
        if group is None:
            single = re.compile(r"[ \t]*([A-Za-z0-9])").match(text, at)
            if single is None:
                return None, at
            group = single[1], single.end()
        given.append(group[0])
        at = group[1]
    return given, at


def _filled(body: str, given: list[str]) -> str:
    """The text with its arguments; of one that stands there twice the lines count once."""
    used: set[int] = set()

    def value(found: re.Match[str]) -> str:
        number = int(found[1]) - 1
        if number >= len(given):
            return ""
        again = number in used
        used.add(number)
        return _line(given[number]) if again else given[number]

    return _ARGUMENT.sub(value, body)


def _is_simple(name: str, body: str) -> bool:
    """Whether a definition is a text with arguments: not of itself, and with nothing that is decided or measured."""
    hard = (
        rf"\\{name}(?![A-Za-z])|\\(?:if|else|fi|loop|csname|expandafter|futurelet|let|@)|\\(?:new|re)?def(?![A-Za-z])"
    )
    return len(body) <= MAX_BODY and not re.search(hard, body)


def _line(text: str) -> str:
    return text.replace("\n", " ")
