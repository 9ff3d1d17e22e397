"""Formulas in a text: maximal runs of declared symbols, numbers, operators and functions, whatever the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from grader.maths.nodes import Node
from grader.mentions.mention import Mention
from grader.model.answers import Unreadable
from grader.patterns import lazily
from grader.text import Text

MAX_FORMULAS = 120
"""Formulas of a text that are read."""

MAX_LENGTH = 400
"""Characters of a formula."""


Formula = Mention[Node]
"""A formula in a text."""


_OTHER = (
    r"\\(?:d|t|c)?frac\b|\\sqrt\b|(?:np|numpy|torch|math|sp|sympy|tf)\.(?:sqrt|rsqrt)\b|\br?sqrt\b|√|\d+(?:\.\d+)?(?![\w.]*[^\W\d_])|"
    r"\*\*|[-+*/·×^=≈→⇒(){}\[\].]|\\(?:cdot|times|left|right|mathrm|text|,)|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|[½¼]|:=|->|=>|←|<-|~"
)
_SIGN = lazily(r":=|==?|≈|→|->|=>|⇒|←|<-|(?<![\w)\]}])~|:")
_CONTEXT = lazily(
    r"(?:\b(?:by|with|factor|multiply|multiplied|times|scale|scaled|scaling|weights?|mit|mal|faktor|por|factor|par|fois|facteur|is|are|be|becomes|say|answer|of)\b|[:=→×]|->|=>)"
    r"[\s*_`$\"'(]*(?:a |the |a factor of |factor of |factor )?[\s*_`$\"'(]*$",
    re.I,
)
_DIVIDED = lazily(r"\b(?:divid\w*|durch|geteilt|dividi\w*|divis\w*|entre)\b[^.;\n]{0,20}$|/\s*$", re.I)
_PROSE_BEHIND = lazily(
    r"[\s`$*_\"')]*(?:[.,;:)!]|\n|$|(?:multipl\w*|malnehmen|mal|scal\w+|skaliert|and|because|since|where|as|at|so|in|during|instead|then|\(|per|,|not)\b)",
    re.I,
)


@lru_cache(maxsize=64)
def _atoms(symbols: tuple[str, ...]) -> re.Pattern[str]:
    said = "|".join(re.escape(each) for each in sorted(symbols, key=len, reverse=True))
    return re.compile(rf"(?P<symbol>(?<![^\W_\d⁰¹²³⁴-⁹])(?:{said})(?![^\W_⁰¹²³⁴-⁹ⁿ⁻]|_\w))|(?P<other>{_OTHER})")


Reader = Callable[[str], Node]


def formulas(text: Text, spellings: Mapping[str, str], read: Reader) -> tuple[Formula, ...]:
    """Return the formulas of a text in these symbols, in order.

    spellings : the symbols as students write them. read : the tree of a formula; raises Unreadable.
    """
    found: list[Formula] = []
    known: dict[str, str] = {}
    defined: dict[str, int] = {}
    source = text.text
    for start, end in _runs(text, tuple(spellings)):
        for name, place in defined.items():
            if _named(name).search(source, start, end):
                found[place] = found[place]._replace(step=True)
        members = list(_members(source, start, end, read, known))
        found += members
        left = _SIGN.split(source[start:end], maxsplit=1)[0].strip()
        if members and left in _HATS:
            known[left] = source[members[-1].start : members[-1].end]
            defined[left] = len(found) - 1
            if len(_named(left).findall(source)) > 1:
                found[-1] = found[-1]._replace(step=True)
        if len(found) > MAX_FORMULAS:
            return ()
    return tuple(found)


@lru_cache(maxsize=64)
def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])")


def _runs(text: Text, spellings: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The maximal runs of mathematics that hold a symbol or a number; none goes on into another cell of a table."""
    source = text.text
    pattern = _atoms((*spellings, *_HATS))
    begin = stop = -1
    for mark in pattern.finditer(source):
        if (
            begin >= 0
            and _GAP.fullmatch(source, stop, mark.start())
            and (mark.start() - stop < 2 or text.cell(begin) == text.cell(mark.start()))
        ):
            stop = mark.end()
            continue
        if begin >= 0:
            yield from _trimmed(source, begin, stop)
        begin, stop = mark.span()
    if begin >= 0:
        yield from _trimmed(source, begin, stop)


