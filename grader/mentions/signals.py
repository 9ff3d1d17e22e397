"""What speaks for and against an amount's being the answer: one table, a row per signal, each with its own examples.

A row is a function of a `Place`; its docstring is the reason that a person is told. In its examples the amount stands in
double brackets. Rows know neither questions nor keys, only what was asked for (`Asked`). A *gate* is a signal that
leaves the answer to a person whatever the weights say, unless it is right in full; a *bar* leaves it in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from grader.amounts import Unit, unit_after
from grader.mentions.amounts import Amount
from grader.patterns import lazily
from grader.text import REACH, Text
from grader.text.lexicon import languages, words
from grader.text.tables import Cell


class Asked(NamedTuple):
    """What an amount is asked for in. units : the question's own first. names : other names of it ("w_2", "slow").

    prompt : the question as printed. exact : every digit counts, so "about 600" can't be it. least : the least such number was asked for.
    """

    units: tuple[Unit, ...] = ()
    names: tuple[str, ...] = ()
    exact: bool = True
    least: bool = False
    percent: bool = False
    prompt: str = ""
    axes: int = 0
    others: tuple[str, ...] = ()


class Place:
    """A mention where it stands, with the words around it."""

    def __init__(
        self, text: Text, found: Sequence[Amount], number: int, asked: Asked, givens: frozenset[Fraction]
    ) -> None:
        self.text, self.found, self.number, self.asked, self.givens = text, found, number, asked, givens
        self.amount = found[number]

    @cached_property
    def before(self) -> str:
        """The clause before the amount; in a table the heads of its column and row, and what its cell begins with."""
        if self.cell is not None and (self.cell.row_head or self.cell.column_head):
            own = self.text.text[self.cell.start : self.amount.start]
            return f"{self.cell.column_head} {self.cell.row_head}: {own}"
        return self.text.before(self.amount.start)

    @cached_property
    def cell(self) -> Cell | None:
        """The cell of a table that it stands in."""
        return self.text.cell(self.amount.at)

    @cached_property
    def phrase(self) -> str:
        """What stands between the last comma and the amount."""
        if self.cell is not None:
            return self.before
        return self.text.phrase_before(self.amount.start)

    @cached_property
    def near(self) -> str:
        """The words right before the amount, behind the number before it."""
        return _NUMBERS.split(self.before)[-1][-60:]

    @cached_property
    def behind(self) -> str:
        """What stands between the amount and the next comma, before any other number."""
        if self.cell is not None:
            return self.text.text[self.amount.end : self.cell.end]
        return _NUMBERS.split(self.text.phrase_after(self.amount.end))[0][:60]

    @cached_property
    def clause(self) -> str:
        """The whole clause."""
        clause = self.text.clause(self.amount.start)
        return self.text.text[max(clause.start, self.amount.start - REACH) : min(clause.end, self.amount.end + REACH)]

    @cached_property
    def unit(self) -> Unit | None:
        """The unit behind it, or the one that it is named by, if it is one that was asked for."""
        behind = unit_after(self.text.text, self.amount.end, self.asked.units)
        if behind is not None or not self.label:
            return behind
        named = (each for each in self.asked.units[1:] if _name_pattern(each.name).search(self.label))
        return max(named, key=lambda each: len(each.name), default=None)

    @cached_property
    def label(self) -> str:
        """What it is said to be equal to, in words or symbols: of "the total is 608" the total."""
        if self.cell is not None:
            return f"{self.cell.column_head} {self.cell.row_head}".strip()
        start = self.text.clause(self.amount.start).start
        said = _PHRASE_START.split(self.text.text[max(start, self.amount.at - 160) : self.amount.at])[-1]
        signs = list(_EQUALS.finditer(said))
        if not signs or not re.search(r"[^\W\d_]", said[: signs[-1].start()]):
            return ""
        return said[: signs[-1].start()].strip(" *_`\"'()[]")

    def is_asked_for(self, label: str) -> bool:
        """Return whether a name is one that the question asks for."""
        names = [unit.name for unit in self.asked.units[:1]] + list(self.asked.names)
        if any(_name_pattern(name).search(label) for name in self.asked.others):
            return False
        if self.asked.least and self.has("AT_LEAST", label):
            return True
        short = _NOTATION.sub("", label.translate(_SUBSCRIPTS))
        spaced = re.sub(r"[_{}\\]+", " ", label)
        return any(_name_pattern(name).search(short) or _name_pattern(name).search(spaced) for name in names)

    def has(self, name: str, said: str) -> bool:
        """Return whether a stretch holds a word of a class."""
        return self.text.has(name, said)


_PHRASE_START = lazily(r"[;|]|,(?=\s)|(?<=\d)\s+(?:and|und|y|et)\s+|\n")
_EQUALS = lazily(r"[:=≈←]|<-|\b(?:is|are|was|be|becomes?|equals?)\b|→|->|⇒|=>")
_NUMBERS = lazily(r"(?<![\w.])\d+(?:\.\d+)?(?:e-?\d+)?")


@dataclass(frozen=True)
class Signal:
    """A row of the table."""

    name: str
    holds: Callable[[Place], bool]
    says: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    gate: bool = False
    bar: bool = False


SIGNALS: dict[str, Signal] = {}


def signal(*, yes: Sequence[str], no: Sequence[str], gate: bool = False, bar: bool = False) -> Callable[[Callable[[Place], bool]], Callable[[Place], bool]]:  # fmt: skip
    """Enter a row: its examples hold the amount in double brackets."""

    def enter(row: Callable[[Place], bool]) -> Callable[[Place], bool]:
        says = " ".join((row.__doc__ or "").split()).rstrip(".")
        SIGNALS[row.__name__] = Signal(row.__name__, row, says, tuple(yes), tuple(no), gate, bar)
        return row

    return enter


# What speaks for it.

_MARKS = lazily(r"[\s*_$`#>|:;.,()\[\]{}=≈~→\"'-]|\\boxed|\\(?:text|mathbf|approx|sim)")
_PLAIN = lazily(r"\b(?:answer|ans|result|total|solution|final|in|all|the|is|a|of|so|thus|hence|gives?|params?|parameters?|layers?|times|bytes?|has|have|we|it|there|are)\b", re.I)  # fmt: skip


@signal(
    yes=["so\n[[608]]\n", "**[[608]]**", "[[608]] parameters", "Answer: [[608]]"], no=["it has 8 filters, so [[608]]"]
)
def alone(place: Place) -> bool:
    """It stands on a line of its own."""
    start, end = place.text.line(place.amount.start, place.amount.end)
    line = place.text.text[start : place.amount.start] + " " + place.text.text[place.amount.end : end]
    line = place.text.words("ABOUT").sub("", _PLAIN.sub("", _MARKS.sub(" ", line)))
    for unit in place.asked.units:
        line = re.sub(rf"\b{re.escape(unit.name.rstrip('s'))}s?\b", "", line, flags=re.I)
    return not re.search(r"[^\W_]", line)


@signal(yes=["The layer has [[608]] parameters."], no=["9 filters make [[608]]"])
def only(place: Place) -> bool:
    """It is the only one of the text that the question does not give."""
    return not any(
        other is not place.amount and other.value != place.amount.value and other.value not in place.givens
        for other in place.found
    )


@signal(yes=["(5*5*3+1)*8 = [[608]]", "600 weights and 8 biases, so [[608]]"], no=["[[608]] is written there"])
def sink(place: Place) -> bool:
    """It is what a computation comes to."""
    return not place.amount.step and (place.amount.chained or place.amount.closed)


@signal(yes=["(5*5*3+1)*8 = [[608]]"], no=["[[608]] = x", "(5*5*3)*8 = [[608]]"])
def verified(place: Place) -> bool:
    """What stands before the equals sign comes to it."""
    return place.amount.chained and place.amount.quantity.broken is None


_ARROW = lazily(r"(?:→|⇒|->|=>|∴)[\s*_`'\"$]*$")


@signal(yes=["so [[608]]", "which gives us [[608]]", "8 of them -> [[608]]"], no=["[[608]] so"])
def concluded(place: Place) -> bool:
    """It is announced by a word or a sign of conclusion."""
    right_before = place.text.text[max(0, place.amount.at - 8) : place.amount.at]
    return bool(_ARROW.search(right_before)) or place.has("CONCLUDE", place.near)


_COLON = lazily(r"[:=≈][\s*_`'\"$({\[~]*(?:approx\.?|about|ca\.?)?\s*$")


@signal(yes=["The answer is [[608]]", "count: [[608]]", "we need [[2]]"], no=["8 filters of [[5]] pixels"])
def announced(place: Place) -> bool:
    """The words before it announce it."""
    return bool(_COLON.search(place.near)) or place.has("ANNOUNCE", place.near[-40:])


@signal(yes=["a total of [[608]]", "[[608]] in all", "sum: [[608]]"], no=["[[608]] weights"])
def total(place: Place) -> bool:
    """It is called the total."""
    label = re.sub(r"[_{}\\]+", " ", place.label)
    return any(place.has("TOTAL", said) for said in (place.near, label, place.behind[:28]))


@signal(yes=["[[608]] parameters", "has [[608]] params"], no=["[[8]] filters"])
def unit(place: Place) -> bool:
    """The unit asked for stands behind it."""
    return place.unit is not None


@signal(yes=["Parameters: [[608]]", "n_parameters = [[608]]", "number of parameters is [[608]]"], no=["filters: [[8]]"])
def named(place: Place) -> bool:
    """It is named by what was asked for."""
    return bool(place.label) and place.is_asked_for(place.label)


@signal(yes=[], no=["parameters = [[608]]"])
def foreign(place: Place) -> bool:
    """It is named as what a question beside this one asks for."""
    said = place.label or place.near
    return any(_name_pattern(name).search(said) for name in place.asked.others)


@signal(
    yes=["f = [[608]]", "the rate: [[608]]"], no=["parameters = [[608]]", "so the answer is [[608]]", "it is [[608]]"]
)
def other_name(place: Place) -> bool:
    """It is named as something else."""
    return bool(place.label) and not place.is_asked_for(place.label) and not _PLAIN_NAME.fullmatch(place.label)


_PLAIN_NAME = lazily(
    r"\W*(?:(?:so|thus|hence|and|the|a|final|my|correct(?:ed)?|right|full|whole|exact|layer|network|net|whole|new|then|therefore|"
    r"finally|now|number|count|in|all|of|for|there|we|it|this|that|which|they|i|you|should|would|must|can|will|answer|ans|result|solution|total|totals|sum|"
    r"value|minimum|min|needed|required|one|each|to|get|layers?|overall|grand|altogether|combined|entire|everything|check|edit|correction|update|"
    r"corrected|n|x|y|\d+|"
    r"(?:incl\w*|with|plus|adding|counting|forgot|forgotten|missed|wait,? i forgot)\W+(?:(?:the|all|its|their)\W+)*(?:bias(?:es)?|rest))\b\W*)*",
    re.I,
)
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def plain_name(name: str) -> str:
    """Return a name without the marks of notation: w_{2}, w₂ and w_2 are w2."""
    return _NOTATION.sub("", name.translate(_SUBSCRIPTS))


_NOTATION = lazily(r"[_{}\\*^$]|(?:frac|partial|mathrm|text)\b")


def _name_pattern(name: str) -> re.Pattern[str]:
    if re.fullmatch(r"[^\W\d_]{3,}[\w -]*", name):  # a word
        return re.compile(rf"(?<![^\W_]){re.escape(name.rstrip('s'))}s?(?![^\W_])", re.I)
    if re.fullmatch(r"\.?\d[\d.]*", name):
        return re.compile(rf"(?<![\d.]){re.escape(name)}(?!\.?\d)")
    return re.compile(rf"(?<![^\W_]|[∂/']){re.escape(plain_name(name))}(?:new|next|neu|')?(?![^\W_])", re.I)


@signal(yes=["[[608]]. Each filter has 75 weights."], no=["Each filter has [[75]] weights"])
def begins(place: Place) -> bool:
    """The answer begins with it."""
    lead = _PLAIN.sub("", place.text.words("AT_LEAST").sub("", place.text.text[: place.amount.at]))
    return not re.search(r"[^\W_]", place.text.words("ABOUT").sub("", lead))


@signal(
    yes=["[[608]]. Each filter has 75 weights.", "[[608]] (75 + 1 per filter)"], no=["[[608]] is what 75 * 8 + 8 is"]
)
def opens(place: Place) -> bool:
    """The answer is it; what follows explains it."""
    behind = place.text.text[place.amount.end : place.amount.end + 40]
    if place.unit is not None:
        behind = re.sub(r"^[\s*_`]*(?:[^\W\d_]+[ -]?){1,2}", "", behind)
    return begins(place) and not place.amount.operands and bool(re.match(r"[\s*_`]*(?:[.,;:(–—=-]|\n|$)", behind))


@signal(yes=["75 weights, [[608]] parameters."], no=["[[75]] weights, 608 parameters."])
def last(place: Place) -> bool:
    """It is the last number of the answer."""
    return place.number == len(place.found) - 1


@signal(yes=[">>> (5*5*3+1)*8\n[[608]]"], no=["It is\n[[608]]"])
def printed(place: Place) -> bool:
    """It was printed by the code above it."""
    return place.text.is_printed(place.amount.start)


@signal(
    yes=["600. Wait, I forgot the biases: [[608]]", "Edit: [[608]]"], no=["[[600]]. Wait, I forgot the biases: 608"]
)
def corrected(place: Place) -> bool:
    """It stands behind a correction."""
    return _correction(place) is not None and not earlier(place)


def _correction(place: Place) -> int | None:
    """Where the last correction before the amount stands, if there is a number before that."""
    marks = [start for start, end in place.text.marks("RETRACT") if end <= place.amount.start]
    return marks[-1] if marks else None


@signal(yes=["**[[608]]** is it, from 75 * 8 + 8 = 608", "$\\boxed{[[608]]}$"], no=["[[608]]"])
def marked(place: Place) -> bool:
    """It is boxed, or the one number in bold."""
    start, end = place.text.view.span(place.amount.start, place.amount.end)
    if "\\boxed" in place.text.source[max(0, start - 12) : end]:
        return True
    return any(first <= start and end <= last + 2 and last - first < 60 for first, last in place.text.view.bold)


@signal(yes=[], no=["[[608]] parameters"])
def fits(place: Place) -> bool:
    """It has as many axes as were asked for."""
    return (
        bool(place.asked.axes)
        and isinstance(place.amount.value, tuple)
        and len(place.amount.value) in (place.asked.axes, place.asked.axes + 1)
    )


# What speaks against it.


@signal(
    yes=["[[600]] weights and 8 biases, so 608", "each has [[75]], and 75*8 = 600"],
    no=["600 weights and 8 biases, so [[608]]"],
)
def step(place: Place) -> bool:
    """Another number was computed from it."""
    return place.amount.step or _raised_by_a_given(place)


_ADDS = lazily(r"\b(?:with|plus|includ\w*|incl|add\w*|total)\b", re.I)


def _raised_by_a_given(place: Place) -> bool:
    """Return whether the next number is this one and a number of the question: "600. With biases 608."."""
    mine, later = place.amount.value, place.found[place.number + 1 : place.number + 2]
    if not later or not isinstance(mine, Fraction) or not isinstance(later[0].value, Fraction) or mine < 10:
        return False
    gap = later[0].value - mine
    return gap > 1 and gap in place.givens and bool(_ADDS.search(place.text.text[place.amount.end : later[0].at]))


@signal(yes=["not [[600]]", "[[600]] is wrong", "It does not have [[608]] parameters."], no=["not 600 but [[608]]", "[[608]], not 600"], bar=True)  # fmt: skip
def denied(place: Place) -> bool:
    """The text denies it."""
    before = place.text.words("EXCEPT").sub(" ", _NUMBERS.split(place.phrase)[-1])
    if place.has("DENY", before):
        return True
    behind = place.text.words("EXCEPT").sub(" ", place.behind)
    behind = _RELATIVE.split(behind, maxsplit=1)[0]
    if place.text.words("WRONG").search(behind):
        return True
    found = place.text.words("DENY").search(behind)
    if found is None:
        return False
    counts = bool(_NUMBERS.match(place.text.text[place.amount.end + len(place.behind) :]))
    return not counts or bool(re.search(r"[^\W_]", behind[found.end() :]))


_RELATIVE = lazily(r"\b(?:that|which|who|because|since|as|so|die|da|que|qui|car)\b", re.I)


@signal(yes=["Without biases it would be [[600]]", "If you forget the biases you get [[600]]."], no=["It would be 600 without biases, with them [[608]]"], bar=True)  # fmt: skip
def supposed(place: Place) -> bool:
    """It is only supposed."""
    phrase = place.phrase[-80:]
    for mark in _CASE.finditer(phrase):
        if Fraction(mark[1]) in place.givens:
            phrase = phrase.replace(mark[0], " ")  # "if β = 0.9"
    if place.has("SUPPOSE", phrase) or place.has("SUPPOSE", place.behind):
        return True
    return place.has("CONDITIONAL", place.near) and bool(
        place.has("WITHOUT", place.clause) or place.has("SUPPOSE", place.clause) or _WITH.search(place.clause)
    )


_CASE = lazily(r"\b(?:if|when|wenn|für|for|si|with)\b[^,;\d]{0,24}?(\d+(?:\.\d+)?)", re.I)
_WITH = lazily(r"\b(?:with|using|counting|adding|including|for|then|instead|mit|con|avec)\b", re.I)


@signal(yes=["Is it [[608]]?"], no=["It is [[608]]."], bar=True)
def asked(place: Place) -> bool:
    """It stands in a question."""
    clause = place.text.clause(place.amount.start)
    return "?" in place.text.text[max(clause.end - 2, clause.start) : clause.end + 1]


@signal(yes=["At first I had [[600]]", "I had [[600]] first, now 608", "Edit: I first wrote [[600]], ignore that."], no=["First we count 75 and get [[608]]"], bar=True)  # fmt: skip
def earlier(place: Place) -> bool:
    """The student says that it was an earlier answer."""
    pattern = place.text.words("EARLIER")
    found = [mark.end() for mark in pattern.finditer(place.before)]
    if found:
        between = place.before[found[-1] :]
        return len(_NUMBERS.findall(between)) <= 1 and not place.has("RETRACT", between) and not _TURNED.search(between)
    return bool(pattern.search(place.text.phrase_after(place.amount.end)[:40]))


_TURNED = lazily(r"\b(?:now|then|correct(?:ed)?|so|jetzt|ahora|maintenant|total)\b[^,]*$", re.I)


@signal(
    yes=["[[600]]. Wait, I forgot the biases: 608", "[[600]]\nEdit: 608"],
    no=["[[608]]\nEdit: fixed a typo above."],
    bar=True,
)
def retracted(place: Place) -> bool:
    """A correction with another number follows."""
    for start, end in place.text.marks("RETRACT"):
        if start < place.amount.end:
            continue
        near = (other for other in place.found if start <= other.at < end + 140 and not other.step)
        rest = any(other.value != place.amount.value for other in near)
        clause = place.text.clause(start)
        said = place.text.text[clause.start : clause.end][:REACH]
        if rest and not place.has("EARLIER", said) and not place.has("CHECK", said):
            return True
    return False


@signal(yes=["My friend got [[600]]"], no=["Same as my friend, [[608]]"], bar=True)
def others(place: Place) -> bool:
    """It is somebody else's."""
    return place.has("OTHER", place.before) and not place.has("AGREE", place.before)


