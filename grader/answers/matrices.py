"""One matrix or several in order, in LaTeX, NumPy, nested lists, Matlab or plain rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from grader.cues import is_taken_back
from grader.maths import Run, evaluate, parse, scan
from grader.maths.nearness import is_print_of
from grader.maths.nodes import Chain, Group, Matrix, Node, Num, Product, Sym, WithWords
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

Rows = tuple[tuple[Fraction | int, ...], ...]
Value = tuple[Rows, ...]

_FOR_ALL = lazily(
    r"\b(?:for )?(?:all|each|every|both)\b[^.\n]{0,40}"
    r"\b(?:matri|images?|inputs?|cases?|identical|the same|\d|four|three|two)"
    r"|\b(?:the )?(?:two|three|four|five|six|\d) (?:cases|images|matrices|inputs|times)\b"
    r"|\bimages? 1 ?(?:[-–—]|to) ?\d\b"
    r"|\b(?:others?|rest|remaining|(?:third|fourth|fifth|last)(?: one)?s?|\d(?:, ?\d)*,? (?:and|&) \d)\b[^.\n]{0,30}"
    r"\b(?:same|identical|equal|too|as well)\b(?!\W*(?:but|rotated|mirrored|flipped|transposed|except|with|up to)\b)",
    re.I,
)
_TIMES = lazily(r"[\s$]*(?:[x×*]|(?<=[x×*])|\\times)\s*(\d)\b|[\s$,]*\(?(\d|two|three|four|five) times\b", re.I)
_FILLED = lazily(
    r"(?P<rows>\d)\s*(?:[x×*]|by)\s*(?P<columns>\d)\s+(?:matri\w+|arrays?|squares?|blocks?|outputs?|maps?)?"
    r"\s*(?:(?:of|with|full of|filled with|that (?:is|are)|in which all entries are|having)\s+)(?:all |only |just )?"
    r"(?P<entry>ones|zeros|zeroes|1s|0s|1['’]s|0['’]s)",
    re.I,
)
_ALL_ENTRIES = lazily(
    r"(?P<rows>\d)\s*(?:[x×*]|by)\s*(?P<columns>\d)\s+(?:matri\w+|arrays?|squares?|outputs?|maps?)\s+"
    r"(?:whose|where|with|in which)(?: all)?(?: of)?(?: its| the)? "
    r"(?:entries|elements|values)(?: are| equal| is)?(?: all)?(?: equal to)?\s+"
    r"(?P<entry>1|0|ones?|zeros?)\b",
    re.I,
)
_MADE = lazily(
    r"\b(?:np|numpy|torch|tf|jnp)\.(?P<entry>ones|zeros)\(\s*[(\[]?\s*(?P<rows>\d)\s*,\s*(?P<columns>\d)\s*[)\]]?"
)


_CALLED_RESULT = lazily(
    r"\b(?:results?|answer|output|therefore|thus|hence|finally|gives|we get|obtain)\b[^\]]{0,30}$", re.I
)


@dataclass(frozen=True)
class Matrices:
    """`count` matrices in order, their entries compared exactly.

    names : what each is the answer to, for messages.
    reordered : the share of the points that the right matrices in another order are worth.
    """

    count: int = 1
    reordered: Fraction = Fraction(1, 2)

    kind = "matrices"

    @property
    def hint(self) -> str:
        """How to write one or several."""
        if self.count == 1:
            return "a matrix, row by row, such as [[1, 1/2], [0, 3]]"
        return f"{self.count} matrices in order, each row by row, such as [[1, 1/2], [0, 3]]"

    def read(self, text: str) -> Answer[Value]:
        """The matrices in order. Raises Unreadable."""
        found = [rows for run in _stacked(scan(text), text) for rows in _matrices(run.node)]
        if not found:
            found = [rows for rows, _, _ in _bare_rows(text)] or list(_matrices(parse(text)))
        if not found:
            raise Unreadable(f"a matrix was expected: {self.hint}", (0, len(text)), text)
        return Answer(tuple(found))

    def find(self, segment: Segment) -> list[Candidate[Value]]:
        """All matrices of the text that stand after an arrow or "=", or where there are none, all of them, in order."""
        text = segment.text
        final: list[tuple[Rows, int, int]] = []
        bare: list[tuple[Rows, int, int]] = []
        for run in _stacked(scan(text), text):
            if is_taken_back(text, run.end):
                continue
            rows = list(_matrices(run.node))
            announced = isinstance(run.node, Chain) or re.search(
                r"(?:→|⇒|=|->|=>|\\(?:to|rightarrow|Rightarrow|longrightarrow))[\s$&]*$",
                text[max(0, run.start - 40) : run.start],
            )
            for each in rows:
                (final if announced else bare).append((each, run.start, run.end))
        plain = _bare_rows(text)
        if len(final) > self.count:  # the same line a second time
            final = list(
                {" ".join(text[start:end].split()): (rows, start, end) for rows, start, end in final[::-1]}.values()
            )
            final = final[::-1]
        chosen = final or bare or plain or _in_words(text)
        if self.count == 1 and len(chosen) > 1:
            said = [each for each in chosen if _CALLED_RESULT.search(text[max(0, each[1] - 60) : each[1]])]
            if len(said) == 1:
                return [Candidate(Answer((said[0][0],)), said[0][1:], 0.92, "called the result")]
        if not chosen:
            return []
        values = tuple(rows for rows, _, _ in chosen)
        span = (chosen[0][1], chosen[-1][2])
        confidence, evidence = (0.95, "after an arrow") if final else (0.92, "matrices in the text")
        times = _TIMES.match(text, span[1])
        if len(values) == 1 and self.count > 1 and times and times[1] == str(self.count):
            values, confidence, evidence = values * self.count, 0.9, "so many times"
        elif len(values) == 1 and self.count > 1 and _FOR_ALL.search(text):
            values, confidence, evidence = values * self.count, 0.9, "said to hold for all"
        elif len(values) == 1 and self.count > 1 and _names(text, span[0]) == self.count:
            values, confidence, evidence = values * self.count, 0.9, "under as many names"
        if len(values) != self.count:
            confidence, evidence = 0.5, f"{len(values)} matrices where {self.count} were asked for"
        elif final and len(final) < self.count <= len(bare):
            confidence, evidence = 0.5, "other matrices stand beside it"
        elif plain and chosen is not plain:
            confidence, evidence = 0.5, "rows of numbers stand beside it"
        return [Candidate(Answer(values), span, confidence, evidence)]

    def match(self, given: Answer[Value], key: Value) -> Match:
        """Equal one by one; says where only their order, a transposition or their number differs."""
        value = tuple(_exact(mine, theirs) for mine, theirs in zip(given.value, key, strict=False))
        value += given.value[len(value) :]
        if value == key:
            return Match(True)
        if len(value) != len(key):
            return Match(False, f"{_matrix(len(key))} asked for, {len(value)} given.", "axes")
        if Counter(value) == Counter(key):
            return Match(False, "These are the right matrices, in another order.", "order", credit=self.reordered)
        if tuple(_transposed(rows) for rows in value) == key:
            return Match(False, "Rows and columns are exchanged.", "transpose")
        sizes = [(_size(mine), _size(theirs)) for mine, theirs in zip(value, key, strict=True)]
        wrong = [number for number, (mine, theirs) in enumerate(sizes, 1) if mine != theirs]
        if wrong:
            return Match(False, f"{_numbered(wrong, len(key))} of another size than the output has.", "axes")
        differ = [number for number, (mine, theirs) in enumerate(zip(value, key, strict=True), 1) if mine != theirs]
        if len(differ) < len(key):
            right = Fraction(len(key) - len(differ), len(key))
            told = f"{_numbered(differ, len(key))} not right; the others are."
            return Match(False, told, "different", credit=right if right > Fraction(1, 2) else Fraction(0))
        return Match(False, "", "different")

    def show(self, value: Value) -> str:
        """Nested lists, one after the other."""
        return "; ".join(
            "[" + ", ".join("[" + ", ".join(str(entry) for entry in row) + "]" for row in rows) + "]" for rows in value
        )

    def overlap(self, key: Value, other: Value) -> bool:
        """Whether both are the same matrices in the same order."""
        return key == other


_ROW = lazily(r"[\s|$]*(?P<row>(?:[-−]?\d*\.?\d+(?:/\d+)?[ \t,|&]+)+[-−]?\d*\.?\d+(?:/\d+)?)[\s|$\\]*")
_RULE = lazily(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?")
_NAME = r"[^\W\d_]{1,9}(?:[ _]?\{?\d\}?)?\s*=\s*"
_EQUAL_NAMES = lazily(f"(?:{_NAME})+")


def _bare_rows(text: str) -> list[tuple[Rows, int, int]]:
    """Matrices written as nothing but rows of numbers on lines of their own, an empty line between two of them."""
    found: list[tuple[Rows, int, int]] = []
    rows: list[tuple[Fraction | int, ...]] = []
    start = offset = 0
    for line in [*text[:20_000].splitlines(keepends=True), "."]:
        if len(rows) == 1 and _RULE.fullmatch(line.strip()):
            offset += len(line)
            continue
        row = _ROW.fullmatch(line) if len(line) < 400 else None
        entries = _numbers(row["row"]) if row else ()
        if rows and len(entries) != len(rows[0]):
            if len(rows) > 1:
                found.append((tuple(rows), start, offset))
            rows = []
        if entries:
            start = start if rows else offset
            rows.append(entries)
        offset += len(line)
    return found


def _in_words(text: str) -> list[tuple[Rows, int, int]]:
    """Matrices that are told: "a 2×2 matrix of ones"."""
    found: list[tuple[Rows, int, int]] = []
    for said in (each for pattern in (_FILLED, _ALL_ENTRIES, _MADE) for each in pattern.finditer(text)):
        entry: Fraction | int = 1 if said["entry"][0] in "1oO" else 0
        rows = ((entry,) * int(said["columns"]),) * int(said["rows"])
        if rows and rows[0]:
            found.append((rows, *said.span()))
    return found


def _numbers(row: str) -> tuple[Fraction | int, ...]:
    try:
        values = [Fraction(entry.replace("−", "-")) for entry in re.split(r"[ \t,|&]+", row) if entry]
    except (ValueError, ZeroDivisionError):
        return ()
    return tuple(int(value) if value.denominator == 1 else value for value in values)


def _names(text: str, start: int) -> int:
    """Under how many names the matrix goes: A = B = C = D = [[1, 1], [1, 1]]."""
    named = _EQUAL_NAMES.match(text, start)
    if named is None:
        named = re.search(f"(?:{_NAME})+[\\s$]*$", text[max(0, start - 90) : start])
    return named[0].count("=") if named else 0


def _stacked(runs: Sequence[Run], text: str) -> list[Run]:
    """The runs, with lists that stand on lines of their own, one under the other, put together as one matrix."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        node = run.node
        if last is not None and isinstance(node, Group) and node.bracket == "[" and not _holds_lists(node):
            above = last.node
            between = text[last.end : run.start]
            if between.count("\n") == 1 and not between.strip(" \t\n,|"):
                if isinstance(above, Group) and above.bracket == "[" and len(above.items) == len(node.items):
                    if not _holds_lists(above):
                        out[-1] = Run(last.start, run.end, Matrix((above.items, node.items), last.start, run.end))
                        continue
                elif isinstance(above, Matrix) and len(above.rows[0]) == len(node.items):
                    out[-1] = Run(last.start, run.end, Matrix((*above.rows, node.items), last.start, run.end))
                    continue
        out.append(run)
    return out


