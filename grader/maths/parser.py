"""Tokens → tree: one Pratt parser for LaTeX and plain notation, bounded in depth and length."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from grader.maths.nodes import (
    Call,
    Chain,
    Factorial,
    Group,
    Interval,
    Matrix,
    Neg,
    Node,
    Num,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Sum,
    Summation,
    Sym,
    WithWords,
    placed,
)
from grader.maths.tokens import FUNCTIONS, MATRIX_ENVIRONMENTS, Token, scale_of, tokenize
from grader.model.answers import Unreadable

MAX_LENGTH = 20_000
MAX_TOKENS = 4_000
MAX_DEPTH = 40

MAX_SIGNS = 8
"""How many of ! % ' may follow each other."""

LETTERS = 3
"""Names of up to so many letters that are no symbol are read as products of letters, in formulas."""

_WRAPPERS = {"array", "asarray", "tensor", "matrix", "Matrix", "mat", "Size", "TensorShape", "list", "tuple"}
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_STARTS = {"num", "name", "open", "cmd", "bar", "env"}


def parse(text: str, symbols: Mapping[str, str] | None = None) -> Node:
    """The tree of a text that is one answer. Raises Unreadable with the place that could not be read.

    symbols : the symbols that may occur, from a spelling ("n^{l-1}", "lr") to the canonical name ("n_in", "eta").
    Names of a few letters that are no symbol are then read as products of letters that are ("xy").

    >>> parse("8·5·5·3 + 8 = 608").relations
    ('=',)
    """
    if len(text) > MAX_LENGTH:
        raise Unreadable(
            f"this is longer than {MAX_LENGTH} characters", (MAX_LENGTH, len(text)), text[: MAX_LENGTH + 1]
        )
    tokens = tokenize(text)
    if len(tokens) > MAX_TOKENS:
        raise Unreadable("this is too long for one answer", (tokens[MAX_TOKENS].start, len(text)), text)
    if symbols is None:
        return Parser(joined(tokens), text).whole()
    return Parser(spelled(joined(tokens), symbols), text, frozenset(symbols.values())).whole()


