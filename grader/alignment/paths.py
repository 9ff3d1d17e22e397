"""The best way to read a document's candidate labels as the questions of an outline, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.alignment.candidates import MAX_LABELS, TITLED, Candidate, candidates_in
from grader.alignment.trees import Tree, trees
from grader.handout import Copied
from grader.kept import kept
from grader.model.answers import AnswerType, Unreadable
from grader.model.assignments import Outline
from grader.model.documents import Block

# Prices and prizes of the path, in the unit of Mention.strength; measured on the documents of tests/corpus.
FULL = 1.2  # all components of the label stand there
RELATIVE = 0.8  # the last ones, right under their parent
MISPLACED = -1.6  # the last ones, under another parent
SKIPPED = -0.25  # each question that is passed over
SKIPPED_AT_MOST = -1.0  # before a nested label that stands there in full: whoever answers one question names just that
BACK = -2.4  # going back in the order
AGAIN = -0.5  # the full label of a question a second time, or of an earlier one
CASE = -0.3  # "b" for "B"
WORDS = 0.8  # words of the question's title stand behind the label
HINTED = 1.0  # its title or prompt stands there
CONTRADICTED = -2.5  # that of another question stands there
STRANGER = 2.0  # from this strength on, a label that fits nothing ends the segment before it
EMPTY = -1.2  # a weak label right under a question's own, which would be left without an answer
ANSWERED = -4.0  # the same where it can be the answer: a bare "2" where a number is asked for
NEEDLESS = -1.0  # a weak label that opens no question itself: it helps where those below it need it
WEAK = 1.2
FAINT = 0.5  # emphasis alone speaks for a label
IGNORED = -0.4  # a label alone on its line that a scheme does not explain
HEADING = 1.0
CUT = -0.5  # the last components of a label as it stands there are taken for the beginning of the answer
CUT_ALONE = -2.0  # the same where nothing else stands on the line: a heading is a label as a whole
LISTED = -1.6  # the next of a list whose item before is no label
MOST = 0.6  # of a scheme's labels: their order shows which problem each belongs to, though none is named
ADRIFT = 0.5  # confidence in a label's last components where nothing says under which problem they stand
SIMILAR = 0.03  # two schemes whose scores differ by less explain a document equally well


class Place(NamedTuple):
    """A chosen label: the row and characters where it stands, and the canonical questions that it opens.

    labels is empty for the heading of a section, and for a label that is nobody's. bare : its form hardly speaks for
    a label, such as a number on a line of its own.
    """

    row: int
    start: int
    end: int
    node: str
    labels: tuple[str, ...]
    confidence: float = 1.0
    bare: bool = False


class Choice(NamedTuple):
    """The chosen places in order, under one scheme.

    unclaimed : the questions that labels might name which were not chosen. ignored : so many labels alone on their
    line were not chosen.
    """

    scheme: str
    places: tuple[Place, ...]
    score: float
    unclaimed: frozenset[str] = frozenset()
    ignored: int = 0


def best_path(blocks: Sequence[Block], outline: Outline, copied: Sequence[Copied] = ()) -> Choice:
    """The best reading of the labels in these blocks, over all schemes; where equally good ones differ, doubtful."""
    candidates = candidates_in(blocks, outline, copied)
    if len(candidates) > MAX_LABELS:
        return Choice(outline.schemes[0].name, (), 0.0)
    choices = [
        _path(candidates, tree, scheme.name) for tree, scheme in zip(trees(outline), outline.schemes, strict=True)
    ]
    best = max(choices, key=lambda choice: choice.score)
    rivals = [
        choice
        for choice in choices
        if choice is not best and best.score - choice.score <= SIMILAR * abs(best.score) and choice.score > 0
    ]
    if not rivals:
        return best
    other = {(place.row, place.start): place.labels for choice in rivals for place in choice.places}
    places = tuple(
        place
        if not place.labels or other.get((place.row, place.start), place.labels) == place.labels
        else place._replace(confidence=min(place.confidence, 0.5))
        for place in best.places
    )
    return best._replace(places=places)


@dataclass(slots=True)
class _Step:
    score: float
    node: int
    candidate: int
    before: _Step | None


def _path(candidates: list[Candidate], tree: Tree, scheme: str) -> Choice:
    """Dynamic programming over the nodes: for each node, the best path that ends at it."""
    fitted = [_fitting(candidate, tree) for candidate in candidates]
    candidates = [candidate for candidate, _ in fitted]
    best: dict[int, _Step] = {-1: _Step(0.0, -1, -1, None)}
    for number, (candidate, interpretations) in enumerate(fitted):
        offers = []
        size, keyword = len(candidate.mention.components), candidate.mention.keyword
        weak = candidate.mention.strength < WEAK
        for node, fit, full in interpretations:
            top, chosen_before = float("-inf"), _NOTHING
            for before in best.values():
                score = before.score + _transition(before.node, node, size, tree, full=full, keyword=keyword)
                if weak:
                    score += _emptied(candidates, before, node, candidate, tree)
                if candidate.counts_on and before.candidate != number - 1:
                    score += LISTED
                if score > top:
                    top, chosen_before = score, before
            offers.append(_Step(top + fit, node, number, chosen_before))
        for step in offers:
            if step.score > best.get(step.node, _NOTHING).score:
                best[step.node] = step
    last = max(best.values(), key=lambda step: step.score)
    chosen: list[_Step] = []
    trail: _Step | None = last
    while trail is not None and trail.node >= 0:
        chosen.append(trail)
        trail = trail.before
    claimed = {step.candidate for step in chosen}
    unclaimed = frozenset(
        label
        for number, (_, interpretations) in enumerate(fitted)
        if number not in claimed
        for node, _, _ in interpretations
        for label in tree.labels[node]
    )
    ignored = sum(
        candidate.mention.alone and candidate.mention.strength >= HEADING
        for number, candidate in enumerate(candidates)
        if number not in claimed
    )
    return Choice(scheme, _places(chosen[::-1], fitted, tree), last.score + IGNORED * ignored, unclaimed, ignored)


_NOTHING = _Step(float("-inf"), -1, -1, None)


_Interpretation = tuple[int, float, bool]


def _fitting(candidate: Candidate, tree: Tree) -> tuple[Candidate, list[_Interpretation]]:
    """With the longest of its labels that is one of the tree's, and what it may stand for."""
    for mention in (candidate.mention, *candidate.shorter):
        price = 0.0 if mention is candidate.mention else CUT_ALONE if candidate.mention.alone else CUT
        fitting = candidate
        if price:
            fitting = candidate._replace(mention=mention._replace(strength=mention.strength + price))
        if fitting.mention.strength > 0 and (found := _interpretations(fitting, tree)):
            return fitting, found
    return candidate, []