def _exact(mine: Rows, theirs: Rows) -> Rows:
    """The matrix with the prints of floats, 0.30000000000000004, replaced by the exact entries that they are of."""
    if _size(mine) != _size(theirs):
        return mine
    return tuple(
        tuple(exact if is_print_of(entry, exact) else entry for entry, exact in zip(row, its, strict=True))
        for row, its in zip(mine, theirs, strict=True)
    )


def _holds_lists(group: Group) -> bool:
    return any(isinstance(item, Group | Matrix) for item in group.items)


def _matrix(count: int) -> str:
    return "One matrix was" if count == 1 else f"{count} matrices were"


def _numbered(numbers: list[int], count: int) -> str:
    if count == 1:
        return "The matrix is"
    listed = ", ".join(map(str, numbers))
    return f"Matrix {listed} is" if len(numbers) == 1 else f"Matrices {listed} are"


def _size(rows: Rows) -> tuple[int, int]:
    return len(rows), len(rows[0])


def _transposed(rows: Rows) -> Rows:
    return tuple(zip(*rows, strict=True))


def _matrices(node: Node) -> Iterator[Rows]:
    """The matrices that a node says: of a chain the last member's."""
    while isinstance(node, Chain):
        node = node.items[-1]
    if isinstance(node, WithWords):
        node = node.node
    if isinstance(node, Product) and len(node.factors) == 2:  # "[[1, 1], [1, 1]] x 4", "[[1, 1], [1, 1]] (4 times)"
        one, times = node.factors
        if isinstance(one, Group | Matrix) and isinstance(times, Num) and times.value in range(2, 10):
            yield from list(_matrices(one)) * int(times.value)
        elif isinstance(one, Group | Matrix) and isinstance(times, Sym):
            yield from _matrices(one)
        elif isinstance(times, Matrix) and node.marks[-1] in ("", "·"):  # a factor before the matrix
            yield from _scaled(one, times)
        return
    if isinstance(node, Matrix):
        rows = _entries(node.rows)
        if rows is not None:
            yield rows
    elif isinstance(node, Group):
        nested = [item.items for item in node.items if isinstance(item, Group)]
        if (
            nested
            and len(nested) == len(node.items)
            and not any(isinstance(e, Group | Matrix) for row in nested for e in row)
        ):
            rows = _entries(tuple(nested))
            if rows is not None:
                yield rows
        else:
            for item in node.items:
                if isinstance(item, Group | Matrix):
                    yield from _matrices(item)


def _scaled(factor: Node, matrix: Matrix) -> Iterator[Rows]:
    try:
        value = evaluate(factor)
    except Unreadable:
        return
    if not isinstance(value, int | Fraction | Decimal):
        return
    for rows in _matrices(matrix):
        scaled = [[Fraction(value) * entry for entry in row] for row in rows]
        yield tuple(tuple(int(e) if e.denominator == 1 else e for e in row) for row in scaled)


def _entries(rows: tuple[tuple[Node, ...], ...]) -> Rows | None:
    if not rows or len({len(row) for row in rows}) != 1 or not rows[0]:
        return None
    values = []
    for row in rows:
        entries = []
        for node in row:
            try:
                value = evaluate(node)
            except Unreadable:
                return None
            if not isinstance(value, int | Fraction | Decimal):
                return None
            fraction = Fraction(value)
            entries.append(int(fraction) if fraction.denominator == 1 else fraction)
        values.append(tuple(entries))
    return tuple(values)
