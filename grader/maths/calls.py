"""Names in formulas: functions with their arguments, symbols, products of letters, prints of numbers."""

from __future__ import annotations

import re

from grader.maths.brackets import CLOSING, Brackets
from grader.maths.lexicon import Lexicon, inverted
from grader.maths.nodes import EVERY, Call, Group, Neg, Node, Num, Power, Product, Summation, Sym, placed
from grader.maths.tokens import FUNCTIONS, GREEK, Token
from grader.maths.vocabulary import BRACKETED, KNOWN, LINEAR, WRAPPERS

INVERSES = {
    "sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arcsinh", "cosh": "arccosh", "tanh": "arctanh",
}  # fmt: skip
"""What the exponent −1 makes of a function: sin⁻¹ is arcsin."""

INDEXED = {"log", "max", "min", "argmax", "argmin"}


RANGED = {"max", "min", "argmax", "argmin"}


WORDLIKE = (set(LINEAR) - {"det", "tr", "trace", "softmax", "logsumexp"}) | {
    "clip", "round", "sign", "square", "pow", "indicator", "comb", "fraction", "rational", "div",
}  # fmt: skip
"""Functions whose names are usual words or symbols, too: without brackets they are no functions."""


class Calls(Brackets):
    """What begins with a name."""

    def name(self, token: Token) -> Node:
        text = token.text
        if text in WRAPPERS and self.at("open", "("):
            return self.wrapped(token)
        if self.lexicon is not None:
            return self.named(token, self.lexicon)
        known = FUNCTIONS.get(text.lower())
        primes = 0
        while self.at("post", "'") and (known or text == "sigma"):
            primes += 1
            self.index += 1
        if text == "sigma" and (self.at("open", "(") or primes):
            known = "sigma"
        if known:
            return self.call(token, known, primes)
        return Sym(text, token.start, token.end)

    def named(self, token: Token, lexicon: Lexicon) -> Node:
        """A function with its arguments, a symbol, or a product of letters, in a whole answer."""
        text = token.text
        head, _, below = text.partition("_")
        if text in lexicon.declared:
            return Sym(text, token.start, token.end)
        known = KNOWN.get(text.lower()) or (KNOWN.get(head.lower()) if head.lower() in INDEXED else None)
        opens = self.at("open", "(", "[", "{") and not (self.rows and self.tokens[self.index].space)
        if known in RANGED and (self.at("under") or below):
            return self.over(token, known, below)
        if known == "log" and (self.at("under") or below):
            return self.logarithm(token, below)
        primes = 0
        while self.at("post", "'") and (known or text == "sigma"):
            primes += 1
            self.index += 1
        if text == "sigma" and (self.at("open", "(") or primes):
            known = "sigma"
        if known and (opens or primes or not below) and (opens or primes or text.lower() not in WORDLIKE):
            return self.call(token, known, primes)
        if lexicon.opaque(text) and inverted(self.tokens, self.index):
            raise self.refuse("an inverse function or a reciprocal? Write 1/f(x) for the latter", token)
        if lexicon.opaque(text) and (self.at("open", "(") or self._opens_square(head) or self.at("under")):
            return self.deeper(lambda: self.opaque(token))
        called = opens and not self.tokens[self.index].space
        letters = lexicon.letters(text, whole=token.plain, called=called)
        if letters:
            each = [Sym(letter, token.start + place, token.start + place + 1) for place, letter in enumerate(letters)]
            self.lettered = Product(tuple(each), ("",) * (len(each) - 1), token.start, token.end)
            return self.lettered
        if called and len(head.partition("^")[0]) > 1 and head not in GREEK:
            raise self.refuse(f"“{head}” is no function that is known here", token)
        return Sym(text, token.start, token.end)

    def _opens_square(self, head: str) -> bool:
        return head in BRACKETED and self.at("open", "[", "{")

    def over(self, token: Token, kind: str, below: str) -> Node:
        """max_i z_i, argmax over an index."""
        if not below:
            return self.ranged(token, kind)
        body = self.deeper(self.product)
        return Summation(body, below, Num(1), Sym(EVERY), kind, token.start, body.end)

    def logarithm(self, token: Token, below: str) -> Node:
        """A logarithm with its base: log_2 16."""
        base: Node
        if below:
            base = Num(int(below)) if below.isdigit() else Sym(below)
        else:
            self.index += 1
            base = self.braced() if self.at("open", "{") else self.atom()
        node = self.call(token, "log", 0)
        outer: Node | None = None
        if isinstance(node, Power):
            outer = node.exponent
            node = node.base
        if not isinstance(node, Call) or len(node.args) != 1:
            raise self.refuse("what this logarithm is taken of is missing", token)
        node = Call("log", (node.args[0], base), start=node.start, end=node.end)
        return Power(node, outer, node.start, node.end) if outer is not None else node

    def opaque(self, token: Token) -> Node:
        """A function that nothing is known of, or a density: E_{x ~ p}[f(x)], P(A | B), KL(p ‖ q)."""
        name = token.text
        if self.at("under"):
            begin = self.next().start
            depth = 0
            while self.peek() is not None:
                here = self.next()
                depth += (here.kind == "open") - (here.kind == "close")
                if depth <= 0:
                    break
            name += re.sub(r"\\(?:text|mathrm|mathbf)\b|[\s{}]", "", self.text[begin : self.tokens[self.index - 1].end])
        if not self.at("open"):
            return Sym(name, token.start, self.tokens[self.index - 1].end)
        opened = self.next()
        rows, self.rows = self.rows, 0
        normed, self.normed = self.normed, True
        self.opened += 1
        args = [self.chain()]
        signs = ""
        while self.at("sep") or self.at("row") or self.at("bar") or self.at("norm"):
            sign = self.next().text
            while self.at("bar") or self.at("norm"):
                sign = self.next().text
            signs += "" if sign == "," else ";" if sign == ";" else "|"
            args.append(self.chain())
        self.opened -= 1
        self.rows, self.normed = rows, normed
        if not self.at("close", CLOSING.get(opened.text, "")):
            raise self.refuse("a closing bracket is missing here")
        end = self.next().end
        if name in ("I", "indicator") or (len(args) == 1 and name == "I"):
            return Call("indicator", tuple(args), start=token.start, end=end)
        return Call(name + signs, tuple(args), start=token.start, end=end)

    def call(self, token: Token, name: str, primes: int) -> Node:
        outer: Node | None = None
        if self.at("op", "^") and not primes:
            self.index += 1
            outer = self.deeper(self.exponent)
        elif self.at("sup"):
            sup = self.next()
            outer = Num(int(sup.text) if sup.text.lstrip("-").isdigit() else 1, start=sup.start, end=sup.end)
        if self.at("open", "(", "[", "{"):
            inner = self.deeper(lambda: self.bracketed(self.next(), call=True))
            args = inner.items if isinstance(inner, Group) and inner.bracket in "({" else (inner,)
            end = self.tokens[self.index - 1].end
        elif self.peek() is None:
            return Sym(name, token.start, token.end)
        elif self.lexicon is not None and self.at("num") and self._multiplies():
            first = self.deeper(self.power)
            second = self.deeper(self.power)
            inner = Product((first, second), ("",), first.start, second.end)  # \ln 2x
            args, end = (inner,), inner.end
        else:
            inner = self.deeper(self.power)
            args, end = (inner,), inner.end
        if self.lexicon is not None and outer == Neg(Num(1)):
            if name not in INVERSES:
                raise self.refuse("an inverse function or a reciprocal? Write 1/f(x) for the latter", token)
            return Call(INVERSES[name], args, primes, token.start, end)
        node: Node = Call(name, args, primes, token.start, end)
        return Power(node, outer, token.start, end) if outer is not None else node

    def _multiplies(self) -> bool:
        """Whether a number is the coefficient of the name that follows it at once."""
        following = self.peek(1)
        return following is not None and following.kind == "name" and not following.space

    def wrapped(self, token: Token) -> Node:
        self.index += 1
        rows, self.rows = self.rows, 0
        self.skip_newlines()
        node = self.sum()
        while self.at("sep"):  # np.array([...], dtype=float)
            self.index += 1
            while self.peek() is not None and not self.at("close", ")") and not self.at("sep"):
                self.index += 1
        self.skip_newlines()
        self.rows = rows
        if not self.at("close", ")"):
            raise self.refuse("a closing bracket is missing here")
        end = self.next().end
        return placed(node, token.start, end)