def _interpretations(candidate: Candidate, tree: Tree) -> list[_Interpretation]:
    """(node, prize, whether the whole label stands there) for every node whose label ends in the components."""
    components = candidate.mention.components
    options = []
    said: frozenset[str] | None = None
    for node in tree.by_last.get(components[-1].casefold(), ()) if components else ():
        name = tree.names[node]
        size = len(components)
        if size > len(name) or any(
            one.casefold() != two.casefold() for one, two in zip(name[-size:], components, strict=True)
        ):
            continue
        case = sum(one != two for one, two in zip(name[-size:], components, strict=True))
        full = size == len(name)
        prize = candidate.mention.strength + (FULL if full else 0.0) + CASE * case
        faint = candidate.mention.alone or candidate.mention.strength < FAINT
        if candidate.mention.strength < WEAK and faint and not tree.labels[node]:
            prize += NEEDLESS
        if tree.titles[node] and _shares_words(tree.titles[node], said := candidate.said if said is None else said):
            prize += WORDS
        if candidate.hinted:
            prize += _hint(candidate.hinted, tree.labels[node], tree.children[node])
        if not candidate.filled and not candidate.rest.strip():
            prize -= 0.4
        options.append((node, prize, full))
    if not options and len(components) > 1:
        for other in _otherwise(components):
            names = [node for node in tree.by_last.get(other[-1].casefold(), ()) if tree.names[node] == other]
            options += [(node, candidate.mention.strength + FULL + CASE, True) for node in names]
    return options + _by_title(candidate, tree, {node for node, _, _ in options})


def _by_title(candidate: Candidate, tree: Tree, there: set[int]) -> list[_Interpretation]:
    """The nodes that open the one question whose title or prompt stands there, whatever the label is."""
    if len(candidate.hinted) != 1:
        return []
    strength = max(candidate.mention.strength, TITLED)
    return [
        (node, strength + (FULL if len(tree.labels[node]) == 1 else 0.0), True)
        for node in tree.opening.get(min(candidate.hinted), ())
        if node not in there
    ]


