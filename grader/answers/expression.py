"""A formula in declared symbols, compared by what it means: 1/n_in, γ(x − μ)/√(σ² + ε) + β."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.cues import alone, is_alternative, is_denied, is_marked, is_result, is_taken_back
from grader.maths import Symbol, equivalent, parse
from grader.maths.equivalence import contradicts, final
from grader.maths.nodes import Group, Interval, Matrix, Node, PlusMinus, WithWords
from grader.maths.points import free_symbols
from grader.maths.printing import show
from grader.maths.spaces import undeclared
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

USUAL = (
    Symbol("beta", ("momentum",), "unit"),
    Symbol("eta", ("lr", "learning_rate", "alpha_lr", r"\text{lr}"), "positive"),
    Symbol("n_in", ("n^{l-1}", "n_{l-1}", "fan_in", "fanin", "n_{in}", "n_inputs", "n_0"), "positive"),
    Symbol("n_out", ("n^{l+1}", "fan_out", "fanout", "n_{out}", "n_outputs"), "positive"),
    Symbol("epsilon", ("eps",), "positive"),
)
"""Symbols of the field with the spellings that courses use for them."""

_MATHS = lazily(r"\$\$(.{1,600}?)\$\$|\$([^$\n]{1,300})\$|\\\[(.{1,600}?)\\\]|\\\((.{1,300}?)\\\)", re.S)
_SCALED = lazily(
    r"\b(?:multipl|scal)\w+(?: (?:them|it|the weights|weights|down))? (?:by|with) (?:a |the )?(?:factor (?:of )?)?"
    r"([^\s,;.]{1,40}(?: ?[-−+*/^] ?[^\s,;.]{1,40}){0,3})",
    re.I,
)
_STOP = lazily(
    r"[,;]?\s+\(?(?:where|with|wobei|mit|donde|con|so that|as|because|since|in which|por)\b|[.,;](?:\s|$)|\s\("
)
_SENTENCE = lazily(r"[.;](?=\s)")
_CONCLUDED = lazily(r"\b(?:so|thus|hence|therefore|finally|we get|gives|yields)\b[^.;\n=]{0,40}$", re.I)
_SAID_TO_BE = lazily(r"\b(?:is|are|be|as|becomes|equals|of|variance|varianz|varianza)\s*:?\s*\$?$", re.I)
_FAN = lazily(
    r"\\(?:text|mathrm|textit)\s*\{\s*fan\s*\}\s*_\s*\{?\s*(?:\\(?:text|mathrm)\s*\{)?\s*(?P<one>in|out)\s*\}?\s*\}?"
    r"|\\(?:text|mathrm|textit)\s*\{\s*fan\\?[_ ](?P<two>in|out)\s*\}"
)
_LINE = lazily(r"^.{1,200}$", re.M)


def _fan(found: re.Match[str]) -> str:
    """The symbol for fan-in or fan-out as LaTeX writes it in words, with blanks to the same length."""
    name = f"fan_{found['one'] or found['two']}"
    return name.ljust(len(found[0]))


class Expression:
    """A formula in these symbols; names alone stand for real numbers.

    A symbol that is one of USUAL by its name brings its usual spellings and domain with it.
    doubtful : words beside which a symbol may mean something else; then a person decides.
    """

    kind = "expression"

    def __init__(self, *symbols: Symbol | str, doubtful: str = "") -> None:
        self._doubtful = doubtful
        usual = {symbol.name: symbol for symbol in USUAL}
        self.symbols = tuple(
            symbol if isinstance(symbol, Symbol) else usual.get(symbol, Symbol(symbol)) for symbol in symbols
        )

    @property
    def hint(self) -> str:
        """The symbols it is written in."""
        return f"a formula in {', '.join(symbol.name for symbol in self.symbols) or 'numbers'}, such as 2*a/(b + 1)"

    @property
    def _spellings(self) -> dict[str, str]:
        return {spelling: symbol.name for symbol in self.symbols for spelling in (symbol.name, *symbol.spellings)}

    def read(self, text: str) -> Answer[Node]:
        """The tree of the formula; of an equation its right side. Raises Unreadable, also for a symbol not declared."""
        whole = parse(text, self._spellings)
        if contradicts(whole, self.symbols):
            raise Unreadable("the two sides of an equality in it are not equal", (whole.start, whole.end), text)
        node = final(whole)
        self._check(node, text)
        return Answer(node)

    def _check(self, node: Node, text: str) -> None:
        if isinstance(node, Group | Interval | Matrix | PlusMinus | WithWords):
            raise Unreadable("one formula was expected", (node.start, node.end), text)
        strangers = undeclared(node, self.symbols)
        if strangers:
            place = text.find(strangers[0].partition("_")[0])
            names = ", ".join(symbol.name for symbol in self.symbols)
            hint = f"“{strangers[0]}” is not one of the symbols: {names}" if names else "a number was expected"
            raise Unreadable(hint, (max(place, 0), max(place, 0) + 1), text)

    def find(self, segment: Segment) -> list[Candidate[Node]]:
        """Every formula in these symbols, by the words and signs around it."""
        text = _FAN.sub(_fan, segment.text)
        candidates = []
        unread = False
        for place in self._places(text):
            found = self._formula(text, *place)
            if found is None:
                unread = unread or "=" in text[max(place[0] - 2, 0) : place[1]]
                continue
            answer, start, end = found
            if not free_symbols(answer.value) and self.symbols:
                continue
            if is_marked(text, start) or alone(text, start, end):
                confidence, evidence = 0.9, "on a line of its own"
            elif _SCALED.search(text[max(0, start - 60) : end]):
                confidence, evidence = 0.85, "what it is multiplied by"
            elif _CONCLUDED.search(text[max(0, start - 60) : start]):
                confidence, evidence = 0.92, "what it comes to"
            elif (
                is_result(text, start)
                or "=" in text[place[0] : end]
                or _SAID_TO_BE.search(text[max(0, start - 30) : start])
            ):
                confidence, evidence = 0.88, "the right side of an equation"
            else:
                confidence, evidence = 0.75, "a formula in the text"
            if is_denied(text, start, end) or is_alternative(text, start, end) or is_taken_back(text, end):
                confidence = 0.45
            candidates.append(Candidate(answer, (start, end), confidence, evidence))
        if unread or (
            self._doubtful and re.search(self._doubtful, text, re.I)
        ):  # what could not be read may be what was asked for
            return [each._replace(confidence=min(each.confidence, 0.6)) for each in candidates]
        return candidates

    def _formula(self, text: str, start: int, end: int) -> tuple[Answer[Node], int, int] | None:
        """The formula between two places, or behind the last sign of equality between them."""
        signs = [
            place + len(sign) for sign in ("=", "\\Rightarrow ", "→") if (place := text.rfind(sign, start, end)) >= 0
        ]
        for begin in dict.fromkeys((start, max(signs, default=start))):
            try:
                return self.read(text[begin:end]), begin, end
            except Unreadable:
                continue
        return None

    def _places(self, text: str) -> Iterable[tuple[int, int]]:
        taken = []
        for found in list(_MATHS.finditer(text))[:200]:
            group = next(number for number in range(1, 5) if found[number] is not None)
            taken.append(found.span(group))
            yield found.span(group)
        for said in list(_SCALED.finditer(text))[:50]:
            if not any(start < said.end() and said.start() < end for start, end in taken):
                yield said.span(1)
        for line in list(_LINE.finditer(text))[:200]:
            begin = line.start()
            for stop in (*(found.end() for found in _SENTENCE.finditer(text, line.start(), line.end())), line.end()):
                sign = text.find("=", begin, stop)
                if sign >= 0 and not any(start < stop and begin < end for start, end in taken):
                    ends = _STOP.search(text, sign + 1, stop)
                    yield sign + 1, ends.start() if ends else stop
                begin = stop

    def match(self, given: Answer[Node], key: str) -> Match:
        """Whether both formulas agree wherever they have a value; says what was understood where they don't."""
        match = equivalent(given.value, key, symbols=self.symbols)
        if match.equal:
            return match
        if match.code == "unreadable":
            return Match(None, match.reason, match.code)
        return Match(False, f"Understood: {show(given.value)}. {match.reason}".strip(), match.code)

    def show(self, value: Node | str) -> str:
        """The formula on one line."""
        return value if isinstance(value, str) else show(value)

    def faults(self, key: str) -> list[str]:
        """What an author has to mend in a key."""
        try:
            self.read(key)
        except Unreadable as trouble:
            return [f"the reference can't be read: {trouble.hint}"]
        return []

    def overlap(self, key: str, other: str) -> bool:
        """Whether two keys are the same formula."""
        return bool(equivalent(key, other, symbols=self.symbols).equal)
