"""Every run of mathematics in free text: numbers, formulas, chains, shapes and matrices among words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from grader.maths.grammar import Parser
from grader.maths.nodes import Node
from grader.maths.parser import joined
from grader.maths.tokens import FUNCTIONS, MATRIX_ENVIRONMENTS, Token, tokenize
from grader.model.answers import Unreadable

MAX_RUN = 600
"""Tokens of one run; a longer one is passed over."""

MAX_TEXT = 60_000
"""Characters of a text that are looked at: an answer stands within the first twenty pages."""

MAX_RUNS = 1_000
"""Runs that are read; a text with more of them is a log."""

MAX_TRIES = 6
"""How often a run that can't be read is shortened before it is passed over."""


class Run(NamedTuple):
    """A maximal run of mathematics: its characters in the text and its tree."""

    start: int
    end: int
    node: Node


_PROMPT = re.compile(r"^[ \t]*(?:In|Out) ?\[\d{0,5}\]:", re.M)
_BULLET = re.compile(r"^[ \t]*[-*+•][ \t]+(?=[^\s\d.])", re.M)
_EMPHASIS = re.compile(r"(?<![\w)\]}*])\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?=[\s,.;:)!?]|$)", re.M)
_GOES_ON = re.compile(r"\n(?=[ \t]*(?:=(?!=)|≈|\\approx)[ \t]*[^\s=])")
"""A chain goes on where the next line begins with its sign."""

_TABLE = re.compile(r"^[ \t]*\|(?:[^|\n]*\|){2,}[ \t]*$", re.M)
"""A row of a table: its bars part cells and are no absolute values."""

_OPERATORS = {"op", "rel"}
_WRAPPERS = {"array", "tensor", "matrix", "Size", "TensorShape", "asarray"}


def scan(text: str, *, letters: bool = False) -> tuple[Run, ...]:
    """The runs of a text in order, each read as a whole; what can't be read is left out. Time is linear in the text.

    letters : formulas without a single number count, too.

    >>> [text[run.start : run.end] for text in ["with biases 8x5x5x3+8 = 608 parameters"] for run in scan(text)]
    ['8x5x5x3+8 = 608']
    """
    return _scanned(text[:MAX_TEXT], letters)


@lru_cache(maxsize=64)
def _scanned(text: str, letters: bool) -> tuple[Run, ...]:
    """Kept for the next answer type that looks at the same text."""
    text = _PROMPT.sub(lambda prompt: " " * len(prompt[0]), text)
    text = _EMPHASIS.sub(lambda mark: " " * len(mark[0]), _BULLET.sub(lambda mark: " " * len(mark[0]), text))
    text = _GOES_ON.sub(" ", text)
    text = _TABLE.sub(lambda row: row[0].replace("|", "\x1f"), text[:MAX_TEXT])
    try:
        tokens = tokenize(text, prose=True)
    except Unreadable:
        return tuple(_by_lines(text, letters=letters))
    runs: list[Run] = []
    for group in _groups(tokens, text):
        runs += _read(group, text, letters=letters)
        if len(runs) > MAX_RUNS:
            break
    return tuple(runs)


def _by_lines(text: str, *, letters: bool) -> list[Run]:
    """Where one line holds a number out of all bounds, the others are still read."""
    runs: list[Run] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        try:
            tokens = tokenize(line, prose=True)
        except Unreadable:
            tokens = []
        for group in _groups(tokens, line):
            runs += [Run(run.start + offset, run.end + offset, run.node) for run in _read(group, line, letters=letters)]
        offset += len(line)
    return runs