@signal(yes=["about [[600]]", "~[[600]]"], no=["= [[608]]"])
def rough(place: Place) -> bool:
    """It is only said to be about so much."""
    if re.search(r"~\s*$", place.text.text[max(0, place.amount.start - 3) : place.amount.start]):
        return True
    return place.has("ABOUT", place.near[-18:]) and not place.has("CONCLUDE", place.near[-8:])


@signal(yes=["more than [[1]]", "fewer than [[2]] layers"], no=["at least [[2]]"], bar=True)
def bound(place: Place) -> bool:
    """It is only a bound."""
    return place.has("BOUND", place.near[-22:])


@signal(yes=["each filter has [[76]]", "[[76]] per filter"], no=["[[608]] in all"])
def part(place: Place) -> bool:
    """It is a number for a part."""
    return (
        bool(_OF_WHICH.search(place.phrase))
        or place.has("PART_OF", place.near[-40:])
        or place.has("PART_OF", place.behind[:30])
    )


_OF_WHICH = lazily(
    r"\b(?:of (?:which|these|them|those)|davon|dont|de los cuales|de ellos|among (?:them|which))\b", re.I
)


@signal(yes=["because [[1]] layer is linear"], no=["[[2]], because one is linear"])
def reason(place: Place) -> bool:
    """It stands in a reason."""
    return place.has("REASON", place.phrase)