def _hint(hinted: frozenset[str], labels: tuple[str, ...], children: tuple[str, ...]) -> float:
    """What the titles and prompts that stand at a label speak for the questions of a node."""
    if not labels:
        return 0.0 if hinted.isdisjoint(children) else HINTED / 2
    return CONTRADICTED if hinted.isdisjoint(labels) else HINTED


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _otherwise(components: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The same label with its problem's number in Arabic, or its last part in Roman figures: I.A.ii, 1.A.2."""
    first, *middle, last = components
    firsts = (
        [first, str(_ROMAN.index(first.casefold()) + 1)] if first.isupper() and first.casefold() in _ROMAN else [first]
    )
    lasts = [last, _ROMAN[int(last) - 1]] if last.isdigit() and 0 < int(last) <= len(_ROMAN) else [last]
    return [(one, *middle, other) for one in firsts for other in lasts if (one, other) != (first, last)]


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def _shares_words(wanted: frozenset[str], said: frozenset[str]) -> bool:
    return len(wanted & said) >= max(1, len(wanted) // 2)


def _transition(before: int, node: int, size: int, tree: Tree, *, full: bool, keyword: bool) -> float:
    """The price of a label of so many components for a node right after another; kept once it is known."""
    key = before, node, size, full, keyword
    price = tree.prices.get(key)
    if price is None:
        price = tree.prices[key] = _priced(before, node, size, tree, full=full, keyword=keyword)
    return price


def _priced(before: int, node: int, size: int, tree: Tree, *, full: bool, keyword: bool) -> float:
    name = tree.names[node]
    came = tree.names[before] if before >= 0 else ()
    price = 0.0
    if node <= before:
        strong = full and (len(name) > 1 or keyword)
        price += AGAIN if strong else BACK
    else:
        first = tree.leaves_before[before] + bool(tree.labels[before]) if before >= 0 else 0
        skipped = SKIPPED * max(tree.leaves_before[node] - first, 0)
        price += max(skipped, SKIPPED_AT_MOST) if full and len(name) > 1 else skipped
    if not full:
        parent = name[: len(name) - size]
        price += RELATIVE if came[: len(parent)] == parent and came else MISPLACED
    return price


def _emptied(candidates: list[Candidate], before: _Step, node: int, candidate: Candidate, tree: Tree) -> float:
    """The price of a weak label that would leave the question above it without an answer."""
    if before.node < 0 or not tree.labels[before.node]:
        return 0.0
    above = candidates[before.candidate]
    if above.row == candidate.row:  # a prompt that stands before this line
        empty = not above.rest[: candidate.mention.start].strip()
    else:
        empty = not above.rest.strip() and candidate.written == above.written + 1
    name = tree.names[before.node]
    if not empty or tree.names[node][: len(name)] == name:
        return 0.0
    if _is_answer(tree.answers[before.node], candidate.line):
        return ANSWERED
    return EMPTY if candidate.mention.alone else 2 * EMPTY


@kept(512)
def _is_answer(answer: AnswerType[Any, Any] | None, line: str) -> bool:
    """Whether a line can be all of an answer of this type; an essay is more than a line that looks like a label."""
    if answer is None or answer.kind == "essay":
        return False
    try:
        answer.read(line.strip(" \t*_`$"))
    except Unreadable:
        return False
    return True


def _places(
    chosen: list[_Step], candidates: list[tuple[Candidate, list[_Interpretation]]], tree: Tree
) -> tuple[Place, ...]:
    """The chosen places, and between them the strong labels that fit nothing, which end a segment."""
    taken = {step.candidate: step for step in chosen}
    places = []
    opened = {tree.names[step.node] for step in chosen}
    disputed = _disputed(candidates, tree)
    adrift = _adrift(chosen, [candidate for candidate, _ in candidates], tree)
    for number, (candidate, interpretations) in enumerate(candidates):
        mention = candidate.mention
        step = taken.get(number)
        if step is None:
            if mention.strength >= STRANGER and mention.keyword and not interpretations:
                places.append(Place(candidate.row, mention.start, mention.end, "", ()))
            continue
        name = tree.names[step.node]
        labels, confidence = tree.labels[step.node], 1.0
        if number in adrift or number in disputed:
            confidence = ADRIFT
        below = [other for other in opened if other[: len(name)] == name and other != name]
        if not labels and not below:
            labels, confidence = tree.children[step.node], ADRIFT
        bare = mention.strength < WEAK
        places.append(Place(candidate.row, mention.start, mention.end, ".".join(name), labels, confidence, bare))
    return tuple(places)


def _disputed(candidates: Sequence[tuple[Candidate, list[_Interpretation]]], tree: Tree) -> set[int]:
    """The candidates whose label is one question's and whose title another's.

    None is where no label agrees with its title: then the numbers are another sheet's, and the titles tell.
    """
    disputed: set[int] = set()
    agree = False
    for number, (candidate, interpretations) in enumerate(candidates):
        if not candidate.hinted or len(candidate.mention.components) < 2:
            continue
        named = tuple(each.casefold() for each in candidate.mention.components)
        opened = [tree.labels[node] for node, _, _ in interpretations if _folded(tree.names[node]) == named]
        if any(not candidate.hinted.isdisjoint(labels) for labels in opened):
            agree = True
        elif any(opened):
            disputed.add(number)
    return disputed if agree else set()


def _folded(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.casefold() for each in name)


def _adrift(chosen: list[_Step], candidates: list[Candidate], tree: Tree) -> set[int]:
    """The candidates that name the last components of a label alone, where none before names the problem.

    None is where most of the sheet's labels stand there in order: then it is their sequence that tells.
    """
    adrift: set[int] = set()
    if sum(bool(tree.labels[step.node]) for step in chosen) >= MOST * sum(map(bool, tree.labels)):
        return adrift
    known: set[tuple[str, ...]] = set()
    for step in chosen:
        name, candidate = tree.names[step.node], candidates[step.candidate]
        missing = len(name) - len(candidate.mention.components)
        if missing > 0 and name[:missing] not in known and not candidate.hinted:
            adrift.add(step.candidate)
        else:
            known |= {name[:size] for size in range(1, len(name) + 1)}
    return adrift
