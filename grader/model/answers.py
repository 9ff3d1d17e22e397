"""What an answer is: how it is read, found, compared and shown."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar, cast

from grader.model.documents import Segment

if TYPE_CHECKING:
    from grader.model.executions import Call, Results

A = TypeVar("A")
K_contra = TypeVar("K_contra", contravariant=True)


class Unreadable(ValueError):  # noqa: N818 - a finding about a text, not a fault of the program
    """Text that can't be read as an answer of its type.

    text : what was to be read. span : the first character that could not be read and the one after the last.
    hint : one sentence for the student: what was expected there.
    """

    def __init__(self, hint: str, span: tuple[int, int] = (0, 0), text: str = "") -> None:
        super().__init__(hint)
        self.hint, self.span, self.text = hint, span, text

    def pointed(self, width: int = 60) -> str:
        """The line that holds the span, with a caret under its first character, and the hint."""
        if not self.text:
            return self.hint
        start = min(self.span[0], len(self.text))
        begin = self.text.rfind("\n", 0, start) + 1
        stop = self.text.find("\n", start)
        line = self.text[begin : stop if stop >= 0 else len(self.text)]
        column = start - begin
        if column > width - 20:
            cut = column - width // 2
            line, column = "…" + line[cut + 1 :], column - cut
        return f"{line[:width]}\n{' ' * column}^ {self.hint}"


class Match(NamedTuple):
    """Whether an answer equals a key, and why not.

    equal : True, False, or None where a person has to decide.
    reason : a sentence for the student; it gives nothing of the key away.
    code : a stable word for statistics ("sign", "factor", "transpose", "order", "axes", "rounding", …), "" where equal.
    credit : the share of the part's points, in [0, 1], that a not equal answer is worth by itself.
    staff : what only staff may read.
    manner : the name of what is wrong with how the answer was come by ("mutates_its_input"), where its value does fit
    the key; "" elsewhere.
    """

    equal: bool | None
    reason: str = ""
    code: str = ""
    credit: Fraction = Fraction(0)
    staff: str = ""
    manner: str = ""

    def __bool__(self) -> bool:
        return self.equal is True


class Answer(NamedTuple, Generic[A]):
    """The value read from a response.

    unit : the place value of the last digit given, for a decimal (0.18 → 1/100) or a rounded figure (62M → 10⁶);
    None where the value is exact. parts : the answers that a composite consists of, in reading order.
    notes : sentences about the writing itself ("the two sides of = differ").
    """

    value: A
    unit: Fraction | None = None
    parts: tuple[Answer[Any], ...] = ()
    notes: tuple[str, ...] = ()


class Candidate(NamedTuple, Generic[A]):
    """One reading of a segment.

    span : its characters in `segment.text`. confidence : in [0, 1], that this is the answer meant.
    evidence : why it was taken for the answer, in words. signals : the names of all that speaks for and against it;
    empty for types that weigh nothing. gate : what leaves it to a person unless it earns full credit, in words.
    barred : what leaves it to a person in any case.
    """

    answer: Answer[A]
    span: tuple[int, int]
    confidence: float
    evidence: str
    signals: tuple[str, ...] = ()
    gate: str = ""
    barred: str = ""


class AnswerType(Protocol[A, K_contra]):
    """How the answers of one kind are read and judged.

    A is what a student's text is read as, K what an author's solver returns: the same for a number; a text and a
    rubric for an essay; a network and a truth table for a network. `read` and `find` never see the key; `match`
    never sees text.
    """

    @property
    def kind(self) -> str:
        """The type's name in lists and reports: "count", "shape"."""

    @property
    def hint(self) -> str:
        """How to write such an answer, in a phrase with an example, for answer sheets and messages."""

    def find(self, segment: Segment) -> list[Candidate[A]]:
        """Every reading of free-form text, each with its evidence; empty where there is none."""

    def read(self, text: str) -> Answer[A]:
        """The answer in a field that holds nothing else. Raises Unreadable."""

    def match(self, given: Answer[A], key: K_contra) -> Match:
        """Whether the answer fits the key, to the digits given, or not, and why."""

    def show(self, value: A) -> str:
        """The value as it is echoed to a person; `read(show(x)).value == x`."""

    def overlap(self, key: K_contra, other: K_contra) -> bool:
        """Whether one answer could fit both keys, so that a diagnosis would be ambiguous."""


class Executed(Protocol):
    """What an answer type has besides where its answers come of running the student's code.

    The name that the question gives the function or variable is its label: no text is searched for the answer.
    """

    @property
    def name(self) -> str:
        """Of the function or variable in the student's code."""

    @property
    def stub(self) -> str:
        """The code on an answer sheet that is to be filled in."""

    @property
    def setup(self) -> str:
        """Code of the author's that runs behind the student's, "" where none is needed."""

    def calls(self, label: str) -> tuple[Call, ...]:
        """What is to be called or looked at; the keys begin with the question's label."""

    def answer(self, results: Results) -> Answer[Results]:
        """The answer in what came of the calls, in their order."""


def executed(kind: AnswerType[Any, Any]) -> Executed | None:
    """The type, where its answers come of running code; else None."""
    return cast("Executed", kind) if hasattr(kind, "calls") else None
