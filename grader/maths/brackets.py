"""Brackets: groups, lists, sets, intervals, matrices."""

from __future__ import annotations

from grader.maths.cursor import Cursor
from grader.maths.nodes import Group, Interval, Matrix, Node
from grader.maths.tokens import Token
from grader.model.answers import Unreadable

CLOSING = {"(": ")", "[": "]", "{": "}"}


class Brackets(Cursor):
    """What begins with a bracket."""

    def bracketed(self, opened: Token, *, call: bool = False) -> Node:
        closing = CLOSING.get(opened.text)
        if closing is None:
            raise self.refuse("another bracket was expected here", opened)
        listing = opened.text == "["
        rows, self.rows = self.rows, self.rows + 1 if listing else 0
        opened_bars, self.opened = self.opened, 0
        table: list[list[Node]] = [[]]
        commas = False
        other = {")": "]", "]": ")", "}": "}"}[closing]
        while not self.at("close", closing, other):
            token = self.peek()
            if token is None:
                raise self.refuse("this bracket is never closed", opened)
            if token.kind == "row" and self.lexicon is not None and not listing:
                raise self.refuse("a comma was expected here", token)
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
        self.rows, self.opened = rows, opened_bars
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