@signal(yes=["without biases [[600]]", "[[600]] without the biases"], no=["[[608]]"])
def without(place: Place) -> bool:
    """Something is left out of it."""
    return place.has("WITHOUT", place.phrase[-40:]) or place.has("WITHOUT", place.behind[:28])


@signal(yes=["To check: a small layer has [[320]]"], no=["It has [[320]]"])
def aside(place: Place) -> bool:
    """It stands in a check or an aside."""
    found = place.text.words("CHECK").search(place.before)
    return found is not None and found[0].casefold() not in place.asked.prompt.casefold()


@signal(yes=["608 ([[600]] weights)"], no=["[[608]] (600 weights)"])
def bracketed(place: Place) -> bool:
    """It stands in brackets."""
    return place.text.clause(place.amount.start).aside


@signal(
    yes=["[[8]] filters", "an [[8]]-bit image"],
    no=["[[608]] parameters", "so [[608]] is right"],
    bar=True,
)
def other_unit(place: Place) -> bool:
    """It counts something else."""
    if place.unit is not None or place.asked.axes:
        return False
    if place.amount.quantity.percent and not place.asked.percent:
        return True
    noun = _NOUN.match(place.text.text, place.amount.end)
    return (
        noun is not None
        and noun[1].casefold() not in _VERBS
        and not any(unit.name[:5] == noun[1][:5] for unit in place.asked.units)
    )


