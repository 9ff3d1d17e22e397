"""Amounts in running text: every number that may be an answer, weighed by its unit and the words around it.

Like the cues, it knows neither questions nor keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from grader.cues import (
    WINDOW,
    after,
    alone,
    before,
    is_alternative,
    is_answered,
    is_compared,
    is_denied,
    is_marked,
    is_printed,
    is_reason,
    is_reference,
    is_result,
    is_supposed,
    is_taken_back,
    line_of,
)
from grader.maths import Quantity, Run, quantity, scan
from grader.maths.nodes import Chain, Num, Product, Sym
from grader.model.answers import Unreadable
from grader.patterns import lazily

MAX_RUNS = 300
"""A text with more numbers than this is a log or a table, and none of them is the answer."""

_NUMBER_WORD = (
    "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)"
)
NUMBER_WORDS = rf"single|{_NUMBER_WORD}(?:[ -]+(?:and +)?{_NUMBER_WORD}){{0,12}}"
_CALLED = lazily(
    r"(?<![-\w])(?:total |trainable |learnable |number of |num |n_|# ?(?:of )?)*(?P<unit>[^\W\d_]+)(?: ?#)?"
    r"(?: (?:in total|needed|required))?\s*(?:[:=]|\bis\b|\bare\b)\s*[*$_`]{0,3}$",
    re.I,
)
_PART_OF_IT = lazily(r"\W{0,3}(?:per\b|(?:at|for|in|on|of|from)\s+(?:each|every|any)\b|each\b)", re.I)
_CONCLUDES = lazily(
    r"(?:\b(?:thus|therefore|hence|so|finally|gives?|makes?|yields?|obtain|get|becomes?|results? in|sum)\b|[→⇒∴]|->|=>|"
    r"\\(?:to|rightarrow|Rightarrow|therefore|implies)\b)[^.;\n]{0,25}$",
    re.I,
)
_HAS = lazily(r"\b(?:it|layer|this|that|we|which|there)\s+(?:has|have|is|are|gets?|got)\s+(?:a total of )?$", re.I)
_ABOUT = lazily(
    r"\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.|nearly|almost|some)\W{0,4}$|[~≈]\s*$", re.I
)


class Unit(NamedTuple):
    """A unit word; an answer in it is multiplied by `scale` ("MB"), then `offset` is added ("hidden layers")."""

    name: str
    offset: int = 0
    scale: int = 1


_SHORTENED = {"parameters": r"(?i:params?|param\.|parameters?)", "dimensions": r"(?i:dims?|dimensions?)"}


@cache
def _unit_pattern(name: str) -> re.Pattern[str]:
    words = [_SHORTENED.get(word, f"(?i:{re.escape(word.rstrip('s'))}s?)") for word in name.split()]
    kind = r"(?:(?:fully[ -]connected|dense|linear|weight|trainable|learnable|different|such)[ \t]+)?"
    return re.compile(r"[ \t~$}\\,*_-]*(?:\n(?=[ \t]*[a-z]))?[ \t$*_]*" + kind + r"[\s-]+".join(words) + r"\b")


_OTHER_WORD = lazily(r"[ \t~$}*_]*([^\W\d_]{5,})")


def unit_after(text: str, end: int, units: tuple[Unit, ...]) -> Unit | None:
    """The unit that follows, its spelling forgiven by a letter or two; the longest name wins."""
    for unit in sorted(units, key=lambda unit: -len(unit.name)):
        if _unit_pattern(unit.name).match(text, end):
            return unit
    word = _OTHER_WORD.match(text, end)
    if word:
        for unit in units:
            if " " not in unit.name and len(unit.name) > 5 and _near(word[1].casefold(), unit.name):
                return unit
    return None


def _near(word: str, name: str) -> bool:
    if word[0] != name[0] or abs(len(word) - len(name)) > 2:
        return False
    from rapidfuzz.distance import OSA

    return min(OSA.distance(word, name), OSA.distance(word, name.rstrip("s"))) <= 2


class Found(NamedTuple):
    """A quantity in running text. confidence : in [0, 1], that it is the answer meant, by the words around it."""

    quantity: Quantity
    unit: Unit | None
    span: tuple[int, int]
    confidence: float
    evidence: str


def quantities(text: str, units: tuple[Unit, ...], symbols: tuple[str, ...] = ()) -> list[Found]:
    """Every number in a text that may be an answer in one of the units, with its confidence.

    units : the first is the question's own. symbols : what the quantity asked for is called in formulas.
    Bounds, denials, alternatives and what was taken back count little.
    """
    runs = scan(text)
    if len(runs) > MAX_RUNS:
        return []
    found = [each for run in runs if (each := _judged(text, run, units, symbols, single=len(runs) == 1)) is not None]
    found += list(_in_words(text, units))
    return _final(text, found)


def _judged(text: str, run: Run, units: tuple[Unit, ...], symbols: tuple[str, ...], *, single: bool) -> Found | None:
    try:
        value = quantity(run.node)
    except Unreadable:
        return None
    start, end = run.start, run.end
    unit = unit_after(text, end, units)
    chained = len(value.steps) > 1
    if is_compared(text, start) or is_reference(text, start):
        return None
    called = _named_before(text, start, units) if unit is None else None
    if unit is not None and _attributive(text, end, value, unit):
        confidence, evidence = 0.5, "an adjective"
    elif (
        unit is not None
        and (named := _unit_pattern(unit.name).match(text, end))
        and _PART_OF_IT.match(text, named.end())
    ):
        confidence, evidence = 0.5, "a number for each of several"
    elif called is not None:
        unit, confidence, evidence = called, 0.94, f"called the {called.name}"
    elif unit is not None:
        confidence, evidence = 0.95, f"followed by “{unit.name}”"
    elif _defines(text, run, symbols):
        confidence, evidence = 0.93, "the value of the symbol asked for"
    elif chained and value.broken is not None:
        confidence, evidence = 0.7, "its two sides differ"
    elif chained and _GOES_ON.match(text, end):
        confidence, evidence = 0.5, "a step of a computation that goes on"
    elif chained:
        confidence, evidence = 0.90, "the end of a computation that holds"
    elif is_marked(text, start):
        confidence, evidence = 0.90, "boxed or bold"
    elif is_printed(text, start, end):
        confidence, evidence = 0.92, "printed by the code"
    elif is_answered(text, start):
        confidence, evidence = 0.92, "announced as the answer"
    elif alone(text, start, end):
        confidence = 0.9 if single else 0.7 if _may_be_a_page(text, start, value) else 0.8
        evidence = "alone on its line"
    elif is_result(text, start):
        confidence, evidence = (0.85 if single or chained else 0.75), "announced as a result"
    elif _opens(text, start, end):
        confidence, evidence = 0.82, "what the text begins with"
    elif single and _HAS.search(before(text, start)):
        confidence, evidence = 0.86, "what it is said to be"
    else:
        confidence, evidence = (0.6 if single else 0.4), "a number in the text"
    if is_alternative(text, start, end):
        confidence = min(confidence, 0.5)
    if unit is None and isinstance(run.node, Product) and all(isinstance(each, Num) for each in run.node.factors):
        confidence, evidence = min(confidence, 0.7), "a product that was not worked out; it may be a shape"
    if unit is None and _counts_another(text, end, units):
        confidence, evidence = min(confidence, 0.5), "a number of something else"
    if is_reason(text, start):
        confidence, evidence = min(confidence, 0.6), "part of a reason"
    if value.unit is None and _ABOUT.search(text[max(0, start - 20) : start]):
        confidence, evidence = min(confidence, 0.6), "said to be about so many"
    if _is_torn(text, run):
        confidence, evidence = min(confidence, 0.5), "part of a formula that could not be read as a whole"
    if _is_refuted(text, start, end):
        confidence = min(confidence, 0.45)
    return Found(value, unit, (start, end), confidence, evidence)


def _is_refuted(text: str, start: int, end: int) -> bool:
    """Whether the text itself denies it, takes it back or only supposes it."""
    return is_denied(text, start, end) or is_taken_back(text, end) or is_supposed(text, start, end)


_GOES_ON = lazily(r"[^\n]{0,30}\n\s{0,8}(?:[+×·*−-]|\\times|\\cdot|plus|times)[ \t]")


def _named_before(text: str, start: int, units: tuple[Unit, ...]) -> Unit | None:
    """The unit that is named right before, as in "Total params: 608", "# layers = 2"."""
    said = _CALLED.search(text[max(0, start - 60) : start])
    if said is None or text[max(0, start - 60) : start][: said.start()].rstrip(" -")[-1:].isdigit():
        return None  # "2 layers: (1) hidden"
    return next(
        (unit for unit in units if " " not in unit.name and _unit_pattern(unit.name).fullmatch(said["unit"])), None
    )


def _opens(text: str, start: int, end: int) -> bool:
    """Whether the text begins with it and goes on with an explanation: "608. Each filter has …"."""
    return not text[:start].strip(" \n\t*_$`:") and bool(
        re.match(r"[*_$`]{0,3}(?:[.,;:]|\s*[(–—-]|$)\s", text[end : end + 8])
    )


def _defines(text: str, run: Run, symbols: tuple[str, ...]) -> bool:
    """Whether it is the right side of an equation whose left side is one of the symbols."""
    node = run.node
    if any(re.search(rf"(?<!\w){re.escape(symbol.replace('_', ''))}\s*[-+*/]=", text[run.end :]) for symbol in symbols):
        return False  # "w2 = 0.0", and further down "w2 -= 0.5 * gradient"
    if isinstance(node, Chain) and isinstance(node.items[0], Sym):
        return node.items[0].name in symbols
    left = line_of(text, run.start, run.end)[0]
    return any(_symbol_pattern(symbol).search(left) for symbol in symbols)


@cache
def _symbol_pattern(symbol: str) -> re.Pattern[str]:
    """The symbol as the left side of an equation whose right side goes on to the end: "w_2^{new} = w_2 + "."""
    base, _, index = symbol.partition("_")
    below = f"_?\\{{?{re.escape(index)}\\}}?" if index else ""
    above = r"(?:\s*\^?\s*[({]*(?:new|next|1|t\s*\+\s*1)[)}]*|')?"
    return re.compile(rf"(?<![\w^\\]){re.escape(base)}{below}{above}\s*(?::?=|←|\\leftarrow)[^.;=]*(?:=[^.;=]*)?$")


_OPERATOR_BEFORE = lazily(r"\S[ \t]*(?:[+/^·×]|\\cdot|\\times)[ \t{]*$")
_LETTER_SPACED = lazily(r"(?<!\d)\d \d (?:\d|, \d)(?!\d)")
_DIGIT_BEFORE = lazily(r"(?<![\d.])\d $")
_DIGIT_AFTER = lazily(r" \d(?![\d.])")
_OPERATOR_AFTER = lazily(r"[ \t}]*(?:[+/^·×]|\\cdot|\\times)[ \t]*[\w\\({]")


def _is_torn(text: str, run: Run) -> bool:
    """Whether an operator joins it to something unread; of a chain the last member stands whole before its end."""
    chain = isinstance(run.node, Chain)
    before_it = not chain and _OPERATOR_BEFORE.search(line_of(text, run.start, run.end)[0][-40:])
    if _LETTER_SPACED.search(text[max(0, run.start - 2) : run.end + 8]):
        return True
    spaced = _DIGIT_BEFORE.search(text[max(0, run.start - 3) : run.start]) or _DIGIT_AFTER.match(text, run.end)
    return bool(before_it or spaced or _OPERATOR_AFTER.match(text, run.end))


_PLURAL = lazily(r"[ \t]+([a-z]{3,}s)\b")


def _counts_another(text: str, end: int, units: tuple[Unit, ...]) -> bool:
    """Whether a plural that is none of the units stands right behind: "8 filters"."""
    noun = _PLURAL.match(text, end)
    if noun is None or noun[1] in ("is", "was", "has", "gives", "times", "plus", "minus", "equals", "this", "thus"):
        return False
    return not any(unit.name[:5] == noun[1][:5] for unit in units)


def _may_be_a_page(text: str, start: int, value: Quantity) -> bool:
    """Whether it is a small whole number below a sentence that does not lead to it."""
    if value.unit is not None or not isinstance(value.value, int) or not 0 < value.value < 1_000:
        return False
    if text[max(start - 1, 0)] in "`*$":
        return False
    above = text[: text.rfind("\n", 0, start) + 1].rstrip()[-WINDOW:].rpartition("\n")[2]
    if above[-1:] not in (":", "=") and any(int(figure) > value.value for figure in re.findall(r"\d{1,9}", above)):
        return True
    return len(re.findall(r"[^\W\d_]{3,}", above)) > 1 and above[-1:] not in (":", "=")


_OPENING_WORD = lazily(r"[\s*_$`:]*(?P<number>[^\W\d_]+(?:-[^\W\d_]+)?)(?=\s*(?:[,.;:(]|$))")


def _attributive(text: str, end: int, value: Quantity, unit: Unit) -> bool:
    """A numeral before a singular is an adjective: "a 2 layer network"."""
    named = _unit_pattern(unit.name).match(text, end)
    if named is None or value.value == 1 or named[0].rstrip().endswith("s"):
        return False
    return re.match(r"[ -]+[^\W\d_]", text[named.end() : named.end() + 3]) is not None


@cache
def _number_words() -> re.Pattern[str]:
    """A number that is written out; compiled when the first text is looked at."""
    return re.compile(rf"\b(?:{NUMBER_WORDS})\b", re.I)


_FIGURE_BEFORE = lazily(r"\d[ \t$}-]*$")
_NUMBER_OF = lazily(r"\bnumber of\b", re.I)
_SAID_TO_BE = lazily(r"[^.\n]{0,160}?(?:\b(?:is|are|be|equals)\s+|[=:]\s*)(?:only |just |exactly )?(?=[a-z0-9])", re.I)
_DIGITS = lazily(r"\d{1,9}\b(?![.,]?\d)")


def _in_words(text: str, units: tuple[Unit, ...]) -> Iterator[Found]:
    """Numbers written out beside their unit, and "the minimum number of layers is two"."""
    for word in _number_words().finditer(text):
        if _FIGURE_BEFORE.search(text[max(0, word.start() - 4) : word.start()]):
            continue  # "138 million"
        unit = unit_after(text, word.end(), units)
        if unit is not None:
            yield from _worded(text, word.span(), unit, 0.95, f"followed by “{unit.name}”")
    opening = _OPENING_WORD.match(text)
    if opening and _number_words().fullmatch(opening["number"]):
        yield Found(quantity(opening["number"]), None, opening.span("number"), 0.82, "what the text begins with")
    for said in _NUMBER_OF.finditer(text):
        unit = unit_after(text, said.end(), units)
        if unit is None:
            continue
        end = said.end()
        for _ in range(3):  # "the number of layers that is needed is two"
            verb = _SAID_TO_BE.match(text, end)
            if verb is None or "number of" in verb[0].casefold():
                break
            number = _DIGITS.match(text, verb.end()) or _number_words().match(text, verb.end())
            if number is not None:
                yield from _worded(text, number.span(), unit, 0.95, f"said to be the number of {unit.name}")
                break
            end = verb.end()


def _worded(text: str, span: tuple[int, int], unit: Unit, confidence: float, evidence: str) -> Iterator[Found]:
    if is_compared(text, span[0]):
        return
    word = text[span[0] : span[1]]
    value = quantity("one" if word.casefold() == "single" else word)
    if evidence.startswith("followed") and _attributive(text, span[1], value, unit):
        confidence = 0.5
    if is_reason(text, span[0]):
        confidence = min(confidence, 0.6)
    if _is_refuted(text, *span):
        confidence = min(confidence, 0.45)
    yield Found(value, unit, span, confidence, evidence)


_NEXT = lazily(r"[,\d]")
_TOTAL = lazily(r"\b(?:total|in all|altogether|sum|overall)\b", re.I)


def _is_total(text: str, start: int, end: int) -> bool:
    return bool(_TOTAL.search(before(text, start)) or _TOTAL.search(_NEXT.split(after(text, end)[:40])[0]))


def _sum_of_others(found: list[Found]) -> list[Found]:
    """The figures that are the sum of all other serious ones: the total, whatever it is called."""
    for bar in (0.7, 0.85):
        sure = [each.quantity.value for each in found if each.confidence >= bar]
        values = [value for value in sure if isinstance(value, int)]
        total = max((each.quantity.value for each in found if each.confidence >= 0.7), default=0)
        summands = [value for value in values if value != total]
        if len(summands) >= 2 and total in (sum(summands), sum(set(summands))):
            return [each for each in found if each.quantity.value == total]
    return []


_BOXED = lazily(r"\\(?:boxed|underline|uline)\s*\{[^{}]*(?:\{[^{}]*)?\}?$")


def _exactly(each: Found, found: list[Found]) -> Found:
    """Of "7 million (6 998 552)" the exact figure counts as much as the rounded one, and that one little."""
    unit, value = each.quantity.unit, each.quantity.value
    if unit is not None and unit > 1:
        if any(_rounded_to(other, each) for other in found):
            return each._replace(confidence=min(each.confidence, 0.5))
        return each
    rounded = [other for other in found if _rounded_to(each, other)]
    if rounded and isinstance(value, int):
        best = max(rounded, key=lambda other: other.confidence)
        return each._replace(confidence=max(each.confidence, best.confidence), evidence="a rounded figure, exactly")
    return each


def _rounded_to(exact: Found, rounded: Found) -> bool:
    unit, value, figure = rounded.quantity.unit, exact.quantity.value, rounded.quantity.value
    if exact.quantity.unit is not None or unit is None or unit <= 1:
        return False
    return isinstance(value, int) and isinstance(figure, int | Fraction) and 0 < abs(Fraction(figure) - value) < unit


def _last_result(text: str, found: list[Found]) -> list[Found]:
    """The last number of a text whose other numbers are steps or something else, where it is announced as a result."""
    if not found or any(each.unit for each in found):
        return found
    last = max(found, key=lambda each: each.span[1])
    others = [each for each in found if each is not last]
    if (
        not last.evidence.startswith("announced")
        or not (_CONCLUDES.search(text[max(0, last.span[0] - 60) : last.span[0]]) or text.count(":") == 1)
        or last.confidence < 0.7
        or any(each.confidence > 0.75 for each in others)
    ):
        return found
    return [
        *(each._replace(confidence=min(each.confidence, 0.65)) for each in others),
        last._replace(confidence=max(last.confidence, 0.85)),
    ]


def _final(text: str, found: list[Found]) -> list[Found]:
    """The symbol asked for outranks other results; a total, so called or not, what it was added up from."""
    if any(each.evidence.startswith("the value of") for each in found):
        return [
            each if each.evidence.startswith("the value of") else each._replace(confidence=min(each.confidence, 0.7))
            for each in found
        ]
    if any(each.unit for each in found):  # a number alone on its line may be a page's
        found = [
            each._replace(confidence=min(each.confidence, 0.7)) if each.evidence.startswith("alone") else each
            for each in found
        ]
    found = [_exactly(each, found) for each in found]
    boxed = [
        each
        for each in found
        if each.confidence > 0.5 and _BOXED.search(text[max(0, each.span[0] - 24) : each.span[1]])
    ]
    if boxed and len({each.quantity.value for each in boxed}) == 1:
        return [
            each._replace(confidence=max(each.confidence, 0.95))
            if each in boxed
            else each._replace(confidence=min(each.confidence, 0.7))
            for each in found
        ]
    found = _last_result(text, found)
    summed = _sum_of_others(found)
    if summed:
        return [
            each._replace(confidence=0.95, evidence="the sum of the others")
            if each in summed
            else each._replace(confidence=min(each.confidence, 0.7))
            for each in found
        ]
    totals = [each for each in found if each.confidence >= 0.7 and _is_total(text, *each.span)]
    if not totals:
        return found
    kept = []
    for each in found:
        if each in totals:
            kept.append(Found(each.quantity, each.unit, each.span, max(each.confidence, 0.92), "called the total"))
        else:
            kept.append(Found(each.quantity, each.unit, each.span, min(each.confidence, 0.7), each.evidence))
    return kept
