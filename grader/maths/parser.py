"""Tokens → tree: one Pratt parser for LaTeX and plain notation, bounded in depth and length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from grader.maths.grammar import Parser
from grader.maths.lexicon import Lexicon
from grader.maths.nodes import Node
from grader.maths.points import free_symbols
from grader.maths.tokens import Token, tokenize
from grader.model.answers import Unreadable

MAX_LENGTH = 20_000
MAX_TOKENS = 4_000


def parse(text: str, symbols: Mapping[str, str] | None = None) -> Node:
    """The tree of a text that is one answer. Raises Unreadable with the place that could not be read.

    symbols : the symbols that may occur, from a spelling ("n^{l-1}", "lr") to the canonical name ("n_in", "eta").
    Names of a few letters that are no symbol are then read as products of letters that are ("xy").

    >>> parse("8·5·5·3 + 8 = 608").relations
    ('=',)
    """
    return parse_all((text,), symbols)[0]


def parse_all(texts: Sequence[str], symbols: Mapping[str, str] | None = None, names: Iterable[str] = ()) -> list[Node]:
    """The trees of texts that are compared: a name means the same in all of them. Raises Unreadable; see parse.

    The names of a text may occur in those behind it. names : further names that may occur, such as those of a formula
    that is compared and is a tree already.
    """
    from grader.maths.names import distinguish_faces  # free text is scanned without it

    lists = [_lexed(text) for text in texts]
    known = None
    if symbols is not None:
        lists = [spelled(tokens, symbols) for tokens in lists]
        known = frozenset(symbols.values()) | frozenset(names)
    distinguish_faces(*lists)
    lexicon = Lexicon.of(known or (), *lists, splits=known is not None)
    trees: list[Node] = []
    for tokens, text in zip(lists, texts, strict=True):
        trees.append(Parser(tokens, text, known, lexicon).whole())
        lone = next((name for name in free_symbols(trees[-1]) if name[0] == "∂" and "/" not in name), None)
        if lone is not None:
            place = max(text.find("∂"), text.find("\\partial"), 0)
            raise Unreadable("this ∂ is no derivative", (place, place + 1), text)
        if known is not None:
            known |= free_symbols(trees[-1])
    return trees


def _lexed(text: str) -> list[Token]:
    if len(text) > MAX_LENGTH:
        raise Unreadable(
            f"this is longer than {MAX_LENGTH} characters", (MAX_LENGTH, len(text)), text[: MAX_LENGTH + 1]
        )
    tokens = tokenize(text)
    if len(tokens) > MAX_TOKENS:
        raise Unreadable("this is too long for one answer", (tokens[MAX_TOKENS].start, len(text)), text)
    return joined(_composed(tokens))


_METHODS = {"item", "numpy", "tolist", "detach", "cpu", "squeeze"}


def _composed(tokens: list[Token]) -> list[Token]:
    """The tokens with "<" "=" joined to "≤", and without the calls that print a tensor's number: x.detach().item()."""
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        last = out[-1] if out else None
        if token.kind == "rel" and token.text == "=" and last is not None and last.end == token.start:
            sign = {"<": "≤", ">": "≥", "!": "≠"}.get(last.text)
            if sign:
                out[-1] = Token("rel", sign, last.start, token.end, last.space)
                place += 1
                continue
        ahead = tokens[place + 1 : place + 4]
        calls = last is not None and token.text == "." and [each.text for each in ahead[1:]] == ["(", ")"]
        if calls and ahead[0].text in _METHODS:
            place += 4
            continue
        if token.kind == "name" and token.text == "T" and last is not None and last.text == ".":  # X.T
            out[-1:] = [
                Token("op", "^", last.start, last.end),
                Token("transposed", "T", token.start, token.end),
            ]
        else:
            out.append(token)
        place += 1
    return out


def spelled(tokens: list[Token], symbols: Mapping[str, str]) -> list[Token]:
    """The tokens with every spelling of a symbol replaced by its canonical name; longer spellings come first."""
    patterns = [
        (_pattern(spelling), name)
        for spelling, name in sorted(symbols.items(), key=lambda item: -len(item[0]))
        if spelling != name
    ]
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        for pattern, name in patterns:
            here = tokens[place : place + len(pattern)]
            if pattern and [(token.kind, token.text) for token in here] == pattern:
                out.append(Token("name", name, here[0].start, here[-1].end, here[0].space))
                place += len(pattern)
                break
        else:
            out.append(tokens[place])
            place += 1
    return out


@lru_cache(maxsize=512)
def _pattern(spelling: str) -> list[tuple[str, str]]:
    """What the tokens of a spelling look like."""
    return [(token.kind, token.text) for token in tokenize(spelling)]


def joined(tokens: list[Token]) -> list[Token]:
    """The tokens with thousands groups joined ("62 378 344", "62,378,344"), outside lists."""
    out: list[Token] = []
    brackets: list[str] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "open":
            brackets.append(token.text)
        elif token.kind == "close" and brackets:
            brackets.pop()
        if (
            token.kind == "num"
            and token.plain
            and len(token.text) <= 3
            and token.text[0] != "0"
            and "[" not in brackets
        ):
            group, index = _group(tokens, index, commas=not brackets)
            out.append(group)
            continue
        out.append(token)
        index += 1
    return out


def _group(tokens: list[Token], index: int, *, commas: bool) -> tuple[Token, int]:
    first = tokens[index]
    parts, stop, separator, unit = [first.text], index + 1, "", None
    end = first.end
    while stop < len(tokens):
        here = tokens[stop]
        if here.kind == "num" and here.start == end + 1 and here.space and separator in ("", " "):
            number, separator, after = here, " ", stop + 1
        elif (
            commas
            and here.kind == "sep"
            and here.start == end
            and separator in ("", ",")
            and stop + 1 < len(tokens)
            and tokens[stop + 1].start == here.end
        ):
            number, separator, after = tokens[stop + 1], ",", stop + 2
        else:
            break
        whole = number.text.partition(".")[0]
        if number.kind != "num" or len(whole) != 3 or "e" in number.text or not whole.isdigit():
            break
        parts.append(number.text)
        end, stop = number.end, after
        if number.unit is not None:
            unit = number.unit
            break
    if len(parts) == 1:
        return first, index + 1
    digits = "".join(parts)
    value = int(digits) if unit is None else Fraction(digits)
    return Token("num", digits, first.start, end, first.space, value, unit), stop