_NOUN = lazily(
    r"[ \t$}*_-]{1,3}(?:(?:hidden|input|output|different|such|small|large|more|single|grey|gray|color|colour)[ -])?([A-Za-z][a-z]{2,}s|[A-Z]{2,4}s|[a-z]{1,3}B|x|bit|px|pixel|epoch|mb|gb|kb|neurona|entradas|filter|filtre|bias)\b(?![(_])"
)
_VERBS = frozenset(
    [
        "is",
        "was",
        "has",
        "gives",
        "times",
        "plus",
        "minus",
        "equals",
        "this",
        "thus",
        "makes",
        "as",
        "us",
        "yields",
        "does",
        "goes",
        "its",
        "follows",
        "bias",
    ]
) - {"bias"}


@signal(yes=["a filter of [[5]]x5", "a stride of [[2]]", "[[5]]×5 kernels"], no=["the output is [[28]]"])
def elsewhere(place: Place) -> bool:
    """It is said of another thing than the question asks for."""
    behind = place.text.text[place.amount.end : place.amount.end + 22]
    for said in (_APPARATUS_BEFORE.search(place.near[-34:]), _APPARATUS_BEHIND.match(behind)):
        if said and said[1].casefold() not in place.asked.prompt.casefold():
            return True
        if said and said[1].casefold().rstrip("s") in ("filter", "kernel", "window", "stride", "patch"):
            return place.unit is None
    return False


