"""The parser's place in the tokens, and the rules that the parts of the grammar ask of each other."""

from __future__ import annotations

from collections.abc import Callable

from grader.maths.lexicon import Lexicon
from grader.maths.nodes import Node
from grader.maths.tokens import Token
from grader.model.answers import Unreadable

MAX_DEPTH = 40


class Cursor:
    """A place in the tokens of one answer or one run.

    symbols : the symbols that may occur, None where they are not known. lexicon : how names are told apart in a whole
    answer; None in free text, where less is read.
    """

    def __init__(
        self,
        tokens: list[Token],
        text: str,
        symbols: frozenset[str] | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self.tokens, self.text, self.symbols, self.lexicon = tokens, text, symbols, lexicon
        self.index = self.depth = 0
        self.rows = 0
        self.opened = 0
        self.normed = False
        self.lettered: Node | None = None

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

    # What the notation of functions, sums and matrices needs of the arithmetic; see parser.Parser.

    def chain(self, *, top: bool = False) -> Node:
        raise NotImplementedError

    def sum(self) -> Node:
        raise NotImplementedError

    def product(self) -> Node:
        raise NotImplementedError

    def power(self) -> Node:
        raise NotImplementedError

    def atom(self) -> Node:
        raise NotImplementedError

    def exponent(self) -> Node:
        raise NotImplementedError

    def bracketed(self, opened: Token, *, call: bool = False) -> Node:
        raise NotImplementedError

    def matrix(self, rows: list[list[Node]], start: int, end: int) -> Node:
        raise NotImplementedError

    def braced(self) -> Node:
        raise NotImplementedError

    def call(self, token: Token, name: str, primes: int) -> Node:
        raise NotImplementedError

    def ranged(self, token: Token, kind: str) -> Node:
        raise NotImplementedError
