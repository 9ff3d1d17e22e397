"""Tokens → tree: one Pratt parser for LaTeX and plain notation, bounded in depth and length."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.maths.calls import WORDLIKE
from grader.maths.lexicon import LETTERS
from grader.maths.nodes import (
    Call,
    Chain,
    Group,
    Neg,
    Node,
    Num,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Sum,
    Sym,
    WithWords,
)
from grader.maths.powers import STARTS, Powers
from grader.maths.tokens import FUNCTIONS, Token, scale_of
from grader.maths.vocabulary import KNOWN
from grader.model.answers import Unreadable

MOST_WORDS = 12
"""Tokens behind a name that are looked at to tell words behind a value from factors."""


_STRICT_STARTS = STARTS | {"norm", "partial", "face"}


class Parser(Powers):
    """One pass over the tokens of one answer or one run."""

    def whole(self) -> Node:
        self.skip_newlines()
        while self.at("rel", "=", "≈", "→"):
            self.index += 1
        if self.peek() is None:
            raise Unreadable("there is nothing to read here", (0, len(self.text)), self.text)
        node = self.chain(top=True)
        self.skip_newlines()
        words = self.trailing()
        if self.peek() is not None:
            raise self.refuse("this could not be read from here on")
        return WithWords(node, words, node.start, self.tokens[-1].end) if words else node

    def trailing(self) -> str:
        """The words that end the text; a lone full stop is none."""
        first = self.peek()
        if first is None:
            return ""
        rest = self.tokens[self.index :]
        if all((token.kind == "word" and token.text in ".。") or token.kind == "newline" for token in rest):
            self.index = len(self.tokens)
            return ""
        if any(token.kind not in _WORDY or token.text in ("?", "/", "_") for token in rest):
            return ""
        strange = next((token for token in rest if token.kind == "word" and not _is_writing(token.text)), None)
        if strange is not None:
            raise self.refuse(f"“{strange.text}” is not known here", strange)
        if not any(
            token.kind == "name" or len(token.text) > 1 for token in rest if token.kind in ("word", "name", "text")
        ):
            return ""
        if any(token.kind == "op" and token.text != "-" for token in rest):
            return ""
        words = self.text[first.start : rest[-1].end].strip(" .")
        if any(token.kind == "text" for token in rest):
            words = " ".join(token.text for token in rest).strip(" .")
        if _HEDGE.search(words):
            return ""
        self.index = len(self.tokens)
        return words

    def chain(self, *, top: bool = False) -> Node:
        items = [self.listed(top=top)]
        relations: list[str] = []
        while True:
            mark = self.index
            if top:
                self.skip_newlines()
            if not self.at("rel"):
                self.index = mark
                break
            relation = self.next()
            while self.at("rel"):
                relation = self.next()
            self.skip_newlines()
            if self.peek() is None and relations and self.lexicon is None:
                break
            relations.append(relation.text)
            items.append(self.listed(top=top))
        if not relations:
            return items[0]
        return Chain(tuple(items), tuple(relations), items[0].start, items[-1].end)

    def listed(self, *, top: bool) -> Node:
        """Items separated by commas outside brackets."""
        first = self.sum()
        if not top or not self.at("sep"):
            return first
        items = [first]
        while self.at("sep"):
            self.index += 1
            if self.peek() is None:
                break
            items.append(self.sum())
        return Group(tuple(items), "", items[0].start, items[-1].end) if len(items) > 1 else first

    def sum(self) -> Node:
        return self.deeper(self._sum)

    def _sum(self) -> Node:
        start = self.peek()
        sign = ""
        while self.at("op", "+", "-", "±"):
            given = self.next().text
            sign = "±" if given == "±" else ("" if sign == "-" else "-") if given == "-" else sign
        first = self.product()
        if sign and start is not None:
            first = (Neg if sign == "-" else PlusMinus)(first, start=start.start, end=first.end)
        terms = [first]
        while self.at("op", "+", "-", "±") and not self._new_entry():
            op = self.next()
            negative = op.text == "-"
            while self.at("op", "+", "-"):
                negative ^= self.next().text == "-"
            term = self.product()
            if op.text == "±":
                left = _sum_of(terms)
                terms = [PlusMinus(term, left, left.start, term.end)]
            else:
                terms.append(Neg(term, start=op.start, end=term.end) if negative else term)
        return _sum_of(terms)

    def _new_entry(self) -> bool:
        """Inside [ … ] a sign after white space and before a number begins a new entry: [1 -1]."""
        token, following = self.peek(), self.peek(1)
        return bool(self.rows and token and token.space and following and not following.space)

    def product(self) -> Node:
        node = self.power()
        factors, marks = [node], []
        while True:
            token = self.peek()
            if token is None:
                break
            if token.kind == "op" and token.text in "×x*·":
                self.index += 1
                factors.append(self.signed())
                marks.append(token.text)
            elif token.kind == "op" and token.text == "/":
                self.index += 1
                bottom = self.signed()
                if self.differential(factors[-1]) is not None and self.differential(bottom):
                    factors[-1] = self.quotient(factors[-1], bottom, factors[-1].start)
                    continue
                top = _product_of(factors, marks)
                factors, marks = [Quotient(top, bottom, top.start, bottom.end)], []
            elif token.kind == "op" and token.text in ("⊙", "⊗", "@"):
                self.index += 1
                left, right = _product_of(factors, marks), self.signed()
                if token.text == "@":
                    factors, marks = [left, right], ["@"]
                else:
                    kind = "hadamard" if token.text == "⊙" else "kron"
                    factors, marks = [Call(kind, (left, right), start=left.start, end=right.end)], []
            elif self._times_letter(token, factors[-1]):
                self.index += 1
                factors.append(self.power())
                marks.append("x")
            elif self._implicit(token):
                factors.append(self.power())
                marks.append("")
                operator, operand = factors[-2:]
                if isinstance(operator, Sym) and operator.name.startswith("∂/") and isinstance(operand, Sym):
                    factors[-2:] = [Sym(f"∂{operand.name}{operator.name[1:]}", operator.start, operand.end)]
                    marks.pop()
            else:
                break
        return _product_of(factors, marks)

    def signed(self) -> Node:
        if self.at("op", "-", "+"):
            op = self.next()
            node = self.power()
            return Neg(node, start=op.start, end=node.end) if op.text == "-" else node
        return self.power()

    def _times_letter(self, token: Token, left: Node) -> bool:
        if token.kind != "name" or token.text not in ("x", "X"):
            return False
        if self.lexicon is not None and token.text in self.lexicon.factors:
            return False
        following = self.peek(1)
        if following is None:
            return False
        if following.kind == "num" and isinstance(left, Num | Product | Group | Power | Sum | Quotient):
            return True
        spaced = token.space and following.space
        if self.symbols is not None and token.text in self.symbols:
            return False
        return isinstance(left, Num | Group) and spaced and following.kind in ("open", "num")

    def _implicit(self, token: Token) -> bool:
        starts = STARTS if self.lexicon is None else _STRICT_STARTS
        if token.kind not in starts or (self.rows and token.space):
            return False
        if token.kind == "norm":
            return not self.normed
        if (token.kind == "bar" and self.opened) or (token.kind == "env" and token.text.startswith("\\end")):
            return False
        if token.kind == "num":
            previous = self.tokens[self.index - 1]
            return previous.kind in ("close", "name", "post") and not token.space
        if token.kind == "name":
            return not self._is_words(token)
        return True

    def _is_words(self, token: Token) -> bool:
        """Whether a name begins the words behind a quantity rather than a factor of it."""
        base = token.text.partition("_")[0].partition("^")[0]
        if self.lexicon is not None:
            known = base.lower() in KNOWN and base.lower() not in WORDLIKE
            if self.lexicon.letters(token.text, whole=token.plain) or known or len(base) == 1:
                return False
            following = self.peek(1)
            if token.plain or (following is not None and following.kind == "open" and not following.space):
                return False
            ahead = self.tokens[self.index : self.index + MOST_WORDS]
            if any(each.kind not in _WORDY for each in ahead):  # words end an answer
                if base.islower() and token.space and token.text not in self.lexicon.shared:
                    raise self.refuse(f"“{token.text}” is not known here", token)
                return False
        if self.symbols is not None and (token.text in self.symbols or (len(base) <= LETTERS and not token.space)):
            return False
        if len(base) == 1 or base.lower() in FUNCTIONS or base in _GREEK_NAMES or base in _CONSTANTS:
            return False
        return "_" not in token.text

    def atom(self) -> Node:
        token = self.next()
        if token.kind == "num":
            return self.number(token)
        if token.kind == "name":
            return self.name(token)
        if token.kind == "open":
            special = {"⌈": self.rounded, "⌊": self.rounded, "⟨": self.angled}.get(token.text)
            return self.deeper(lambda: special(token) if special else self.bracketed(token))
        if token.kind == "norm":
            return self.deeper(lambda: self.bars(token))
        if token.kind == "partial":
            return self.partial(token)
        if token.kind == "face":
            return self.deeper(lambda: self.faced(token))
        if token.kind == "text" and re.fullmatch(r"[A-Za-z][\w\\ -]{0,30}", token.text):
            return Sym("_".join(re.split(r"[\s_\\-]+", token.text, maxsplit=1)), token.start, token.end)
        if token.kind == "accent":
            raise self.refuse("this mark needs one symbol under it", token)
        if token.kind == "cmd":
            return self.deeper(lambda: self.command(token))
        if token.kind == "env":
            return self.deeper(lambda: self.environment(token))
        if token.kind == "bar":
            return self.deeper(lambda: self.absolute(token))
        if token.kind == "word" and token.text == "infty":
            raise self.refuse("infinity is no value here", token)
        if token.kind == "op":
            raise self.refuse(f"something is missing before this “{token.text}”", token)
        if token.kind == "close":
            raise self.refuse("this bracket was never opened", token)
        if token.kind == "word" and self.lexicon is not None:
            raise self.refuse(f"“{token.text}” is not known here", token)
        raise self.refuse("a number or a formula was expected here", token)

    def number(self, token: Token) -> Node:
        value, unit, end = token.value, token.unit, token.end
        following = self.peek()
        if (
            following is not None
            and following.kind == "num"
            and following.unit is None
            and not following.plain
            and isinstance(following.value, Fraction)
            and following.value.numerator < following.value.denominator
            and token.plain
            and not (self.rows and following.space)
        ):  # 2⅓; in a row of a matrix "1 ½" is two entries
            self.index += 1
            return Num(value + following.value, None, start=token.start, end=following.end)
        if following is not None and following.kind == "name":
            power = scale_of(following.text)
            attached = not following.space
            symbol = self.lexicon is not None and len(following.text) == 1 and following.text in self.lexicon.factors
            if (
                power is not None
                and not symbol
                and (attached or len(following.text) > 2 or self._is_suffix(following.text))
                and not self._glued()
            ):
                self.index += 1
                scale = Fraction(10) ** power
                unit = (unit if unit is not None else Fraction(1)) * scale
                scaled = Fraction(value) * scale
                value, end = (int(scaled) if scaled.denominator == 1 else scaled), following.end
        if self.rows and self.at("word", ".") and not self.tokens[self.index].space:  # NumPy's "1."
            end = self.next().end
        return Num(value, unit, start=token.start, end=end)

    def _is_suffix(self, text: str) -> bool:
        """Whether a capital that stands apart from its number scales it: "60 M", unless it is one of the symbols."""
        return text in ("K", "M", "G") and (self.symbols is None or text not in self.symbols)

    def _glued(self) -> bool:
        """Whether the letter after a number goes on into a formula ("2M(x)") rather than being a suffix."""
        following = self.peek(1)
        return following is not None and following.kind == "open" and not following.space


_WORDY = {"word", "text", "name", "newline", "post", "op"}


def _is_writing(text: str) -> bool:
    """Whether it is a word, or a mark between words."""
    return text[:1].isalnum() or text in (".", "。", ":", '"', "“", "”", "—", "–", "")


_HEDGE = re.compile(r"\b(?:or|and|either|not|vs|versus|but|maybe|oder|und|ou|et)\b", re.I)


_CONSTANTS = {"e", "pi"}


_GREEK_NAMES = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu", "nu", "xi", "rho",
        "sigma", "tau", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Sigma", "Phi", "Psi",
    "Omega", "pi",
}  # fmt: skip


def _sum_of(terms: list[Node]) -> Node:
    return terms[0] if len(terms) == 1 else Sum(tuple(terms), terms[0].start, terms[-1].end)


def _product_of(factors: list[Node], marks: list[str]) -> Node:
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(factors), tuple(marks), factors[0].start, factors[-1].end)