_APPARATUS_BEFORE = lazily(
    r"\b(filters?|kernels?|windows?|patch(?:es)?|pool(?:ing)?|padding|strides?|original|inputs?|input image|before|unpadded|dataset|whole set|data set)\b"
    r"(?:(?!\b(?:it|we|this|that|output|result|so|get|gives?|after)\b)[^.;,\n→=:>]){0,22}$",
    re.I,
)
_APPARATUS_BEHIND = lazily(
    r"[\s$]*(?:\w+ )?(filters?|kernels?|windows?|patch(?:es)?|convolutions?|strides?|inputs?|original)\b", re.I
)


@signal(yes=["kernels of size [[5]]"], no=["it has [[608]]"])
def given(place: Place) -> bool:
    """The question gives this number."""
    value = place.amount.value
    return (
        isinstance(value, Fraction) and value in place.givens and not place.amount.operands and not place.amount.closed
    )


@signal(yes=["see table [[1]]", "slide [[14]]", "in layer [[2]] there are 180200"], no=["it has [[608]]"])
def reference(place: Place) -> bool:
    """It numbers a table, a layer, a slide."""
    before = place.text.text[max(0, place.amount.start - 24) : place.amount.start]
    marks = list(place.text.words("REFER").finditer(before))
    if marks and not re.search(r"[^\W_]|[=:]", before[marks[-1].end() :]) and place.unit is None:
        return True
    if not isinstance(place.amount.value, Fraction):
        return False
    behind = place.text.text[place.amount.end : place.amount.end + 4]
    if before.endswith("(") and re.match(r"\) [^\W\d_]", behind) and place.amount.value < 10:
        return True  # "(1) hidden, (2) output"
    year = place.amount.value.denominator == 1 and 1950 <= place.amount.value <= 2040 and not place.amount.operands
    return year and bool(re.search(r"(?:\(|\bal\.?,? |\bin |[A-Z]\w+,? )$", before))