_GAP = re.compile(r"[ ]*")
_HATS = ("x_hat", "xhat", "x_norm", "x̂", r"\hat{x}", r"\hat x", "x'", "x_n", "z")


def _trimmed(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    said = source[start:end]
    lead = re.match(r"(?:[\s≈→⇒:.,*/·×^|)\]}]|->|=>|←|<-)*", said)
    start += lead.end() if lead else 0
    tail = re.search(r"[\s=≈→⇒:~.,*/·×^|(\[{+-]*$", source[start:end])
    end = start + tail.start() if tail else end
    if 0 < end - start <= MAX_LENGTH:
        yield start, end


def _members(source: str, start: int, end: int, read: Reader, known: Mapping[str, str]) -> Iterator[Formula]:
    """The readable members of a chain of equalities, those before the last as steps."""
    cuts = [start, *(place for mark in _SIGN.finditer(source, start, end) for place in mark.span()), end]
    members: list[Formula] = []
    for one, two in zip(cuts[::2], cuts[1::2], strict=True):
        piece = _balanced(source, one, two)
        if piece is None:
            continue
        one, two = piece
        node = _tree(source[one:two], read, known)
        if node is not None:
            lone = bool(re.fullmatch(r"[\s(\[{]*\\?[^\W\d]\w*[\s)\]}]*|\w_\{\w+\}", source[one:two]))
            if lone and not _asserted(source, one, two):
                continue
            members.append(Formula(node, one, two, one, lone=lone, chained=len(cuts) > 2))
    for place, member in enumerate(members):
        yield member._replace(step=place < len(members) - 1)


def _asserted(source: str, start: int, end: int) -> bool:
    """Return whether a lone symbol is said to be something, and not only mentioned in a sentence."""
    line = source[source.rfind("\n", 0, start) + 1 : start]
    alone = not re.search(r"[^\W_]", line) and bool(_PROSE_BEHIND.match(source, end))
    if _DIVIDED.search(source[max(0, start - 30) : start]):
        return False
    return alone or bool(_CONTEXT.search(source[max(0, start - 40) : start]) and _PROSE_BEHIND.match(source, end))


def _tree(piece: str, read: Reader, known: Mapping[str, str]) -> Node | None:
    for name, value in sorted(known.items(), key=lambda pair: -len(pair[0])):
        piece = _named(name).sub(f"({value})".replace("\\", r"\\"), piece)
    piece = re.sub(r"\b(?:np|numpy|torch|math|sp|sympy|tf)\.(?=r?sqrt)", "", piece)
    piece = re.sub(r"\brsqrt\b", "1/sqrt", piece)
    try:
        return read(piece)
    except Unreadable:
        return None


def _balanced(source: str, start: int, end: int) -> tuple[int, int] | None:
    """The places without brackets at the edges that have no partner, and without blanks; None where nothing is left."""
    while start < end:
        piece = source[start:end]
        stripped = piece.strip(" ,;.")
        start += piece.find(stripped) if stripped else len(piece)
        end = start + len(stripped)
        depth, low = 0, 0
        for sign in stripped:
            depth += (sign in "([{") - (sign in ")]}")
            low = min(low, depth)
        if low < 0:
            if stripped[0] in ")]}":
                start += 1
            elif stripped[-1] in ")]}":
                end -= 1
            else:
                return None
        elif depth > 0:
            if stripped[-1] in "([{":
                end -= 1
            elif stripped[0] in "([{":
                start += 1
            else:
                return None
        else:
            return (start, end) if stripped else None
    return None
