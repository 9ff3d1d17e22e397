"""A number as students write it: a literal, a computation, a chain of equalities, a number word; with its unit."""

from __future__ import annotations

import re
from decimal import localcontext
from fractions import Fraction
from typing import NamedTuple

from grader.maths.functions import CONTEXT, Value, real
from grader.maths.nodes import Chain, Neg, Node, Num, Product, Sym, WithWords
from grader.maths.parser import parse
from grader.maths.tokens import scale_of
from grader.maths.values import evaluate
from grader.model.answers import Unreadable


class Quantity(NamedTuple):
    """A number and how it was written.

    unit : the place value of the last digit given for a decimal or rounded figure, None where exact. percent : it bore
    a % sign (the value is already divided by 100). words : what follows it ("parameters"). steps : the values of the
    members of a chain that have one. broken : a sentence where two sides of an equality differ.
    """

    value: Value
    unit: Fraction | None = None
    percent: bool = False
    words: str = ""
    steps: tuple[Value, ...] = ()
    broken: str | None = None


def quantity(given: str | Node) -> Quantity:
    """The number that a text or a tree stands for; of a chain, the last member's, or what it approximates.

    >>> quantity("8·5·5·3 + 8 = 608 parameters").value
    608
    >>> quantity("1 − 2 = 3").broken
    'The two sides of “1 − 2 = 3” are not equal.'
    """
    if isinstance(given, str):
        worded = _in_words(given)
        if worded is not None:
            return worded
        try:
            return _of(parse(given), given)
        except Unreadable as trouble:
            if not trouble.text:
                raise Unreadable(trouble.hint, trouble.span, given) from None
            raise
    return _of(given, "")


def significant_digits(value: Value, unit: Fraction) -> int:
    """How many significant digits a number gives whose last digit has that place value.

    >>> significant_digits(Fraction(18, 100), Fraction(1, 100))
    2
    """
    count, size = 0, abs(Fraction(value)) / unit
    while size >= 1:
        size /= 10
        count += 1
    return count


def _of(node: Node, text: str) -> Quantity:
    words = ""
    if isinstance(node, WithWords):
        words, node = node.words, node.node
    if not isinstance(node, Chain):
        node = _unmultiplied(node)
        literal = node.arg if isinstance(node, Neg) else node
        value = evaluate(node)
        if isinstance(literal, Num):
            return Quantity(value, literal.unit, literal.percent, words, (value,))
        return Quantity(value, None, False, words, (value,))
    last = _of(node.items[-1], text)
    steps: list[Value] = []
    broken = None
    before: Quantity | None = None
    exact: Quantity | None = None
    for place, item in enumerate(node.items):
        try:
            here = _of(item, text)
        except Unreadable:
            before = None
            continue
        if before is not None and node.relations[place - 1] == "=" and not _agree(before, here):
            said = text[node.items[place - 1].start : item.end].strip() if text else ""
            broken = (
                f"The two sides of “{said}” are not equal." if said else "Two sides of this equality are not equal."
            )
        if before is not None and node.relations[place - 1] == "≈" and _agree(exact or before, here):
            exact = exact or before
        else:
            exact = None
        steps.append(here.value)
        before = here
    result = exact or last
    return Quantity(result.value, result.unit, result.percent, words or last.words, tuple(steps), broken)


def _unmultiplied(node: Node) -> Node:
    """A product that is none: a bracket in thousands, or a whole number and, after a misread ≈, its rounded figure."""
    if isinstance(node, Product) and len(node.factors) == 2:
        whole, rounded = node.factors
        if isinstance(rounded, Sym) and (power := scale_of(rounded.name)):  # (2.7 + 112)K
            return Product((whole, Num(10**power)), node.marks, node.start, node.end)
        if isinstance(whole, Num) and isinstance(rounded, Num) and whole.unit is None:
            unit = rounded.unit or Fraction(0)
            return whole if unit >= 10 and abs(Fraction(whole.value) - rounded.value) < unit else node
    return node


def _agree(one: Quantity, other: Quantity) -> bool:
    if one.value == other.value:
        return True
    unit = max(one.unit or 0, other.unit or 0)
    with localcontext(CONTEXT):
        gap = abs(real(one.value) - real(other.value))
    return gap <= (real(unit) if unit else abs(real(one.value)) / 10**40)


_UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_SMALL = {word: number for number, word in enumerate(_UP_TO_TWENTY.split())} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_WORDS = re.compile(rf"\s*((?:(?:{'|'.join([*_SMALL, *_LARGE])}|and|a)\b[\s-]*)+)(.*)", re.I | re.S)


def _in_words(text: str) -> Quantity | None:
    """A number that is written out: "two hundred and eight parameters"."""
    found = _WORDS.fullmatch(text[:300])
    if found is None:
        return None
    total = current = 0
    said = False
    for word in re.findall(r"[a-z]+", found[1].lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _LARGE:
            current = max(current, 1) * _LARGE[word]
            if word != "hundred":
                total, current = total + current, 0
        else:
            continue
        said = True
    words = found[2].strip(" .")
    if not said or re.search(r"\d|=", words):
        return None
    return Quantity(total + current, words=words, steps=(total + current,))


def is_symbol(node: Node) -> bool:
    """Whether it is a lone symbol, such as the left side of "V = …"."""
    return isinstance(node, Sym)
