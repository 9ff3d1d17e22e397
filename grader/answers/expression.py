"""A formula in declared symbols, compared by what it means: 1/n_in, γ(x − μ)/√(σ² + ε) + β."""

from __future__ import annotations

import re

from grader.amounts import Unit
from grader.maths import Symbol, equivalent, parse
from grader.maths.equivalence import contradicts, final
from grader.maths.nodes import Group, Interval, Matrix, Node, PlusMinus, WithWords
from grader.maths.points import free_symbols
from grader.maths.printing import show
from grader.maths.spaces import undeclared
from grader.maths.tokens import GREEK
from grader.mentions.formulas import Formula, formulas
from grader.mentions.reading import readings_of
from grader.mentions.signals import Asked
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily
from grader.text import Text

USUAL = (
    Symbol("beta", ("momentum",), "unit"),
    Symbol("eta", ("lr", "learning_rate", "alpha_lr", r"\text{lr}"), "positive"),
    Symbol("n_in", ("n^{l-1}", "n_{l-1}", "fan_in", "fanin", "n_{in}", "n_inputs", "n_0"), "positive"),
    Symbol("n_out", ("n^{l+1}", "fan_out", "fanout", "n_{out}", "n_outputs"), "positive"),
    Symbol("epsilon", ("eps",), "positive"),
)
"""Symbols of the field with the spellings that courses use for them."""

_FAN = lazily(
    r"\\(?:text|mathrm|textit)\s*\{\s*fan\s*\}\s*_\s*\{?\s*(?:\\(?:text|mathrm)\s*\{)?\s*(?P<one>in|out)\s*\}?\s*\}?"
    r"|\\(?:text|mathrm|textit)\s*\{\s*fan\\?[_ ](?P<two>in|out)\s*\}"
)


def _fan(found: re.Match[str]) -> str:
    """The symbol for fan-in or fan-out as LaTeX writes it in words, with blanks to the same length."""
    name = f"fan_{found['one'] or found['two']}"
    return name.ljust(len(found[0]))


class Expression:
    """A formula in these symbols; names alone stand for real numbers.

    A symbol that is one of USUAL by its name brings its usual spellings and domain with it.
    doubtful : words beside which a symbol may mean something else; then a person decides. names : what the formula is
    called ("variance"). carriers : what it is a factor of by its nature ("w"), so that p·w is read as p. constant :
    words beside which it may be a mere number. others : what other formulas beside it are called ("std").
    """

    kind = "expression"

    def __init__(
        self,
        *symbols: Symbol | str,
        doubtful: str = "",
        names: tuple[str, ...] = (),
        carriers: tuple[str, ...] = (),
        constant: str = "",
        others: tuple[str, ...] = (),
    ) -> None:
        self._others = others
        self._doubtful, self._names, self._carriers, self._constant = doubtful, names, carriers, constant
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

    @property
    def _written(self) -> dict[str, str]:
        """The symbols and what they are factors of, in letters, signs and commands."""
        said = self._spellings | dict.fromkeys(self._carriers, "1")
        for name in [name for name in said if name in GREEK]:
            said |= {GREEK[name]: name, f"\\{name}": name}
        return said | {"ϵ": "epsilon", "\\varepsilon": "epsilon"} if "epsilon" in said else said

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
        found = readings_of(self, segment)
        if self._doubtful and re.search(self._doubtful, segment.text, re.I):
            return [each._replace(barred=each.barred or "a symbol may mean something else here") for each in found]
        return found

    whole = False
    translated = False
    silent = frozenset({"other_unit", "part", "rough", "bound", "torn", "reference", "elsewhere", "given", "code"})

    @property
    def asked(self) -> Asked:
        """How it is asked for."""
        return Asked(names=self._names, others=self._others, exact=False)

    def mentions(self, text: Text) -> tuple[Formula, ...]:
        """Every formula of a text; a constant only where the text says what makes it one."""
        return tuple(
            each
            for each in formulas(text, self._written, self._tree)
            if free_symbols(each.value)
            or not self.symbols
            or (self._constant and not re.search(r"[^\W_]", text.text[: each.start] + text.text[each.end :]))
            or (self._constant and re.search(self._constant, text.text, re.I))
        )

    def _tree(self, text: str) -> Node:
        """The tree of a formula; what it is multiplied with by its nature counts as one."""
        for name in self._carriers:
            text = re.sub(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", "1", text)
        node = final(parse(_FAN.sub(_fan, text), self._spellings))
        self._check(node, text)
        return node

    def made(self, found: Formula, unit: Unit | None) -> Answer[Node]:
        """The answer that a formula is."""
        del unit
        return Answer(found.value)

    def same(self, one: Answer[Node], other: Answer[Node]) -> bool:
        """Whether two formulas agree."""
        return one.value == other.value or bool(equivalent(one.value, other.value, symbols=self.symbols).equal)

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
