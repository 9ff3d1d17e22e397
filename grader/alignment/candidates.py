"""Places in a document that may be labels: numbers, titles of questions, and prompts that were copied."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.alignment.labels import Mention, mentions
from grader.handout import Copied, bare
from grader.kept import kept
from grader.model.assignments import Outline
from grader.model.documents import Block

MAX_LABELS = 4_000  # a document with more places that look like labels is no write-up: nothing is read from it
TITLED = 1.6  # strength of a title without a number, and of a prompt
LONGEST_TITLE = 120

LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_DRESSED_ALL = re.compile(r"^\s*(?:\*\*|__|#|\\textbf|<b>|<strong>)")
_STOP = re.compile(r"[\s*_]*(?:[:.–—][\s*_]|[:.?]?[\s*_]*$)")


class Candidate(NamedTuple):
    """A place that may be a label.

    line : the text of its row. filled : text follows soon. written : so many lines with text stand before. shorter :
    what it is where its last components belong to the answer. counts_on : the next of a list, "(d)" right below "(c)".
    hinted : the questions whose title or prompt stands there.
    """

    row: int
    mention: Mention
    line: str
    filled: bool
    written: int
    shorter: tuple[Mention, ...] = ()
    counts_on: bool = False
    hinted: frozenset[str] = frozenset()

    @property
    def rest(self) -> str:
        """What stands behind it on its line."""
        return self.line[self.mention.end :]

    @property
    def said(self) -> frozenset[str]:
        """The longer words behind the label."""
        return frozenset(LONG_WORD.findall(self.rest[:200].casefold()))


class _Row(NamedTuple):
    """A line of a document, whether a label may begin it, and where it stands."""

    text: str
    may: bool
    heading: bool
    place: tuple[int, int]


def candidates_in(blocks: Sequence[Block], outline: Outline, copied: Sequence[Copied]) -> list[Candidate]:
    """The candidates in the order of the document, at most a few more than MAX_LABELS."""
    rows = list(_rows(blocks))
    titles = _titles(outline)
    essays = {slot.label for slot in outline.slots if slot.answer.kind == "essay"}
    found: list[Candidate] = []
    written = [0]
    for row in rows:
        written.append(written[-1] + bool(row.text.strip()))
    listed = _numbered_rows([row.text for row in rows])
    for number, row in enumerate(rows):
        if not row.may or number in listed:
            continue
        filled = any(rows[after].text.strip() for after in range(number + 1, min(number + 4, len(rows))))
        here = len(found)
        for mention, *shorter in mentions(row.text, heading=row.heading):
            last = found[-1] if found else None
            counts_on = last is not None and number - last.row <= 2 and _counts_on(last.mention, mention)
            hinted, end = _behind(row.text, mention.end, titles)
            if not row.text[end:].strip() or hinted.isdisjoint(essays):  # "ReLU: cheap" is a sentence of its essay
                mention = mention._replace(end=end)
            candidate = Candidate(number, mention, row.text, filled, written[number], tuple(shorter), counts_on, hinted)
            found.append(candidate)
        if len(found) == here and (hinted := _is_title(row, titles)):
            mention = Mention((), 0, len(row.text), TITLED, keyword=False, alone=True)
            found.append(Candidate(number, mention, row.text, filled, written[number], hinted=hinted))
        if len(found) > MAX_LABELS:
            break
    return _prompted(found, rows, written, copied) if copied else found


def _rows(blocks: Sequence[Block]) -> Iterator[_Row]:
    for block in blocks:
        may = block.kind in ("heading", "paragraph", "list_item", "table")
        first = block.kind in ("maths", "code")
        lines = block.text.split("\n")
        opening = next((number for number, line in enumerate(lines) if line.strip()), 0)
        for number, line in enumerate(lines):
            place = (block.cell or 0, block.line + number)
            yield _Row(line, may or (first and number == opening), block.kind == "heading", place)


@kept(8)
def _titles(outline: Outline) -> dict[str, frozenset[str]]:
    """The questions by the letters of their titles."""
    titles: dict[str, frozenset[str]] = {}
    for slot in outline.slots:
        titles[bare(slot.title)] = titles.get(bare(slot.title), frozenset()) | {slot.label}
    return titles


def _behind(line: str, end: int, titles: dict[str, frozenset[str]]) -> tuple[frozenset[str], int]:
    """The questions whose title stands behind a label, and where that ends; none, and where the label does."""
    rest = line[end : end + LONGEST_TITLE]
    for stop in (re.search(r"[:–—]", rest), None):
        said = rest[: stop.start()] if stop else rest
        questions = titles.get(bare(said)) if said.strip() else None
        if questions:
            behind = _STOP.match(rest, stop.start() if stop else len(rest))
            return questions, end + (behind.end() if behind else len(said))
    return frozenset(), end


def _is_title(row: _Row, titles: dict[str, frozenset[str]]) -> frozenset[str]:
    """The one question whose title the line is, and nothing else; a title of one word has to be set off."""
    if len(row.text) > LONGEST_TITLE:
        return frozenset()
    questions = titles.get(bare(row.text), frozenset())
    if len(questions) != 1:
        return frozenset()
    set_off = row.heading or bool(_DRESSED_ALL.match(row.text))
    return questions if set_off or len(row.text.split()) > 1 else frozenset()


def _prompted(
    found: list[Candidate], rows: Sequence[_Row], written: Sequence[int], copied: Sequence[Copied]
) -> list[Candidate]:
    """With the questions whose prompts stand below each label; a prompt without a label is one."""
    places = [row.place for row in rows]
    hints: dict[int, list[frozenset[str]]] = {}
    alone: dict[int, frozenset[str]] = {}
    at = [candidate.row for candidate in found]
    for each in copied:
        behind = bisect.bisect_right(places, (each.cell or 0, each.line))
        nearest = bisect.bisect_left(at, behind) - 1
        if nearest >= 0 and _is_above(found[nearest], rows, written, behind, each):
            hints.setdefault(nearest, []).append(each.labels)
        elif len(each.labels) == 1 and behind < len(rows):
            alone[behind] = each.labels
    found = [
        candidate._replace(hinted=candidate.hinted or _narrowest(hints[number])) if number in hints else candidate
        for number, candidate in enumerate(found)
    ]
    for row, labels in alone.items():
        mention = Mention((), 0, 0, TITLED, keyword=False, alone=False)
        found.append(Candidate(row, mention, rows[row].text, True, written[row], hinted=labels))
    return sorted(found, key=lambda candidate: (candidate.row, candidate.mention.end)) if alone else found


def _is_above(candidate: Candidate, rows: Sequence[_Row], written: Sequence[int], behind: int, copied: Copied) -> bool:
    """Whether a prompt stands on the label's line, or below it with nothing of the student's in between."""
    if rows[candidate.row].place == (copied.cell or 0, copied.line):
        return True
    return not candidate.rest.strip(" \t*_:.>") and written[behind] - written[candidate.row] <= 1


def _narrowest(hints: Sequence[frozenset[str]]) -> frozenset[str]:
    """What the prompts below one label say together: the questions that all of them name, or the fewest."""
    common = frozenset.intersection(*hints)
    return common or min(hints, key=len)


def _counts_on(one: Mention, other: Mention) -> bool:
    """Whether these are (c) and (d), or 1 and 2."""
    if len(one.components) != 1 or len(other.components) != 1 or one.strength != other.strength:
        return False
    first, second = one.components[0].casefold(), other.components[0].casefold()
    if first.isdigit() and second.isdigit():
        return int(second) == int(first) + 1
    return len(first) == len(second) == 1 and ord(second) == ord(first) + 1


_NUMBERED = re.compile(r"^\s*(?:epoch\s*)?\d{1,3}\s*[:.)|,]?\s+[-\d.,%|\s]+$", re.I)


def _numbered_rows(lines: list[str]) -> set[int]:
    """The rows of tables whose first column counts: three or more lines in a row of a number and numbers."""
    rows: set[int] = set()
    run: list[int] = []
    for row, line in enumerate([*lines, "end"]):
        if _NUMBERED.match(line[:200]):
            run.append(row)
            continue
        if len(run) >= 3:
            rows |= set(run)
        run = []
    return rows
