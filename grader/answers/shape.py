"""The shape of an array: 28×28×8, (28, 28, 8), a vector of length 784."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from grader.cues import after, alone, before, is_alternative, is_denied, is_marked, is_result, is_taken_back
from grader.maths import Run, parse, scan
from grader.maths.nodes import Chain, Group, Node, Num, Product, WithWords
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

_BY = lazily(r"\b(\d{1,7})[\s-]*by[\s-]*(\d{1,7})(?:[\s-]*by[\s-]*(\d{1,7}))?(?:[\s-]*by[\s-]*(\d{1,7}))?\b", re.I)
_LONG = lazily(
    r"(?<![\w.])(\d{1,9})(?:[\s$]*|-)(?:length|dimensional|dim|d|element|entry|component|long)\b"
    r"[\s-]*(?:row |column |feature )*(?:vector|array|list|tensor|input)?",
    re.I,
)
_OF_LENGTH = lazily(
    r"\b(?:vector|array|list|tensor)s?\s+(?:of|with)\s+(?:length|size|dimension|shape)?\s*\$?(\d{1,9})\b(?!\s*[x×,*\\])",
    re.I,
)
_HOLDING = lazily(
    r"\b(?:vector|array|list|row)s?\s+(?:of|with|containing)\s+(?:[\d\s*×x·]{3,20}=\s*)?(\d{1,9})\s+"
    r"(?:values|entries|numbers|elements|components|features|pixels)\b",
    re.I,
)
_PIXELS = lazily(r"\b(\d{1,6})\s*(?:px|pixels?)\s*(?:x|×|by|\*)\s*(\d{1,6})\s*(?:px|pixels?)", re.I)
_SO_MANY = lazily(
    r"\b(\d{1,9})\s+(?:row |column |input |feature )?(?:vectors?|rows?|arrays?|examples?|images?)\s+"
    r"(?:of|with|having)\s+"
    r"(?:length|size|dimension|dim)\s*\$?(\d{1,9})\b",
    re.I,
)
_THOUSANDS = lazily(r"\b(\d{1,4})[kK]\s*(?:x|×|by|\*)\s*(\d{1,6})\b")
_ROWS = lazily(r"\b(\d{1,6}) rows?\s*(?:and|by|x|×|,|with)\s*(\d{1,6}) col", re.I)
_SPACE = lazily(
    r"(?:\\mathbb\s*\{?\s*[RNZ]\s*\}?|ℝ|\bR|\\\{[^{}\n]{1,40}\\\}|\{[^{}\n]{1,40}\}|\[[^\[\]\n]{1,20}\])\s*\^\s*"
    r"(?:\{\s*(?P<braced>\d+(?:\s*(?:\\times|×|x|\\cdot|,)\s*\d+){0,5})\s*\}|(?P<bare>\d+(?:[x×]\d+){1,5}))"
)
_SAID = lazily(
    r"\b(?:shape|size|dimensions?|dims?|volume|output|tensor|array|becomes?|image is|"
    r"picture is|inputs?)\b[^.;\n]{0,60}$",
    re.I,
)
_BECOMES = lazily(
    r"[^.;\n\d]{0,25}\b(?:is|are|gets?|was|were|being) (?:then )?(?:flatten|reshape|turn|convert|transform|unroll)|"
    r"[\s$`)*]*(?:(?:in)?to|→|->|=>|⇒|\\to|\\rightarrow)[\s$`(*]*\(?\d",
    re.I,
)
_BEFORE = lazily(r"\b(?:before|originally|at first)\b[^.;\n]{0,60}$", re.I)
_AFTER = lazily(r"\b(?:after|afterwards|then|now)\b", re.I)
_ORDERED = lazily(r"[\s$]*\(?channels?[ -]?(?:first|last)", re.I)
_MORE = lazily(r"\b\d+\s+(?:[a-z]+\s+){0,2}(?:maps?|filters?|channels?|kernels?|features?)\b", re.I)
_VERB = lazily(
    r"\b(?:is|are|be|stays?|remains?|gets?|got|becomes?|gives?|yields?|produces?|outputs?|results? in|leads? to|"
    r"equals?|ist|hat|größe|form|tiene|es|tamaño|taille|forme|est)\s+(?:(?:the|a|an|now|still|also|just|die|el|la)\s+)?\W{0,4}$",
    re.I,
)
_NOT_IT = lazily(
    r"\b(?:(?<!\d )filters?|kernels?|patch(?:es)?|windows?|pool(?:ing)?|padding|stride|"
    r"input (?:size|image|shape|volume|is)|original)\b"
    r"(?:(?!\b(?:it|we|this|that|output|result)\b)[^.;,\n]){0,25}$",
    re.I,
)
_NOT_IT_AFTER = lazily(
    r"^[\s$]*(?:filters?|kernels?|patch(?:es)?|windows?|pool(?:ing)?|convolutions?|input|original)\b", re.I
)


_ARGUMENTS = lazily(r"(?!.*\b(?:Size|TensorShape|shape|array|tuple|list)\()[^\W\d]\w*\($")
_AXES = {
    "height": "heights?|h|rows?",
    "width": "widths?|w|columns?|cols?",
    "channels": "channels?|depths?|c|d|filters?|(?:feature )?maps?",
}
_CONCLUDED = lazily(r"\b(?:so|thus|hence|therefore|finally)\b[^.;\n\d]{0,30}$", re.I)
LONELY = "a shape in the text"
OTHERS = 0.4
"""A shape of something else is not surer than this."""


class Shape:
    """The lengths of an array's axes, whole numbers of at least 1.

    axes : the names of the axes in the order asked for. cues : words that announce this shape where several stand in
    one answer ("targets").
    """

    kind = "shape"

    def __init__(self, *axes: str, cues: tuple[str, ...] = ()) -> None:
        self.axes, self.cues = axes, cues

    @property
    def hint(self) -> str:
        """Its axes, and two ways to write them."""
        example = (12, 16, 4, 3)[: max(len(self.axes), 1)]
        one = f"{example[0]}" if len(example) == 1 else "×".join(map(str, example))
        other = ", ".join(map(str, example)) + "," * (len(example) == 1)
        return f"{' × '.join(self.axes)}, written like {one} or ({other})"

    def read(self, text: str) -> Answer[tuple[int, ...]]:
        """The lengths of the axes. Raises Unreadable."""
        phrase = re.sub(r"^(?:an?|the)\s+", "", text.strip(), flags=re.I).rstrip(" .")
        worded = _worded(phrase)
        if len(worded) == 1 and worded[0][1] == (0, len(phrase)):
            return Answer(worded[0][0])
        plain = _undecorated(text)
        node = parse(f"({plain})" if _BARE.fullmatch(plain) else plain)
        if isinstance(node, WithWords) and not _NOUN.fullmatch(node.words):
            raise Unreadable(f"a shape was expected: {self.hint}", (node.node.end, len(text)), text)
        lengths = _lengths(node, bare=True)
        if lengths is None:
            raise Unreadable(f"a shape was expected: {self.hint}", (0, len(text)), text)
        return Answer(lengths)

    def find(self, segment: Segment) -> list[Candidate[tuple[int, ...]]]:
        """Every shape in the text, by the words around it."""
        text = segment.text
        found = [*self._found(text), *self._axis_by_axis(text)]
        sure = {each.answer.value for each in found if each.confidence > OTHERS}
        if len(sure) == 1:
            found = [self._only(each) for each in found]
        last = max(found, key=lambda each: each.span[1], default=None)
        if (
            last
            and not self.cues
            and last.confidence >= 0.85
            and _CONCLUDED.search(text[max(0, last.span[0] - 60) : last.span[0]])
        ):
            found = [each if each is last else each._replace(confidence=min(each.confidence, 0.7)) for each in found]
        full = [
            each.answer.value for each in found if len(each.answer.value) == len(self.axes) and each.confidence > 0.4
        ]
        return [
            each
            for each in found
            if text[each.span[0]] in "([" or not any(_is_part(each.answer.value, whole) for whole in full)
        ]

    def _only(self, each: Candidate[tuple[int, ...]]) -> Candidate[tuple[int, ...]]:
        """The one shape of a text, of about as many axes as were asked for, is meant, whatever is said around it."""
        axes = len(each.answer.value)
        if each.evidence != LONELY or axes < 2 or abs(axes - len(self.axes)) > 1 or each.confidence < 0.7:
            return each
        return each._replace(confidence=0.87, evidence="the only shape in the text")

    def _axis_by_axis(self, text: str) -> Iterator[Candidate[tuple[int, ...]]]:
        """Of "height = 28, width = 28, channels = 8" every axis once, by its name."""
        if len(self.axes) < 2:
            return
        places = []
        for axis in self.axes:
            names = _AXES.get(axis, re.escape(axis))
            said = list(
                re.finditer(rf"(?<!\w)(?:{names})\s*(?:=|:|is)\s*\$?(\d{{1,6}})\b(?![.,]?\d|\s*[-+*/×x])", text, re.I)
            )
            if len(said) != 1:
                return
            places.append(said[0])
        lengths = tuple(int(said[1]) for said in places)
        span = min(said.start() for said in places), max(said.end() for said in places)
        if min(lengths) >= 1:
            yield Candidate(Answer(lengths), span, 0.9, "axis by axis")

    def _found(self, text: str) -> Iterator[Candidate[tuple[int, ...]]]:
        taken: list[tuple[int, int]] = []
        for lengths, span in _worded(text):
            taken.append(span)
            yield self._weighed(text, lengths, span, 0.93, "said in words")
        for run in scan(text):
            node = _result(run)
            axes = _lengths(node, bare=False)
            if (
                axes is None
                or _ARGUMENTS.search(text[max(0, run.start - 40) : run.start + 1])
                or any(start < run.end and run.start < end for start, end in taken)
            ):
                continue
            span = (run.start, run.end)
            if _SAID.search(before(text, run.start)) or self._announced(text, run.start):
                yield self._weighed(text, axes, span, 0.93, "called the shape")
            elif _ORDERED.match(text, run.end):
                yield self._weighed(text, axes, span, 0.9, "with its order of axes")
            elif alone(text, *span):
                yield self._weighed(text, axes, span, 0.92, "alone on its line")
            elif _VERB.search(before(text, run.start)):
                yield self._weighed(text, axes, span, 0.86, "what it is said to be")
            elif is_marked(text, run.start) or is_result(text, run.start) or node is not run.node:
                yield self._weighed(text, axes, span, 0.9, "announced as a result")
            else:
                yield self._weighed(text, axes, span, 0.8 if isinstance(node, Group) else 0.75, LONELY)

    def _announced(self, text: str, start: int) -> bool:
        said = before(text, start).casefold()
        return any(cue in said for cue in self.cues)

    def _weighed(
        self, text: str, lengths: tuple[int, ...], span: tuple[int, int], confidence: float, evidence: str
    ) -> Candidate[tuple[int, ...]]:
        start, end = span
        near = (before(text, start)[-40:] + " " + after(text, end)[:25]).casefold()
        mine = any(cue in near for cue in self.cues)
        if mine and confidence < 0.9:
            confidence, evidence = 0.9, "named by the words around it"
        if not mine and (_NOT_IT.search(before(text, start)) or _NOT_IT_AFTER.search(after(text, end))):
            confidence, evidence = 0.4, "the shape of something else"
        if is_alternative(text, start, end):
            confidence = min(confidence, 0.5)
        if _BECOMES.match(text, end) or (_BEFORE.search(before(text, start)) and _AFTER.search(text, end)):
            confidence, evidence = min(confidence, 0.4), "what it was before"
        if len(lengths) < len(self.axes) and _MORE.search(f"{before(text, start)} # {text[end : end + 40]}"):
            confidence, evidence = min(confidence, 0.5), "one axis is said apart"
        if is_denied(text, start, end) or is_taken_back(text, end):
            confidence = min(confidence, 0.45)
        return Candidate(Answer(lengths), span, confidence, evidence)

    def match(self, given: Answer[tuple[int, ...]], key: tuple[int, ...]) -> Match:
        """Equal axis by axis; says where only their order or their number differs."""
        value = given.value
        if len(value) == len(key) + 1 > 3 and value[0] == 1:
            value = value[1:]  # a batch of one
        if value == key:
            return Match(True)
        if len(value) != len(key):
            wanted = f" ({', '.join(self.axes)})" if len(self.axes) == len(key) else ""
            return Match(
                False, f"This shape has {_axes(len(value))}; {_axes(len(key))} were asked for{wanted}.", "axes"
            )
        if Counter(value) == Counter(key):
            return Match(False, f"The axes are in another order than asked for: {', '.join(self.axes)}.", "order")
        return Match(False, "", "different")

    def show(self, value: tuple[int, ...]) -> str:
        """The lengths joined by ×; one length as a tuple."""
        return "×".join(map(str, value)) if len(value) > 1 else f"({', '.join(map(str, value))},)"

    def overlap(self, key: tuple[int, ...], other: tuple[int, ...]) -> bool:
        """Whether both are the same shape."""
        return tuple(key) == tuple(other)


def _is_part(lengths: tuple[int, ...], whole: tuple[int, ...]) -> bool:
    """Whether these are only the first or last axes of a whole shape that is there as well."""
    size = len(lengths)
    return size < len(whole) and lengths in (whole[:size], whole[-size:])


def _axes(count: int) -> str:
    return "1 axis" if count == 1 else f"{count} axes"


_BARE = lazily(r"\s*\d+(?:\s*,\s*\d+)+\s*")
_NOUN = lazily(r"(?:pixels?|tensors?|arrays?|matrix|matrices|images?|volume|vectors?|channels?|in shape)", re.I)
_DECORATION = lazily(r"^\s*(?:torch\.Size|tf\.TensorShape|TensorShape|np\.shape|shape)?\s*[=:]?\s*(?=[(\[])", re.I)


def _undecorated(text: str) -> str:
    found = _DECORATION.match(text)
    return text[found.end() :] if found and found.end() else text


def _result(run: Run) -> Node:
    node = run.node
    while isinstance(node, Chain):
        node = node.items[-1]
    return node


def _lengths(node: Node, *, bare: bool) -> tuple[int, ...] | None:
    """The axes' lengths that a node says; `bare` allows a lone number."""
    while isinstance(node, Chain):
        node = node.items[-1]
    if isinstance(node, WithWords):
        node = node.node
    if isinstance(node, Product):
        if not all(mark in {"×", "x", "*"} for mark in node.marks):
            return None
        return _whole(node.factors)
    if isinstance(node, Group) and node.bracket in {"(", "[", ""}:
        if len(node.items) == 1 and isinstance(node.items[0], Group | Product):
            return _lengths(node.items[0], bare=bare)
        return _whole(node.items)
    if bare and isinstance(node, Num):
        return _whole((node,))
    return None


