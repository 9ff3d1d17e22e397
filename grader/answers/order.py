"""A growth in Landau's notation, compared without its constants and lower terms: O(n²d), Θ(n log n)."""

from __future__ import annotations

from dataclasses import dataclass

from grader.cues import alone, is_alternative, is_denied, is_marked, is_result, is_taken_back
from grader.maths import parse
from grader.maths.equivalence import final
from grader.maths.nodes import Call, Node
from grader.maths.orders import growth, is_order, same_order
from grader.maths.points import free_symbols
from grader.maths.printing import show
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

_LANDAU = lazily(r"(?:\\mathcal\s*\{?\s*O\s*\}?|\\(?:Theta|Omega)\b|\b[Oo]\b|[ΘΩ𝒪])\s*(?:\\left\s*)?(?=\()")
MAX_ORDER = 200
"""Maximum length of a growth in free text, in characters."""


@dataclass(frozen=True)
class Order:
    """A growth in these symbols.

    symbols : the sizes that grow ("n", "d"). Constants and terms that others outgrow are not compared, and the base of
    a logarithm is a constant. A growth without its O( ) is read in a field of its own, as the kind of bound that the
    key has.
    """

    symbols: tuple[str, ...] = ()

    kind = "order"

    def __init__(self, *symbols: str) -> None:
        object.__setattr__(self, "symbols", symbols)

    @property
    def hint(self) -> str:
        """The sizes it is written in."""
        example = f"O({self.symbols[0]}^3)" if self.symbols else "O(n^3)"
        return (
            f"a growth in {', '.join(self.symbols)}, such as {example}"
            if self.symbols
            else f"a growth, such as {example}"
        )

    def read(self, text: str) -> Answer[Node]:
        """The growth. Raises Unreadable, also for a size that is not declared."""
        spellings = {name: name for name in self.symbols} if self.symbols else None
        node = final(parse(text, spellings))
        strangers = sorted(free_symbols(node) - set(self.symbols)) if self.symbols else []
        if strangers:
            hint = f"“{strangers[0]}” is not one of the sizes: {', '.join(self.symbols)}"
            raise Unreadable(hint, (node.start, node.end), text)
        try:
            growth(node)
        except Unreadable as trouble:
            raise Unreadable(trouble.hint, trouble.span, text) from None
        return Answer(node)

    def find(self, segment: Segment) -> list[Candidate[Node]]:
        """Every growth that is written with a Landau symbol."""
        text = segment.text
        candidates = []
        for begin in list(_LANDAU.finditer(text))[:100]:
            end = _closed(text, begin.end())
            try:
                answer = self.read(text[begin.start() : end])
            except Unreadable:
                continue
            start = begin.start()
            if is_marked(text, start) or alone(text, start, end):
                confidence, evidence = 0.92, "on a line of its own"
            elif is_result(text, start):
                confidence, evidence = 0.88, "a result"
            else:
                confidence, evidence = 0.8, "a growth in the text"
            if is_denied(text, start, end) or is_alternative(text, start, end) or is_taken_back(text, end):
                confidence = 0.45
            candidates.append(Candidate(answer, (start, end), confidence, evidence))
        return candidates

    def match(self, given: Answer[Node], key: str) -> Match:
        """Whether both grow alike; says which grows faster where they don't."""
        wanted = self.read(key).value
        mine = given.value
        if not is_order(mine):
            mine = Call(wanted.name if isinstance(wanted, Call) and is_order(wanted) else "O", (mine,))
        if not is_order(wanted):
            wanted = Call(mine.name if isinstance(mine, Call) else "O", (wanted,))
        try:
            match = same_order(mine, wanted)
        except Unreadable as trouble:
            return Match(None, trouble.hint, "unreadable")
        return match if match.equal else match._replace(reason=f"Understood: {show(mine)}. {match.reason}".strip())

    def show(self, value: Node | str) -> str:
        """The growth on one line."""
        return value if isinstance(value, str) else show(value)

    def overlap(self, key: str, other: str) -> bool:
        """Whether both keys grow alike."""
        return self.match(self.read(key), other).equal is True

    def faults(self, key: str) -> list[str]:
        """What an author has to mend in a key."""
        try:
            self.read(key)
        except Unreadable as trouble:
            return [f"the reference can't be read: {trouble.hint}"]
        return []


def _closed(text: str, start: int) -> int:
    """The place behind the bracket that closes the one at `start`."""
    depth = 0
    for place in range(start, min(len(text), start + MAX_ORDER)):
        depth += (text[place] in "(") - (text[place] in ")")
        if depth == 0:
            return place + 1
    return start
