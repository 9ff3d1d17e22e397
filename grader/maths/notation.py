"""The notation of the field: fractions, roots, sums over an index, norms, cases, gradients, indicators, matrices."""

from __future__ import annotations

import re

from grader.maths.cursor import Cursor
from grader.maths.nodes import (
    EVERY,
    Call,
    Chain,
    Group,
    Matrix,
    Node,
    Num,
    Power,
    Product,
    Quotient,
    Summation,
    Sym,
    WithWords,
)
from grader.maths.points import free_symbols
from grader.maths.tokens import MATRIX_ENVIRONMENTS, Token
from grader.model.answers import Unreadable

ALL = Sym(EVERY)
"""The upper end of a sum over all values of an index."""

INEQUALITIES = frozenset("<>≤≥≠∈")
_OVER = {"sum", "prod", "max", "min", "argmax", "argmin"}


class Notation(Cursor):
    """What begins with a command or a sign of its own."""

    def argument(self, of: Token) -> Node:
        """What a command takes: {…}, or the next single digit or symbol."""
        if self.at("open", "{"):
            return self.braced()
        token = self.peek()
        if token is None or token.kind not in ("num", "name", "cmd", "open", "partial"):
            raise self.refuse(f"“\\{of.text}” needs its parts in braces", of)
        return self.atom()

    def command(self, token: Token) -> Node:
        if token.text == "frac":
            return self.fraction(token)
        if token.text == "binom":
            top = self.argument(token)
            bottom = self.argument(token)
            return Call("binom", (top, bottom), start=token.start, end=bottom.end)
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
            return self.boxed(token)
        if token.text in ("sum", "prod"):
            return self.ranged(token, token.text)
        if token.text == "nabla":
            return self.gradient(token)
        if token.text == "one":
            return self.indicator(token)
        if token.text == "arg" and self.at("name", "max", "min"):
            return self.ranged(token, f"arg{self.next().text}")
        raise self.refuse("this command is not known here", token)

    def fraction(self, token: Token) -> Node:
        if self.at("num") and (pair := self.tokens[self.index]).plain and len(pair.text) == 2:  # \frac12
            self.index += 1
            top: Node = Num(int(pair.text[0]), start=pair.start, end=pair.start + 1)
            return Quotient(top, Num(int(pair.text[1]), start=pair.end - 1, end=pair.end), token.start, pair.end)
        top = self.argument(token)
        bottom = self.argument(token)
        return self.quotient(top, bottom, token.start)

    def quotient(self, top: Node, bottom: Node, start: int) -> Node:
        """A fraction, or the name of a derivative: ∂L/∂w, dL/dw."""
        above, below = self.differential(top), self.differential(bottom)
        if self.lexicon is not None and above is not None and below:
            return Sym(f"∂{above}/∂{below}", start, bottom.end)
        return Quotient(top, bottom, start, bottom.end)

    def differential(self, node: Node) -> str | None:
        """What is differentiated in ∂L, dL or d L; "" in a lone ∂; None where it is no differential."""
        if isinstance(node, Sym):
            if node.name.startswith("∂") and "/" not in node.name:
                return node.name[1:]
            head = node.name.partition("_")[0]
            if head == "d" and self.lexicon is not None and "d" not in self.lexicon.declared:
                return ""
            differs = len(head) > 1 and head[0] == "d" and (len(head) == 2 or head[1:] in ("loss", "Loss"))
            return node.name[1:] if differs and self.symbols is not None and node.name not in self.symbols else None
        if isinstance(node, Product) and not any(node.marks) and len(node.factors) == 2:
            first, second = node.factors
            if first == Sym("d") and isinstance(second, Sym) and "d" not in (self.symbols or ()):
                return second.name
            if isinstance(first, Sym) and first.name.startswith("∂") and isinstance(second, Sym):
                return first.name[1:] + second.name
        return None

    def partial(self, token: Token) -> Node:
        """The ∂ before a name, which is part of it; alone it is an operator."""
        if self.at("op", "^"):
            self.index += 1
            power = self.exponent()
            if not isinstance(power, Num):
                raise self.refuse("the order of this derivative could not be read", token)
            order = f"^{power.value} "
        else:
            order = ""
        if self.at("name"):
            name = self.next()
            end = name.end
            if self.at("open", "("):  # ∂L(w)/∂w
                end = self.bracketed(self.next(), call=True).end
            if order == "" and self.at("op", "^") and self.peek(1) is not None and self.peek(1).kind == "num":  # type: ignore[union-attr]
                self.index += 1
                order = f"^{self.next().text} "
            return Sym(f"∂{order}{name.text}", token.start, end)
        return Sym(f"∂{order}", token.start, token.end)

    def boxed(self, token: Token) -> Node:
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
        if self.at("word", "_") or (self.lexicon is not None and self.at("under")):
            self.index += 1
            if self.at("text"):
                self.index += 1
            else:
                self.argument(token)
        return WithWords(inner, words.strip(), inner.start, inner.end) if words.strip() else inner

    def ranged(self, token: Token, kind: str) -> Node:
        """A sum, product, largest or smallest value over an index, with or without the ends of its range."""
        if not self.at("under"):
            raise self.refuse("the range is missing here", token)
        self.index += 1
        bounds = self.braced() if self.at("open", "{") else self.atom()
        low: Node = Num(1, start=token.start, end=token.end)
        high: Node = ALL
        indices: list[str] = []
        if isinstance(bounds, Chain) and len(bounds.items) == 2 and bounds.relations == ("=",):
            variable, low = bounds.items
            indices = [variable.name] if isinstance(variable, Sym) else []
        elif isinstance(bounds, Chain) and bounds.relations == ("≤", "≤") and isinstance(bounds.items[1], Sym):
            low, high = bounds.items[0], bounds.items[2]
            indices = [bounds.items[1].name]
        elif isinstance(bounds, Sym):
            indices = [bounds.name]
        elif isinstance(bounds, Group) and all(isinstance(item, Sym) for item in bounds.items):
            indices = [item.name for item in bounds.items if isinstance(item, Sym)]
        if not indices or (self.lexicon is None and high == ALL and not isinstance(bounds, Chain)):
            raise self.refuse("the range could not be read here", token)
        if self.at("op", "^"):
            self.index += 1
            high = self.deeper(self.exponent)
        elif self.at("sup") and isinstance(bounds, Chain):
            sup = self.next()
            high = Sym("n", sup.start, sup.end) if sup.text == "n" else Num(int(sup.text), start=sup.start, end=sup.end)
        elif self.lexicon is None:
            raise self.refuse("the upper end of this sum is missing", token)
        elif isinstance(bounds, Chain) and bounds.relations == ("=",):
            raise self.refuse("the upper end is missing here", token)
        node = self.deeper(self.product)
        for index in indices[::-1]:
            node = Summation(node, index, low, high, kind, token.start, node.end)
        return node

    def gradient(self, token: Token) -> Node:
        """∇L, ∇_w L(w): a function nothing is known of."""
        below = ""
        if self.at("under"):
            self.index += 1
            inner = self.braced() if self.at("open", "{") else self.atom()
            below = "_" + self.text[inner.start : inner.end].strip("{} ")
            if isinstance(inner, Sym):
                below = f"_{inner.name}"
        operand = self.deeper(self.power)
        if not free_symbols(operand):
            raise self.refuse("a function of symbols was expected behind this ∇", token)
        return Call(f"∇{below}", (operand,), start=token.start, end=operand.end)

    def indicator(self, token: Token) -> Node:
        """𝟙[x > 0], 𝟙_{x > 0}."""
        if self.at("under"):
            self.index += 1
        if not self.at("open"):
            raise self.refuse("the condition is missing here", token)
        opened = self.next()
        inner = self.bracketed(opened, call=True)
        while isinstance(inner, Group) and len(inner.items) == 1:
            inner = inner.items[0]
        if not is_condition(inner):
            raise Unreadable("a condition such as x > 0 was expected here", (opened.start, inner.end), self.text)
        return Call("indicator", (inner,), start=token.start, end=inner.end)

    def faced(self, token: Token) -> Node:
        """Something in bold or roman that is no name: a number, or the 1 of an indicator."""
        inner = self.braced() if self.at("open", "{") else self.atom()
        if token.text not in ("bold", "roman", "bb") or (token.text == "bb" and inner != Num(1)):
            raise self.refuse("a symbol was expected in this face", token)
        if inner == Num(1) and token.text in ("bb", "bold"):
            if self.at("under") or self.at("open"):
                return self.indicator(token)
            if token.text == "bb" or self.at("op", "^"):
                raise self.refuse("a vector of ones is not known here", token)
        return inner

    def bars(self, token: Token) -> Node:
        """‖x‖, ‖x‖₂, ‖x‖_1."""
        outer, self.normed = self.normed, True
        self.opened += 1
        inner = self.sum()
        self.opened -= 1
        self.normed = outer
        if self.at("norm"):
            end = self.next().end
        elif self.at("bar") and self.peek(1) is not None and self.peek(1).kind == "bar":  # type: ignore[union-attr]
            self.index += 1
            end = self.next().end
        else:
            raise self.refuse("the second ‖ is missing")
        order: Node | None = None
        if self.at("under"):
            self.index += 1
            order = self.braced() if self.at("open", "{") else self.atom()
        if order is None or order in (Num(2), Sym("F"), Sym("l_2"), Sym("l2")):
            return Call("norm", (inner,), start=token.start, end=end)
        if not isinstance(order, Num) and order != Sym("infty"):
            raise self.refuse("this norm is not known here", token)
        return Call("norm", (inner, order), start=token.start, end=end)

    def rounded(self, opened: Token) -> Node:
        """⌈x⌉, ⌊x⌋."""
        inner = self.sum()
        closing = {"⌈": "⌉", "⌊": "⌋"}[opened.text]
        if not self.at("close", closing):
            raise self.refuse(f"the closing {closing} is missing here")
        name = "ceil" if opened.text == "⌈" else "floor"
        return Call(name, (inner,), start=opened.start, end=self.next().end)

    def angled(self, opened: Token) -> Node:
        """⟨x, y⟩."""
        one = self.sum()
        if not self.at("sep"):
            raise self.refuse("a comma was expected here")
        self.index += 1
        other = self.sum()
        if not self.at("close", "⟩"):
            raise self.refuse("the closing ⟩ is missing here")
        return Call("dot", (one, other), start=opened.start, end=self.next().end)

    def environment(self, token: Token) -> Node:
        found = re.match(r"\\begin\{(\w+)\*?\}", token.text)
        if found is not None and found[1] in ("cases", "dcases") and self.lexicon is not None:
            return self.cases(token)
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
        node = self.matrix(filled, token.start, end)
        if found[1] == "vmatrix" and isinstance(node, Matrix) and self.lexicon is not None:
            return Call("det", (node,), start=token.start, end=end)
        return node

    def cases(self, token: Token) -> Node:
        """Values with their conditions, the last one's may be "otherwise": (value, condition, value, condition …)."""
        args: list[Node] = []
        otherwise = Call("otherwise", ())
        while not (self.at("env") and self.tokens[self.index].text.startswith("\\end")):
            if self.peek() is None:
                raise self.refuse("these cases have no \\end", token)
            if self.at("newline"):
                self.index += 1
                continue
            args.append(self.sum())
            while self.at("sep") or self.at("amp") or self.at("text", "if", "if ", "for", "when", "falls", "wenn"):
                self.index += 1
            while self.at("name", "if", "for", "when"):
                self.index += 1
            words = self.peek()
            if words is not None and words.kind in ("text", "name", "word") and words.text.strip(" .,") in _OTHERWISE:
                self.index += 1
                if words.text in ("else",) and self.at("text"):
                    self.index += 1
                args.append(otherwise)
            else:
                condition = self.chain()
                if not is_condition(condition):
                    raise Unreadable("a condition was expected here", (condition.start, condition.end), self.text)
                args.append(condition)
            while self.at("word", ".") or self.at("sep"):
                self.index += 1
        end = self.next().end
        if not args:
            raise self.refuse("these cases are empty", token)
        return Call("cases", tuple(args), start=token.start, end=end)

    def absolute(self, token: Token) -> Node:
        following = self.peek()
        if self.lexicon is not None and following is not None and following.kind == "bar":
            self.index += 1
            return self.bars(token)
        self.opened += 1
        inner = self.sum()
        self.opened -= 1
        if not self.at("bar"):
            raise self.refuse("the second | is missing")
        return Call("abs", (inner,), start=token.start, end=self.next().end)


_OTHERWISE = {"otherwise", "else", "sonst", "elsewhere", "if otherwise"}


def is_condition(node: Node) -> bool:
    """Whether it is true or false rather than a number."""
    return isinstance(node, Chain) and bool(set(node.relations) & INEQUALITIES or set(node.relations) == {"="})