@signal(yes=["for d in range([[1]], 4):", ">>> k = np.zeros([[3]])"], no=["It is 3, so [[608]]"])
def code(place: Place) -> bool:
    """It stands in code."""
    return place.text.is_code(place.amount.start)


@signal(yes=[], no=["[[608]]"], gate=True)
def short(place: Place) -> bool:
    """It has fewer axes than were asked for, and another number is said beside it."""
    value = place.amount.value
    if not place.asked.axes or not isinstance(value, tuple) or len(value) >= place.asked.axes:
        return False
    text = place.text.text
    rest = text[: place.amount.start] + " . " + text[place.amount.end :]
    known = {*value, *place.givens}
    return any(int(mark[0]) not in known and 1 < int(mark[0]) < 10**5 for mark in _INTEGER.finditer(rest))


_INTEGER = lazily(r"(?<![\w.])\d{1,6}(?![\w.]*\w)")


@signal(yes=["n over /[[608]]"], no=["so [[608]]"], gate=True)
def torn(place: Place) -> bool:
    """It stands in a formula that could not be read as a whole."""
    text = place.text.text
    left, right = (
        text[max(0, place.amount.start - 3) : place.amount.start],
        text[place.amount.end : place.amount.end + 3],
    )
    return place.amount.torn or bool(_OPERATOR_BEFORE.search(left) or _OPERATOR_AFTER.match(right))