def spelled(tokens: list[Token], symbols: Mapping[str, str]) -> list[Token]:
    """The tokens with every spelling of a symbol replaced by its canonical name; longer spellings come first."""
    patterns = [
        ([(token.kind, token.text) for token in tokenize(spelling)], name)
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


class Parser:
    """One pass over the tokens of one answer or one run."""

    def __init__(self, tokens: list[Token], text: str, symbols: frozenset[str] | None = None) -> None:
        self.tokens, self.text, self.symbols = tokens, text, symbols
        self.index = self.depth = 0
        self.rows = 0
        self.bars = 0

    # -- helpers

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.index + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def at(self, kind: str, *texts: str) -> bool:
        token = self.peek()
        return token is not None and token.kind == kind and (not texts or token.text in texts)

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            raise Unreadable("something is missing at the end", (len(self.text), len(self.text)), self.text)
        self.index += 1
        return token

    def refuse(self, hint: str, token: Token | None = None) -> Unreadable:
        token = token or self.peek()
        span = (token.start, token.end) if token else (len(self.text), len(self.text))
        return Unreadable(hint, span, self.text)

    def deeper(self, rule: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse(f"this is nested more than {MAX_DEPTH} levels deep")
        node = rule()
        self.depth -= 1
        return node

    def skip_newlines(self) -> None:
        while self.at("newline"):
            self.index += 1

    # -- rules

    def whole(self) -> Node:
        self.skip_newlines()
        while self.at("rel"):
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
        if any(token.kind not in ("word", "name", "newline", "post", "op") or token.text in "?/" for token in rest):
            return ""
        if not any(token.kind == "name" or len(token.text) > 1 for token in rest if token.kind in ("word", "name")):
            return ""
        if any(token.kind == "op" and token.text != "-" for token in rest):
            return ""
        words = self.text[first.start : rest[-1].end].strip(" .")
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
            if self.peek() is None and relations:
                break
            relations.append(relation.text)
            items.append(self.listed(top=top))
        if not relations:
            return items[0]
        return Chain(tuple(items), tuple(relations), items[0].start, items[-1].end)

    def listed(self, *, top: bool) -> Node:
        """Items parted by commas, outside brackets."""
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
                top = _product_of(factors, marks)
                bottom = self.signed()
                factors, marks = [Quotient(top, bottom, top.start, bottom.end)], []
            elif self._times_letter(token, factors[-1]):
                self.index += 1
                factors.append(self.power())
                marks.append("x")
            elif self._implicit(token):
                factors.append(self.power())
                marks.append("")
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
        if token.kind not in _STARTS or (self.rows and token.space):
            return False
        if (token.kind == "bar" and self.bars) or (token.kind == "env" and token.text.startswith("\\end")):
            return False
        if token.kind == "num":
            previous = self.tokens[self.index - 1]
            return previous.kind in ("close", "name", "post") and not token.space
        if token.kind == "name":
            return not self._is_words(token)
        return True

    def _is_words(self, token: Token) -> bool:
        """Whether a name begins the words behind a quantity rather than a factor of it."""
        base = token.text.partition("_")[0]
        if self.symbols is not None and (token.text in self.symbols or (len(base) <= LETTERS and not token.space)):
            return False
        if len(base) == 1 or base.lower() in FUNCTIONS or base in _GREEK_NAMES or base in _CONSTANTS:
            return False
        return "_" not in token.text

    def power(self) -> Node:
        node = self.postfix()
        if self.at("op", "^"):
            op = self.next()
            if self.at("name", "T") or self.at("word", "T"):
                end = self.next().end
                return Call("transpose", (node,), start=node.start, end=end)
            if self.at("post", "'"):
                return node
            exponent = self.deeper(self._exponent)
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

    def _exponent(self) -> Node:
        if self.at("op", "-", "+"):
            op = self.next()
            node = self.deeper(self._exponent)
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
            elif token.text == "%":
                following = self.peek(1)
                if following is not None and following.kind in _STARTS and following.kind != "name":
                    break
                node = _percent(node, token.end)
            elif isinstance(node, Matrix | Group):
                node = Call("transpose", (node,), start=node.start, end=token.end)
            else:
                break
            self.index += 1
        return node

    def atom(self) -> Node:
        token = self.next()
        if token.kind == "num":
            return self.number(token)
        if token.kind == "name":
            return self.name(token)
        if token.kind == "open":
            return self.deeper(lambda: self.bracketed(token))
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
            if (
                power is not None
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

    def name(self, token: Token) -> Node:
        text = token.text
        if text in _WRAPPERS and self.at("open", "("):
            return self.wrapped(token)
        known = FUNCTIONS.get(text.lower())
        primes = 0
        while self.at("post", "'") and (known or text == "sigma"):
            primes += 1
            self.index += 1
        if text == "sigma" and (self.at("open", "(") or primes):
            known = "sigma"
        if known:
            return self.call(token, known, primes)
        if self._is_letters(text):
            letters = [Sym(letter, token.start + place, token.start + place + 1) for place, letter in enumerate(text)]
            return Product(tuple(letters), ("",) * (len(letters) - 1), token.start, token.end)
        return Sym(text, token.start, token.end)

    def _is_letters(self, text: str) -> bool:
        """Whether a name is a product of letters ("xy"): only where the symbols are known, and it is none."""
        short = 1 < len(text) <= LETTERS and text.isalpha() and text.isascii() and text not in _GREEK_NAMES
        return short and self.symbols is not None and text not in self.symbols

    def call(self, token: Token, name: str, primes: int) -> Node:
        outer: Node | None = None
        if self.at("op", "^") and not primes:
            self.index += 1
            outer = self.deeper(self._exponent)
        elif self.at("sup"):
            sup = self.next()
            outer = Num(int(sup.text) if sup.text.lstrip("-").isdigit() else 1, start=sup.start, end=sup.end)
        if self.at("open", "(", "[", "{"):
            inner = self.deeper(lambda: self.bracketed(self.next(), call=True))
            args = inner.items if isinstance(inner, Group) and inner.bracket in "({" else (inner,)
            end = self.tokens[self.index - 1].end
        elif self.peek() is None:
            return Sym(name, token.start, token.end)
        else:
            inner = self.deeper(self.power)
            args, end = (inner,), inner.end
        node: Node = Call(name, args, primes, token.start, end)
        return Power(node, outer, token.start, end) if outer is not None else node

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

    def bracketed(self, opened: Token, *, call: bool = False) -> Node:
        closing = _CLOSING[opened.text]
        listing = opened.text == "["
        rows, self.rows = self.rows, self.rows + 1 if listing else 0
        bars, self.bars = self.bars, 0
        table: list[list[Node]] = [[]]
        commas = False
        other = {")": "]", "]": ")", "}": "}"}[closing]
        while not self.at("close", closing, other):
            token = self.peek()
            if token is None:
                raise self.refuse("this bracket is never closed", opened)
            if token.kind == "row" or token.kind == "newline":
                self.index += 1
                if listing and table[-1] and (token.kind == "row" or not (commas or _nested(table[-1]))):
                    table.append([])
            elif token.kind == "sep":
                if not table[-1]:
                    raise self.refuse("something is missing before this comma")
                commas = True
                self.index += 1
            else:
                if table[-1] and not listing and not commas:
                    raise self.refuse("this could not be read inside the brackets")
                table[-1].append(self.chain())
                if self.peek() is None:
                    raise self.refuse("this bracket is never closed", opened)
                if not listing and not (self.at("close", closing, other) or self.at("sep") or self.at("newline")):
                    raise self.refuse("this could not be read inside the brackets")
        closed = self.next()
        self.rows, self.bars = rows, bars
        filled = [row for row in table if row]
        if closed.text != closing:
            if len(filled) != 1 or len(filled[0]) != 2 or not commas:
                raise self.refuse("this bracket does not fit the one that was opened", closed)
            low, high = filled[0]
            return Interval(low, high, (listing, closed.text == "]"), opened.start, closed.end)
        if listing and len(filled) > 1:
            return self.matrix(filled, opened.start, closed.end)
        items = tuple(filled[0]) if filled else ()
        if not items:
            raise self.refuse("these brackets are empty", opened)
        if listing and _rectangular(items):
            nested = [list(item.items) for item in items if isinstance(item, Group)]
            return self.matrix(nested, opened.start, closed.end)
        if len(items) == 1 and isinstance(items[0], Matrix) and self.text.startswith("\\", items[0].start):
            return items[0]  # the brackets around an array environment
        if len(items) == 1 and not listing and (call or not commas) and opened.text != "{":
            return items[0]
        if len(items) == 1 and opened.text == "{" and not commas:
            return items[0]
        return Group(items, opened.text, opened.start, closed.end)

    def matrix(self, rows: list[list[Node]], start: int, end: int) -> Node:
        if len({len(row) for row in rows}) != 1:
            raise Unreadable("the rows of this matrix have different lengths", (start, end), self.text)
        return Matrix(tuple(tuple(row) for row in rows), start, end)

    def braced(self) -> Node:
        opened = self.next()
        return self.bracketed(opened)

    def argument(self, of: Token) -> Node:
        """What a command takes: {…}, or the next single digit or symbol."""
        if self.at("open", "{"):
            return self.braced()
        token = self.peek()
        if token is None or token.kind not in ("num", "name", "cmd", "open"):
            raise self.refuse(f"“\\{of.text}” needs its parts in braces", of)
        return self.atom()

    def command(self, token: Token) -> Node:
        if token.text == "frac":
            if self.at("num") and (pair := self.tokens[self.index]).plain and len(pair.text) == 2:  # \frac12
                self.index += 1
                top: Node = Num(int(pair.text[0]), start=pair.start, end=pair.start + 1)
                return Quotient(top, Num(int(pair.text[1]), start=pair.end - 1, end=pair.end), token.start, pair.end)
            top = self.argument(token)
            bottom = self.argument(token)
            return Quotient(top, bottom, token.start, bottom.end)
        if token.text == "sqrt":
            degree: Node = Num(2, start=token.start, end=token.end)
            if self.at("open", "["):
                degree = self.bracketed(self.next(), call=True)
                if isinstance(degree, Group) and len(degree.items) == 1:
                    degree = degree.items[0]
            inner = self.argument(token)
            exponent = Quotient(Num(1, start=token.start, end=token.end), degree, token.start, token.end)
            return Power(inner, exponent, token.start, inner.end)
        if token.text in ("boxed", "underbrace", "overbrace"):
            self.skip_newlines()
            opened = self.peek()
            if opened is None or opened.text != "{":
                raise self.refuse("braces were expected here")
            self.index += 1
            inner = self.chain(top=True)
            words = ""
            while not self.at("close", "}"):
                words += " " + self.next().text
            self.index += 1
            if self.at("word", "_"):
                self.index += 1
                self.argument(token)
            return WithWords(inner, words.strip(), inner.start, inner.end) if words.strip() else inner
        if token.text == "sum":
            return self.summation(token)
        raise self.refuse("this command is not known here", token)

    def summation(self, token: Token) -> Node:
        if not self.at("under"):
            raise self.refuse("the range of this sum is missing", token)
        self.index += 1
        bounds = self.braced()
        if not isinstance(bounds, Chain) or len(bounds.items) != 2 or not isinstance(bounds.items[0], Sym):
            raise self.refuse("the range of this sum could not be read", token)
        if not self.at("op", "^"):
            raise self.refuse("the upper end of this sum is missing", token)
        self.index += 1
        high = self.deeper(self._exponent)
        body = self.deeper(self.product)
        return Summation(body, bounds.items[0].name, bounds.items[1], high, token.start, body.end)

    def environment(self, token: Token) -> Node:
        found = re.match(r"\\begin\{(\w+)\*?\}", token.text)
        if found is None or found[1] not in MATRIX_ENVIRONMENTS:
            raise self.refuse("this environment is no formula", token)
        rows, self.rows = self.rows, 0
        table: list[list[Node]] = [[]]
        while not (self.at("env") and self.tokens[self.index].text.startswith("\\end")):
            here = self.peek()
            if here is None:
                raise self.refuse("this matrix has no \\end", token)
            if here.kind == "newline":
                self.index += 1
                if here.text.startswith("\\") and table[-1]:
                    table.append([])
            elif here.kind == "amp":
                self.index += 1
            else:
                table[-1].append(self.sum())
        end = self.next().end
        self.rows = rows
        filled = [row for row in table if row]
        if not filled:
            raise self.refuse("this matrix is empty", token)
        return self.matrix(filled, token.start, end)

    def absolute(self, token: Token) -> Node:
        self.bars += 1
        inner = self.sum()
        self.bars -= 1
        if not self.at("bar"):
            raise self.refuse("the second | is missing")
        return Call("abs", (inner,), start=token.start, end=self.next().end)


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


def _percent(node: Node, end: int) -> Node:
    if isinstance(node, Num):
        unit = node.unit if node.unit is not None else Fraction(1)
        return Num(Fraction(node.value) / 100, unit / 100, True, node.start, end)
    return Quotient(node, Num(100, start=end - 1, end=end), node.start, end)


def _nested(row: list[Node]) -> bool:
    return any(isinstance(item, Group | Matrix) for item in row)


def _rectangular(items: tuple[Node, ...]) -> bool:
    """Whether all are lists of the same length of entries that are no lists."""
    lengths = {len(item.items) if isinstance(item, Group) and item.bracket in "[(" else -1 for item in items}
    return (
        len(lengths) == 1
        and -1 not in lengths
        and not any(
            isinstance(entry, Group | Matrix) for item in items if isinstance(item, Group) for entry in item.items
        )
    )