def _whole(nodes: tuple[Node, ...]) -> tuple[int, ...] | None:
    lengths = []
    for node in nodes:
        if not isinstance(node, Num) or node.percent or node.unit is not None or node.value != int(node.value):
            return None
        lengths.append(int(node.value))
    return tuple(lengths) if lengths and min(lengths) >= 1 and len(lengths) <= 6 else None


def _worded(text: str) -> list[tuple[tuple[int, ...], tuple[int, int]]]:
    found = [
        (tuple(int(length) for length in each.groups() if length is not None), each.span())
        for each in _BY.finditer(text)
    ]
    found += [((int(each[1]),), each.span()) for each in (*_LONG.finditer(text), *_OF_LENGTH.finditer(text))]
    taken = [span for _, span in found]
    held = (each for each in _HOLDING.finditer(text) if not any(s < each.end() and each.start() < e for s, e in taken))
    found += [((int(each[1]),), each.span()) for each in held]
    pairs = [each for pattern in (_ROWS, _PIXELS, _SO_MANY) for each in pattern.finditer(text)]
    found = [each for each in found if not any(pair.start() < each[1][1] and each[1][0] < pair.end() for pair in pairs)]
    found += [((int(each[1]), int(each[2])), each.span()) for each in pairs]
    found += [((1000 * int(each[1]), int(each[2])), each.span()) for each in _THOUSANDS.finditer(text)]
    for each in _SPACE.finditer(text):
        group = "braced" if each["braced"] else "bare"
        found.append((tuple(map(int, re.findall(r"\d+", each[group]))), each.span(group)))
    return [each for each in found if min(each[0]) >= 1]