def _groups(tokens: list[Token], text: str) -> list[list[Token]]:
    """The tokens cut at everything that is no mathematics."""
    groups: list[list[Token]] = []
    current: list[Token] = []
    depth = 0
    environment = 0
    for place, token in enumerate(tokens):
        previous = tokens[place - 1] if place else None
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        keep, cut = _belongs(token, previous, following, depth, environment, text)
        if cut and token.kind == "open" and _ends_command(tokens, place - 1):
            cut = False
        if cut or not keep:
            if current:
                groups.append(current)
            current, depth, environment = [], 0, 0
        if not keep:
            continue
        if token.kind == "open":
            depth += 1
        elif token.kind == "close":
            depth = max(depth - 1, 0)
        elif token.kind == "env":
            environment += 1 if token.text.startswith("\\begin") else -1
        current.append(token)
    if current:
        groups.append(current)
    return [part for group in groups for part in _balanced(group)]


def _belongs(
    token: Token, previous: Token | None, following: Token | None, depth: int, environment: int, text: str
) -> tuple[bool, bool]:
    """Whether the token is part of mathematics, and whether a new run begins with it."""
    match token.kind:
        case "word":
            return depth > 0 and token.text == "." and previous is not None and previous.kind == "num", False
        case "amp" | "newline" if environment > 0:
            return True, False
        case "newline":
            return depth > 0 and token.text[:1] != "\\", False
        case "amp" | "row":
            return token.kind == "row" and depth > 0, False
        case "env":
            known = re.match(r"\\(?:begin|end)\{(\w+)", token.text)
            return known is not None and known[1] in MATRIX_ENVIRONMENTS, False
        case "sep":
            thousands = (
                previous is not None
                and following is not None
                and previous.kind == following.kind == "num"
                and previous.end == token.start
                and token.end == following.start
                and len(following.text.partition(".")[0]) == 3
            )
            return depth > 0 or thousands, False
        case "name":
            return _is_symbol(token, previous, following), False
        case "num":
            if _is_enumerator(token, previous, following, text) or _is_ordinal(token, following):
                return False, False
            return True, _apart(token, previous, depth)
        case "open":
            return True, depth == 0 and previous is not None and previous.kind in (
                "num",
                "close",
                "post",
            ) and token.space
        case "post":
            return previous is not None and previous.kind in ("num", "close", "name") and not token.space, False
        case _:
            return True, False


def _ends_command(tokens: list[Token], place: int) -> bool:
    """Whether the token closes the last argument of a fraction or a root: a bracket behind it is a factor."""
    while place >= 0 and tokens[place].text == "}":
        depth = 0
        for start in range(place, max(place - 40, -1), -1):
            depth += (tokens[start].text == "}") - (tokens[start].text == "{")
            if depth == 0:
                break
        place = start - 1
        if place >= 0 and tokens[place].kind == "cmd":
            return tokens[place].text in ("frac", "sqrt")
    return False


def _apart(token: Token, previous: Token | None, depth: int) -> bool:
    """A number right after a number begins a run of its own, unless they are thousands groups or one list."""
    if previous is None or depth > 0 or previous.kind not in ("num", "close", "post"):
        return False
    grouped = previous.kind == "num" and previous.plain and token.start == previous.end + 1 and len(token.text) == 3
    mixed = previous.kind == "num" and token.text in "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
    return not (grouped or mixed)


def _is_enumerator(token: Token, previous: Token | None, following: Token | None, text: str) -> bool:
    """Whether it is a "1." or "2)" at the beginning of a line, with text behind it."""
    if (previous is not None and previous.kind != "newline") or following is None or following.space:
        return False
    if following.text not in (".", ")") or not token.plain or len(token.text) > 2:
        return False
    behind = text[following.end : following.end + 2]
    return bool(behind[:1].isspace() and behind[1:].strip())


def _is_ordinal(token: Token, following: Token | None) -> bool:
    """Whether it is part of "3rd", "2D", "28px": letters stuck to a number that are no factor."""
    if following is None or following.space or following.kind != "name" or following.start != token.end:
        return False
    return following.text in ("st", "nd", "rd", "th", "D", "d", "px", "s")