_OPERATOR_BEFORE = lazily(r"(?:[\d)\]}]|(?<![^\W_])[^\W_]) ?(?:[+/^*·×])[ {]?$|[\w)][ ]?-[ ]?$|^[+/^*·×] ?$")
_OPERATOR_AFTER = lazily(r"[ ]?\([ ]?\+|[ }]?(?:[+/^*·×]|\\times)(?![*])[ ]?[\w\\({]?|[ ]?-[ ]?[\w(]")


@signal(yes=["5*5*3*8 + 8 = [[600]]"], no=["5*5*3*8 + 8 = [[608]]"], gate=True)
def broken(place: Place) -> bool:
    """The two sides of its equation differ."""
    return place.amount.quantity.broken is not None


@signal(yes=["[[600]] or 608", "600 or [[608]]"], no=["[[608]], or six hundred and eight"], gate=True)
def alternative(place: Place) -> bool:
    """It is one of two on offer."""
    values = {other.at: other.value for other in place.found}
    mine = place.amount.value
    text = place.text.text
    for other in place.found:
        begun = text[place.text.clause(other.start).start : other.start][:40]
        said = _OR_ELSE.match(begun)
        if said is None or not place.has("OR", said[1]):
            continue
        if (other is place.amount and place.number > 0) or (other.start > place.amount.end and other.value != mine):
            return True
    behind = _OR_BEHIND.match(text[place.amount.end : place.amount.end + 60])
    if (
        behind
        and behind[2]
        and any(value != mine for at, value in values.items() if abs(at - (place.amount.end + behind.start(2))) < 3)
    ):
        return place.has("OR", behind[1])
    before = _OR_BEFORE.search(text[max(0, place.amount.start - 60) : place.amount.start])
    if before and place.has("OR", before[2]):
        at = max(0, place.amount.start - 60) + before.start(1)
        return any(value != mine for place_at, value in values.items() if abs(place_at - at) < 8)
    return False


_OR_ELSE = lazily(r"[\s*_(]*([^\W\d_]+(?: else)?)[\s,:]*")
_OR_BEHIND = lazily(r"([^.;\n\d]{1,34})(\d)")
_OR_BEFORE = lazily(r"(\d)(?:[\d.,]*)([^.;\n\d]{1,34})$")

# What speaks for none of them.


def hedged(text: Text, *, figures: bool = True, strongly: bool = False) -> bool:
    """Return whether the text doubts itself.

    figures : a question with a number in it is a doubt, too. strongly : "maybe" and its like are none.
    """
    said = text.text
    classes = ("DOUBT",) if strongly else ("DOUBT", "HEDGE")
    if any(words(name, language).search(f"{said}\n{text.source}") for name in classes for language in languages()):
        return True
    return not strongly and bool(_ASKS.search(said) or (figures and _ASKS_FOR_FIGURES.search(said)))


_ASKS = lazily(r"\?[\s*_`)\"']*$")
_ASKS_FOR_FIGURES = lazily(
    r"(?:^|[.;!\n(])(?![^.;!\n]{0,160}\b(?:what|how|which|why|give|find|does|wie|was|welche\w*|quel\w*|combien|cu[aá]l\w*|cu[aá]nt\w*|qué)\b)[^.;!?\n]{0,160}\d[^.;!?\n]{0,160}\?",
    re.I,
)
