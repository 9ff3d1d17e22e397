"""Powers, transposes, and the signs behind a factor: 3!, 12%, 90°, x_i."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.maths.calls import Calls
from grader.maths.lexicon import Lexicon
from grader.maths.nodes import Call, Factorial, Group, Matrix, Neg, Node, Num, Power, Product, Quotient, Sym
from grader.maths.notation import Notation
from grader.maths.points import children
from grader.maths.tokens import GREEK

STARTS = {"num", "name", "open", "cmd", "bar", "env"}
"""Kinds of tokens that a factor may begin with."""

MAX_SIGNS = 8
"""How many of ! % ' may follow each other."""


class Powers(Notation, Calls):
    """What stands above, below or right behind a factor."""

    def power(self) -> Node:
        node = self.postfix()
        if self.lexicon is not None and isinstance(node, Product) and node is self.lettered:
            last = self.raised(node.factors[-1], self.lexicon)  # ab² is a·b²
            return Product((*node.factors[:-1], last), node.marks, node.start, last.end)
        if self.lexicon is not None:
            return self.raised(node, self.lexicon)
        if self.at("op", "^"):
            op = self.next()
            if self.at("name", "T") or self.at("word", "T"):
                end = self.next().end
                return Call("transpose", (node,), start=node.start, end=end)
            if self.at("post", "'"):
                return node
            exponent = self.deeper(self.exponent)
            if isinstance(exponent, Sym) and exponent.name in ("T", "top"):
                return Call("transpose", (node,), start=node.start, end=exponent.end)
            del op
            return Power(node, exponent, node.start, exponent.end)
        if self.at("sup"):
            token = self.next()
            if token.text == "n":
                return Power(node, Sym("n", token.start, token.end), node.start, token.end)
            try:
                value = int(token.text)
            except ValueError:
                raise self.refuse("this exponent can't be read", token) from None
            return Power(node, Num(value, start=token.start, end=token.end), node.start, token.end)
        return node

    def raised(self, node: Node, lexicon: Lexicon) -> Node:
        """A power or a transpose in a whole answer, where every sign has to mean something."""
        if self.at("transposed"):
            node = Call("transpose", (node,), start=node.start, end=self.next().end)
        if self.at("op", "^"):
            self.index += 1
            place = self.index
            if self.circle():
                return _degrees(node, self.tokens[self.index - 1].end)
            if self.at("open", "{"):
                self.index += 1
            if self.at("transposed") or (self.at("name", "T") and self.tokens[self.index].plain):
                self.index += 1
                if self.tokens[place].text == "{" and not self.at("close", "}"):
                    raise self.refuse("a closing brace is missing here")
                self.index += self.tokens[place].text == "{"
                return Call("transpose", (node,), start=node.start, end=self.tokens[self.index - 1].end)
            self.index = place
            exponent = self.deeper(self.exponent)
            flips = exponent == Sym("T") and "T" not in lexicon.factors and _has_letters(node)
            if self.at("under") and isinstance(node, Sym) and "_" not in node.name:  # \sigma^2_w
                self.index += 1
                from grader.maths.names import index

                under = self.braced() if self.at("open", "{") else self.atom()
                below = index(self.text[under.start : under.end])
                if below is None:
                    raise self.refuse("this index could not be read")
                node = Sym(f"{node.name}_{below}", node.start, under.end)
            if exponent == Neg(Sym("T")) and "T" not in lexicon.factors:
                inverse = Power(node, Neg(Num(1)), node.start, exponent.end)
                return Call("transpose", (inverse,), start=node.start, end=exponent.end)
            if flips:
                return Call("transpose", (node,), start=node.start, end=exponent.end)
            return Power(node, exponent, node.start, exponent.end)
        if self.at("sup"):
            token = self.next()
            if token.text == "n":
                return Power(node, Sym("n", token.start, token.end), node.start, token.end)
            if not re.fullmatch(r"[+-]?\d+", token.text):
                raise self.refuse("this exponent can't be read", token)
            return Power(node, Num(int(token.text), start=token.start, end=token.end), node.start, token.end)
        return node

    def circle(self) -> bool:
        """Whether the exponent is a circle, the sign of degrees; it is then passed."""
        braced = self.at("open", "{")
        ring = self.peek(1 if braced else 0)
        if ring is None or ring.kind != "op" or ring.text != "⊙":
            return False
        self.index += 3 if braced else 1
        return True

    def exponent(self) -> Node:
        if self.at("op", "-", "+"):
            op = self.next()
            node = self.deeper(self.exponent)
            return Neg(node, start=op.start, end=node.end) if op.text == "-" else node
        if self.at("open", "{"):
            return self.braced()
        return self.power()

    def postfix(self) -> Node:
        node = self.atom()
        signs = 0
        while self.at("post"):
            signs += 1
            if signs > MAX_SIGNS:
                raise self.refuse("there are too many of these signs in a row")
            token = self.peek()
            if token is None:
                break
            if token.text == "!":
                node = Factorial(node, node.start, token.end)
            elif token.text == "°":
                node = _degrees(node, token.end)
            elif token.text == "%":
                following = self.peek(1)
                if following is not None and following.kind in STARTS and following.kind != "name":
                    break
                node = _percent(node, token.end)
            elif isinstance(node, Matrix | Group):
                node = Call("transpose", (node,), start=node.start, end=token.end)
            else:
                break
            self.index += 1
        if self.lexicon is not None and self.at("under") and not isinstance(node, Num):
            self.index += 1
            place = self.braced() if self.at("open", "{") else self.atom()
            node = Call("entry", (node, place), start=node.start, end=place.end)
        return node


def _has_letters(node: Node) -> bool:
    """Whether a Latin letter occurs in it, as it does in what can be transposed."""
    if isinstance(node, Sym):
        return node.name.partition("_")[0] not in GREEK and node.name != "e"
    return any(_has_letters(child) for child in children(node))


def _degrees(node: Node, end: int) -> Node:
    """An angle in degrees, as a number."""
    turned = Product((node, Sym("pi")), ("·",), node.start, end)
    return Quotient(turned, Num(180, start=end, end=end), node.start, end)


def _percent(node: Node, end: int) -> Node:
    if isinstance(node, Num):
        unit = node.unit if node.unit is not None else Fraction(1)
        return Num(Fraction(node.value) / 100, unit / 100, True, node.start, end)
    return Quotient(node, Num(100, start=end - 1, end=end), node.start, end)