def _is_symbol(token: Token, previous: Token | None, following: Token | None) -> bool:
    """A letter in a formula, not a word of a sentence."""
    base = token.text.partition("_")[0]
    stuck = previous is not None and previous.kind == "num" and not token.space
    if (
        token.text in ("x", "X")
        and previous is not None
        and previous.kind in ("num", "close")
        and following is not None
    ):
        return following.kind in ("num", "open")
    scaled = previous is not None and previous.kind in ("num", "close") and token.text in ("K", "M", "G")
    if scaled or (stuck and token.text == "k"):
        return following is None or following.space or following.kind != "name"
    if previous is not None and previous.kind == "num" and token.text.lower() in ("million", "billion", "thousand"):
        return True
    if token.text in _WRAPPERS:
        return following is not None and following.text == "("
    if token.text.lower() in FUNCTIONS or base == "sigma":
        return following is not None and (following.text in ("(", "{", "^") or following.kind == "num")
    if following is not None and following.kind == "rel":
        return True
    short = (
        len(base) == 1 or "_" in token.text or base in ("alpha", "beta", "gamma", "eta", "pi", "mu", "epsilon", "theta")
    )
    if not short:
        return False
    beside = (previous is not None and previous.kind in ("op", "open", "rel", "bar", "cmd")) or (
        following is not None and following.kind in ("op", "close", "sup", "bar")
    )
    indexed = previous is not None and previous.kind == "num" and "_" in token.text
    return (
        beside
        or indexed
        or (stuck and len(base) == 1 and (following is None or following.kind != "name" or following.space))
    )


def _balanced(group: list[Token]) -> list[list[Token]]:
    """The group cut at brackets that have no partner."""
    partner: set[int] = set()
    stack: list[int] = []
    for place, token in enumerate(group):
        if token.kind == "open":
            stack.append(place)
        elif token.kind == "close" and stack:
            partner |= {stack.pop(), place}
    parts: list[list[Token]] = [[]]
    for place, token in enumerate(group):
        if token.kind in ("open", "close") and place not in partner:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _read(group: list[Token], text: str, *, letters: bool = False) -> list[Run]:
    if len(group) > MAX_RUN or not (letters or any(token.kind in ("num", "env", "cmd") for token in group)):
        return []
    group = list(group)
    if group and group[0].kind == "bar" and sum(token.kind == "bar" for token in group) % 2:
        group.pop(0)  # the edge of a table's cell
    while group and (
        group[0].kind in ("rel", "close", "sep", "newline", "row", "post", "amp")
        or group[0].text in ("×", "·", "*", "/", "^", "+")
    ):
        group.pop(0)
    for _ in range(MAX_TRIES):
        while group and (group[-1].kind in ("rel", "op", "sep", "newline", "open", "row", "amp")):
            group.pop()
        if not group or not (letters or any(token.kind in ("num", "env") for token in group)):
            return []
        parser = Parser(joined(group), text)
        try:
            node = parser.chain()
        except Unreadable:
            cut = next((place for place, token in enumerate(group) if token.kind == "rel" and place), None)
            if cut is None:
                return _salvage(group, text)
            group = group[cut + 1 :]
            continue
        if parser.peek() is None:
            return [Run(group[0].start, group[-1].end, node)]
        stopped = parser.tokens[parser.index]
        rest = [token for token in group if token.start >= stopped.start]
        if len(rest) == len(group):
            return []
        return [
            Run(node.start, node.end, node),
            *_read(rest[1:] if stopped.kind != "num" else rest, text, letters=letters),
        ]
    return []


def _salvage(group: list[Token], text: str) -> list[Run]:
    """Of a run that can't be read, the plain numbers that stand between blanks."""
    runs = []
    for token in group:
        if token.kind == "num":
            try:
                node = Parser([token], text).chain()
            except Unreadable:  # pragma: no cover - a lone number is always read
                continue
            alone = len(group) <= 2
            if alone:
                runs.append(Run(token.start, token.end, node))
    return runs
