"""Amounts: every number of a text with its unit, and how it was computed from the others."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from grader.maths import Quantity, Run, quantity, scan
from grader.maths.nodes import Chain, Node, Num, Sym
from grader.model.answers import Unreadable
from grader.patterns import lazily
from grader.text import Text

MAX_AMOUNTS = 300
"""Amounts of a text; one with more is a log or a table of data, and none of them is the answer."""

NEAREST = 14
"""So many amounts before a result are looked at for what it may have been computed from."""

_LOOSE = lazily(r"(?:(?<![\w.])|(?<=[\s,;(][xX×*]))[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?(?![\w.]*\w)")
_PAIR = lazily(r"\(\s*[01]\s*,\s*[01]\s*\)")
"""An input such as (0, 1)."""

_PAIR_BEFORE = lazily(r"\(\s*[01]\s*,\s*[01]\s*\)$")
_SMALL = 10
"""A smaller result agrees with a sum or a product of what stands before it by chance."""


class Amount(NamedTuple):
    """A number in a text.

    quantity : its value and how it was written. start, end : in the view; of a chain, all of it. at : where the value
    itself stands. operands : the numbers that were written to compute it. symbol : what it is said to be equal to
    ("w_2"). chained : it ends a chain of equalities. step : another's computation uses it. closed : it is a sum or a
    product of what stands before it. torn : it stands in something that could not be read as a whole. others : figures of the text that may add up to it.
    """

    quantity: Quantity
    start: int
    end: int
    at: int
    operands: tuple[Fraction, ...] = ()
    symbol: str = ""
    chained: bool = False
    step: bool = False
    closed: bool = False
    torn: bool = False
    others: tuple[int, ...] = ()

    @property
    def value(self) -> Fraction:
        """Its value, irrational ones to 50 digits."""
        return Fraction(self.quantity.value)


@lru_cache(maxsize=256)
def amounts(text: Text) -> tuple[Amount, ...]:
    """Return every number of a text in order, those first that are steps of a chain; none where it is a log."""
    found: list[Amount] = []
    covered: list[tuple[int, int]] = []
    runs = scan(_in_cells(text))
    if len(runs) > MAX_AMOUNTS:
        return ()
    for run in runs:
        mine = list(_of_run(text.text, run))
        if mine:
            covered.append((run.start, run.end))
            found += mine
    found += _loose(text.text, covered)
    if len(found) > MAX_AMOUNTS:
        return ()
    return tuple(_derived(sorted(found, key=lambda amount: (amount.at, amount.end))))


def _in_cells(text: Text) -> str:
    """Return the text with line breaks between the cells of its tables, where nothing is computed over their bars."""
    said = text.text.replace("\t", "\n")
    for table in text.tables:
        for one, two in itertools.pairwise(table):
            if one.row == two.row and one.end < two.start:
                said = said[: one.end] + "\n" * (two.start - one.end) + said[two.start :]
    return said


def _of_run(text: str, run: Run) -> Iterator[Amount]:
    """The members of a chain that have a value, its end last; a lone number or computation."""
    node = run.node
    if not isinstance(node, Chain):
        value = _quantity(node)
        if value is not None:
            written = tuple(_leaves(node)) if not _is_plain(node) else ()
            yield Amount(value, run.start, run.end, run.start, written)
        return
    whole = _quantity(node)
    if whole is None:
        return
    if whole.broken is not None and _runs_on(node):
        whole = whole._replace(broken=None)
    symbol = node.items[0].name if isinstance(node.items[0], Sym) else ""
    operands: list[Fraction] = []
    steps: list[Amount] = []
    computed = False
    for item in node.items:
        value = _quantity(item)
        if value is None:
            computed = computed or not isinstance(item, Sym)
            continue
        if not _is_plain(item):
            operands += _leaves(item)
            computed = True
        if not _near(value, whole):
            steps.append(Amount(value, item.start, item.end, item.start, step=True))
            operands.append(Fraction(value.value))
    if (
        node.relations[-1] == "≈"
        and steps
        and abs(steps[-1].value - Fraction(whole.value)) * 20 <= abs(steps[-1].value)
    ):
        whole = steps.pop().quantity  # what it is about was said before
    yield from steps
    if not computed or Fraction(whole.value) in operands[-2:]:
        operands = (
            [each for each in operands if each != Fraction(whole.value)] if computed and len(node.items) > 2 else []
        )
    last = node.items[-1].start if node.items[-1].end > node.items[-1].start else run.start
    chained = computed and len(node.items) > 1 and whole.broken is None
    yield Amount(whole, run.start, run.end, last, tuple(operands), symbol, chained)


def _quantity(node: Node) -> Quantity | None:
    try:
        value = quantity(node)
        Fraction(value.value)
    except (Unreadable, TypeError, ValueError, OverflowError):
        return None
    return value


def _runs_on(chain: Chain) -> bool:
    """Return whether each member goes on from the value before it, as in "5·5·3·8 = 600 + 8 = 608"."""
    for one, two in itertools.pairwise(chain.items):
        before, here = _quantity(one), _quantity(two)
        if before is None or here is None:
            return False
        if not _near(before, here) and next(_leaves(two), None) != Fraction(before.value):
            return False
    return True


def _near(one: Quantity, other: Quantity) -> bool:
    """Return whether two members of a chain say the same number, to the digits of the coarser."""
    gap = abs(Fraction(one.value) - Fraction(other.value))
    return gap <= max(one.unit or 0, other.unit or 0)


def _is_plain(node: Node) -> bool:
    return isinstance(node, Num) or (hasattr(node, "arg") and isinstance(node.arg, Num))


def _leaves(node: Node) -> Iterator[Fraction]:
    """The numbers that a tree holds."""
    if isinstance(node, Num):
        yield Fraction(node.value)
        return
    for name in getattr(node, "__match_args__", ()):
        part = getattr(node, name, None)
        for each in part if isinstance(part, tuple) else (part,):
            if hasattr(each, "__match_args__"):
                yield from _leaves(each)


def _loose(text: str, covered: Sequence[tuple[int, int]]) -> Iterator[Amount]:
    """Plain numbers in what could not be read as a whole."""
    places = sorted(covered)
    at = 0
    for mark in _LOOSE.finditer(text):
        while at < len(places) and places[at][1] <= mark.start():
            at += 1
        if at < len(places) and places[at][0] < mark.end():
            continue
        if _PAIR.match(text, max(mark.start() - 1, 0)) or _PAIR_BEFORE.search(
            text[max(0, mark.start() - 8) : mark.end() + 1]
        ):
            continue
        try:
            value = quantity(mark[0])
        except Unreadable:
            continue
        lone = not re.search(r"[\w^_*/+·.]$", text[: mark.start()][-1:]) and not re.match(
            r"[\w(\[{^_*/×·+]", text[mark.end() : mark.end() + 1]
        )
        yield Amount(value, mark.start(), mark.end(), mark.start(), torn=not lone)


def _derived(found: list[Amount]) -> Iterator[Amount]:
    """The amounts, those marked that another was computed from, over lines and sentences."""
    values = [amount.value for amount in found]
    used: set[int] = set()
    closed: set[int] = set()
    for place, amount in enumerate(found):
        if amount.step:
            continue
        earlier = [
            other
            for other in range(max(0, place - NEAREST), place)
            if values[other] != values[place] and found[other].end <= amount.start
        ]
        for other in earlier:
            if values[other] in amount.operands and (abs(values[other]) >= _SMALL or values[other].denominator > 1):
                used.add(other)
        if not amount.operands and abs(values[place]) >= _SMALL:
            made = _made_of(values[place], [(other, values[other]) for other in earlier])
            ends = [(other, values[other]) for other in earlier if not found[other].step]
            made = made or _made_of(values[place], ends)
            made = made or _summed(
                values[place], [(other, values[other]) for other in range(place) if found[other].chained]
            )
            made = made or _added_up(values[place], [(other, values[other]) for other in range(place + 1, len(found))])
            made = made or _raised(values[place], [(other, values[other], found[other].operands) for other in earlier])
            if made:
                closed.add(place)
                used.update(made)
    for place, amount in enumerate(found):
        explained = amount.chained and bool(amount.operands) and abs(values[place]) >= _SMALL
        if explained and any(values[place] in other.operands and other.chained for other in found[:place]):
            used.add(place)  # "8 · 76 = 608, where 76 = 75 + 1"
    for place, amount in enumerate(found):
        yield amount._replace(step=amount.step or place in used, closed=place in closed)


def _made_of(result: Fraction, given: list[tuple[int, Fraction]]) -> set[int]:
    """Return the places of one to three numbers whose sum or product comes to the result, x·y + z at most; or all.

    The last numbers are tried first, and consecutive ones in sums of more.
    """
    least = _SMALL if result >= 1000 else 0
    latest = [(place, value) for place, value in reversed(given) if value > least]
    for one, two in itertools.combinations(latest[:8], 2):
        if one[1] + two[1] == result or (one[1] != 1 and two[1] != 1 and one[1] * two[1] == result):
            return {one[0], two[0]}
        if one[1] > 1 and two[1] > 1 and one[1] * two[1] + min(one[1], two[1]) == result:
            return {one[0], two[0]}
    for one, two, three in itertools.combinations(latest[:7], 3):
        a, b, c = one[1], two[1], three[1]
        if min(a, b, c) > 1 and result in (a * b + c, a * c + b, b * c + a, a * b * c):
            return {one[0], two[0], three[0]}
    total = Fraction(0)
    taken: set[int] = set()
    for place, value in latest:
        total += value
        taken.add(place)
        if total == result and len(taken) > 1:
            return taken
        if total > result:
            break
    return set()


def _raised(result: Fraction, ends: list[tuple[int, Fraction, tuple[Fraction, ...]]]) -> set[int]:
    """Return the place of the computation to which one of its own numbers was added: "5·5·3·8 = 600. Total: 608"."""
    for place, value, operands in reversed(ends):
        if value >= _SMALL and result - value > 1 and result - value in operands:
            return {place}
    return set()


def _summed(result: Fraction, ends: list[tuple[int, Fraction]]) -> set[int]:
    """Return the places of the results of the computations right before that add up to one."""
    total = Fraction(0)
    for count, (_, value) in enumerate(reversed(ends), 1):
        total += value
        if total == result and count > 1:
            return {place for place, _ in ends[-count:]}
    return set()


def _added_up(result: Fraction, following: list[tuple[int, Fraction]]) -> set[int]:
    """Return the places of the numbers right behind a total that add up to it; those may be ends of chains."""
    total = Fraction(0)
    taken: set[int] = set()
    for place, value in following[:NEAREST]:
        if value <= 0:
            break
        total += value
        taken.add(place)
        if total == result and len(taken) > 1:
            return taken
        if total > result:
            break
    return set()
