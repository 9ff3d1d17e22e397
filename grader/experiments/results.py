"""What came out of training: the curve that a log shows, evaluations behind it, and what a write-up says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from grader.experiments.figures import Figure, Kind, Named, kind_of, like_an_accuracy, named, respelled
from grader.experiments.stances import asserted, is_sentence
from grader.grids import Grid, grids
from grader.patterns import lazily

MAX_TEXT = 200_000
"""A longer log is not read to its end, so that no figure of it can be the final one for certain."""
MAX_LINE = 2_000
SWEEP = 3
"""From this many values on, a setting counts as a sweep and its results are ignored."""
SHORTEST = 2
"""Rows that make a log; of a list without a name for its values one more is needed."""


class Results(NamedTuple):
    """What came out of training, by what each figure is called.

    curve : test accuracies as a log gives them, one per epoch or iteration. evaluations : test accuracies outside of
    it. claims : what sentences say of it. training, losses : of the same. epochs : how many the log shows.
    planned : how many it was to show. rows : lines of the log, with or without a test accuracy. differing : whether
    the text holds several logs that do not agree, or more than is read.
    """

    curve: tuple[Figure, ...] = ()
    evaluations: tuple[Figure, ...] = ()
    claims: tuple[Figure, ...] = ()
    training: tuple[Figure, ...] = ()
    losses: tuple[Figure, ...] = ()
    epochs: int | None = None
    planned: int | None = None
    rows: int = 0
    differing: bool = False

    def held_out(self) -> Results:
        """Return the same for a log of images that were held out of the training set: its curve is none of the test."""
        return self._replace(curve=())

    @property
    def test(self) -> tuple[Figure, ...]:
        """The curve and the evaluations, in order."""
        return tuple(sorted((*self.curve, *self.evaluations), key=lambda figure: figure.span))

    @property
    def final(self) -> Figure | None:
        """The last of them, or of the claims beside a log of losses; of equal figures the one with the most digits."""
        test = self.test
        if not test:
            return self.claims[-1] if self.claims and self.rows >= SHORTEST else None
        last = self.curve[-1] if self.curve and test[-1].equals(self.curve[-1]) else test[-1]
        return min((test[-1], last), key=lambda figure: figure.unit)

    @property
    def best(self) -> Figure | None:
        """The largest test accuracy."""
        return max(self.test, key=lambda figure: figure.value, default=None)


class _Row(NamedTuple):
    """A line of a log. number : of its epoch or step, None where it has none. epoch : whether it counts epochs."""

    number: int | None
    epoch: bool
    figure: Figure


@lru_cache(maxsize=64)
def results(text: str) -> Results:
    """Return every accuracy and loss of a text, sorted by what it is called. Time is linear in the text."""
    read = _Log(respelled(text[:MAX_TEXT])).results()
    return read._replace(differing=True) if len(text) > MAX_TEXT else read


# Noise and counters

_NOISE = lazily(
    r"\[[^\[\]\n]{0,40}\(\d{1,3}\s?%\)\]"  # [59904/60000 (100%)]
    r"|\b\d{1,6}/\d{1,6} \[[=>.\s]*\]|\b\d{1,6}/\d{1,6} [━╸╺\s]{3,}"
    r"|\d{1,3}%\|[^|\n]{0,60}\|[^\n\[]{0,30}\[[^\],\n]{0,40}(?:,\s?[\d.?]{1,9}\s?(?:it/s|s/it))?"
    r"|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?|\b\d{1,2}:\d\d:\d\d(?:\.\d+)?"
    r"|(?<![\w.])\d{1,6}(?:\.\d+)?\s?(?:[mun]|µ)?s/(?:step|epoch|it|sample)|(?<![\w.])\d{1,5}(?:\.\d+)?it/s"
)
_DIGIT = lazily(r"\d")
_KERAS = lazily(r"\d\s?(?:[mun]|µ)?s/(?:step|epoch|sample)|^\s*(?:\d+/\d+.{0,60})?\s?-\s\d{1,5}s\s-\s")
_EPOCH = lazily(
    r"(?<![a-z_])(?:epoch[ei]?|[ée]poca|[ée]poque|ep)\s?[:#=\[(]{0,3}\s{0,4}(?P<n>\d{1,4})(?![\d.])"
    r"(?:\s?(?:/|of|von|de|sur)\s?(?P<of>\d{1,4}))?"
    r"|^\W{0,6}[\[(](?P<m>\d{1,4})\s?/\s?(?P<total>\d{1,4})[\])]",
    re.I,
)
_STEP = lazily(
    r"(?<![a-z_])(?:iter|iteration|it|step|iteraci[óo]n|schritt)s?\s?[:#=\[(]{0,3}\s{0,8}(?P<n>\d{1,7})(?![\d.])", re.I
)
_ORDINAL = lazily(r"^\W{0,6}(?P<n>\d{1,3})\s?[.:)|]\s+(?=[^\W\d])")
_LONE = lazily(
    r"^\W{0,6}(?:epoch|epoche|[ée]poca|[ée]poque|ep)?\s?(\d{1,3})\s{0,3}(?:[:|,.;)=>\t ]|->)+\s{0,3}"
    r"(\d{1,3}(?:\.\d{1,12})?|\.\d{1,12})\s{0,3}(\\?%)?\W{0,4}$",
    re.I,
)
_HISTORY = lazily(
    r"(?P<name>[^\W\d][\w ]{0,30})['\"]?\]?\s{0,3}[:=]\s{0,3}"
    r"\[?(?P<values>\s{0,6}\d{0,2}\.\d+\s?%?(?:\s{0,6},\s{0,6}\d{0,2}\.\d+\s?%?){2,200})(?!\d)"
)
_PROGRESS = lazily(r"(?<![a-z])(?:epoch|[ée]poca|[ée]poque|ep|iter|iteration|it|step|schritt|#)|^#?$", re.I)
_SETTING = lazily(
    r"^\W{0,8}(?P<name>(?:dropout|drop|p|(?:learning[ _])?rate|lr|momentum|batch[ _]size|(?:hidden[ _])?units|filters|"
    r"weight[ _]decay|lambda)(?: (?:rate|probability|prob|p))?)\s*(?:=|:|of|is)\s*"
    r"(?P<value>\d*\.?\d+(?:e-?\d+)?\s*\\?%?)\W{0,8}$",
    re.I,
)
_STATEMENT = lazily(
    r"^\s*(?:>>>\s|\.\.\.\s|\$\s|(?:from|import|def|class|return)\s|for\s.{1,80}:|self\.|[\w.]+\s?=\s?[\w.]+\("
    r"|[\w.]+\(.*\)\s*;?\s*$)"
)
"""Lines of code, or of a shell; what they print stands on others."""
_TITLE = lazily(r"^\s*(?:#{1,6}\s.*|\**[^\W\d][\w ]{2,40}:?\**:?)\s*$")
_HELD_OUT = lazily(r"validation_split|validate on (?!10000\b)\d+ samples")
"""The figures beside the training are of images held out from the training set."""


class _Log:
    """Sorts the lines of one text: rows of a log, evaluations, sentences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.runs: list[list[_Row]] = [[]]
        self.loose: list[_Row] = []
        self.evaluations: list[Figure] = []
        self.claims: list[Figure] = []
        self.training: list[Figure] = []
        self.losses: list[Figure] = []
        self.counted: list[int] = []
        self.planned: int | None = None
        self.rows = 0
        self.open: tuple[int | None, bool] | None = None

    def results(self) -> Results:
        taken = sorted([*_tried(self.text), *self.tables(), *self.histories(), *self.lone()])
        end, place = 0, 0
        for start, line in _lines(self.text):
            while place < len(taken) and taken[place][0] <= start:
                end, place = max(end, taken[place][1]), place + 1
            if start >= end and _DIGIT.search(line) and not _STATEMENT.match(line):
                self.line(start, line)
        return self.sorted()

    def sorted(self) -> Results:
        runs = [run for run in self.runs if run]
        if not runs and self.loose:
            runs = [self.loose]
        else:
            self.evaluations += [row.figure for row in self.loose]
        curves = [[row.figure for row in run] for run in runs]
        curve = max(curves, key=len, default=[])
        differing = any(not _same(other, curve) for other in curves)
        held_out = bool(_HELD_OUT.search(self.text))
        counts = [row.number for row in max(runs, key=len, default=[]) if row.epoch and row.number is not None]
        read = Results(
            tuple(curve),
            tuple(sorted(self.evaluations, key=lambda figure: figure.span)),
            tuple(self.claims),
            tuple(self.training),
            tuple(self.losses),
            _how_many(counts or self.counted),
            self.planned,
            max(self.rows + bool(curve), len(curve)),
            differing,
        )
        return read.held_out() if held_out else read

    # Rows that a layout shows

    def tables(self) -> Iterator[tuple[int, int]]:
        """A header that names what is counted and an accuracy; a table of settings is none of a log."""
        for grid in grids(self.text):
            if not _PROGRESS.search(grid.names[0]):
                continue
            kinds = _kinds(grid)
            epoch = not re.search(r"it|step|schritt", grid.names[0], re.I)
            read: Kind = "test" if "test" in kinds else "plain"
            place = kinds.index(read) if read in kinds else None
            rows = []
            for row in grid.rows:
                figures = [_cell(cell, kind, row.start, row.end) for cell, kind in zip(row.cells, kinds, strict=True)]
                for kind, figure in zip(kinds, figures, strict=True):
                    if figure and (kind == "training" or (kind == "plain" and read == "test")):
                        self.training.append(figure)
                    elif figure and kind == "loss":
                        self.losses.append(figure)
                share = None if place is None else figures[place]
                number = row.cells[0]
                if share is not None and number.isdigit():
                    rows.append(_Row(int(number), epoch, share))
                elif share is not None:
                    self.evaluations.append(share)  # "final"
            self.runs.append(rows)
            yield grid.start, grid.end

    def histories(self) -> Iterator[tuple[int, int]]:
        """{'acc': [0.91, …], 'val_acc': [0.95, …]}."""
        lists: list[tuple[Kind, list[Figure]]] = []
        for found in _HISTORY.finditer(self.text):
            kind = kind_of(found["name"])
            cells = re.findall(r"\d*\.\d+\s?%?", found["values"])
            read = [_cell(cell, kind or "plain", *found.span("values")) for cell in cells]
            lists.append((kind, [figure for figure in read if figure is not None]))
            yield self.text.rfind("\n", 0, found.start()) + 1, found.end()
        tested = any(kind == "test" for kind, _ in lists)
        for kind, values in lists:
            if kind == "loss":
                self.losses += values
            elif kind == "training" or (kind == "plain" and tested):
                self.training += values
            elif kind or all(map(like_an_accuracy, values)):
                self.runs.append([_Row(place, True, value) for place, value in enumerate(values, 1)])

    def lone(self) -> list[tuple[int, int]]:
        """The longest list of an accuracy for each epoch, 1, 2, 3 …, without a word for it but in the line above."""
        best: list[tuple[str, int, int]] = []
        current: list[tuple[str, int, int]] = []
        above = caption = ""
        for start, line in _lines(self.text):
            found = _LONE.match(line)
            if found is None or float(found[2]) > 100:
                if line.strip(" |-:=+\t"):
                    current, above = [], line
                continue
            number = int(found[1])
            if number != len(current) + 1:
                current = []
            if number == len(current) + 1:
                current.append((found[2] + (found[3] or ""), start, start + len(line) + 1))
                if len(current) > len(best):
                    best, caption = current[:], above
        if len(best) <= SHORTEST:
            return []
        figures = [figure for cell, start, end in best if (figure := _cell(cell, "plain", start, end - 1))]
        kind = kind_of(caption)
        if kind == "loss":
            self.losses += figures
        elif kind == "training":
            self.training += figures
        else:
            self.runs.append([_Row(number, True, figure) for number, figure in enumerate(figures, 1)])
        return [(start, end) for _, start, end in best]

    # Lines

    def line(self, start: int, line: str) -> None:
        """A line of a log, an evaluation or a sentence."""
        sentence = is_sentence(line)
        counter = self.counter(line, sentence)
        clean = _NOISE.sub(lambda found: " " * len(found[0]), line)
        clean = _EPOCH.sub(lambda found: " " * len(found[0]), clean) if counter else clean
        keras = bool(_KERAS.search(line))
        figures = list(named(clean, start))
        kinds = {each.kind for each in figures}
        tested = "test" in kinds or bool(re.search(r"\btest\b|\bval", line, re.I))
        logged = counter is not None or keras or self.open is not None or {"loss", "training"} <= kinds
        logged = logged and not (counter is None and sentence)
        if counter is not None:
            self.open = counter
        beside = not sentence and ("test" in kinds or (keras and not tested))  # acc beside val_acc
        for each in figures:
            if each.kind == "loss":
                self.losses.append(each.figure)
            elif each.kind == "training" or (each.kind == "plain" and beside):
                self.training.append(each.figure)
        shares = [each for each in figures if each.kind == "test" or (each.kind == "plain" and not beside)]
        if logged and shares and not (sentence and not _counts(line)):
            self.row(shares[-1].figure)
        else:
            if "loss" in kinds and not re.search(r"\btest\b", line, re.I):
                self.rows += 1
            if "training" in kinds:
                self.open = self.open or (None, False)
            self.said(start, line, [each for each in figures if each in shares or not each.kind])

    def counter(self, line: str, sentence: bool) -> tuple[int, bool] | None:
        """The number of the epoch (True) or step (False) that a line of a log begins with."""
        found = _EPOCH.search(line[:80])
        if found and not (sentence and found.start() > 3):
            number = int(found["n"] or found["m"])
            of = found["of"] or found["total"]
            self.planned = int(of) if of else self.planned
            self.counted.append(number)
            return number, True
        step = _STEP.search(line[:120])
        if step and not sentence:
            return int(step["n"]), False
        ordinal = _ORDINAL.match(line)
        if ordinal and any(each.kind in ("test", "training", "loss") for each in named(line[ordinal.end() :])):
            self.counted.append(int(ordinal["n"]))
            return int(ordinal["n"]), True
        return None

    def row(self, figure: Figure) -> None:
        number, epoch = self.open or (None, False)
        self.open = None
        if number is None:
            self.loose.append(_Row(None, False, figure))
            return
        run = self.runs[0]
        if run and run[-1].number is not None and number < run[-1].number:
            self.runs.insert(0, [])
            run = self.runs[0]
        if run and run[-1].number == number:
            run.pop()  # the last state of an epoch that is printed again and again
        run.append(_Row(number, epoch, figure))

    def said(self, start: int, line: str, figures: Sequence[Named]) -> None:
        """Evaluations and claims; bounds, examples, and what was tried before are neither."""
        for each in figures:
            place = each.figure.span[0] - start
            if not each.kind and not like_an_accuracy(each.figure):
                continue
            if not asserted(line, place, each.figure.span[1] - start):
                continue
            if each.kind and (re.search(r"[=:]\W*$", line[:place]) or (each.sign and not is_sentence(line[:place]))):
                self.evaluations.append(each.figure)
            else:
                self.claims.append(each.figure._replace(said=True))


def _counts(line: str) -> bool:
    return bool(_EPOCH.match(line.lstrip(" -*|")))


def _kinds(grid: Grid) -> list[Kind]:
    kinds: list[Kind] = [""]
    for name in grid.names[1:]:
        unit = "%" if "%" in name else ""
        found = next(named(f"{re.sub('[%()]', ' ', name)} 0.5{unit}"), None)
        kinds.append(found.kind if found else "")
    return kinds


def _cell(cell: str, kind: Kind, start: int, end: int) -> Figure | None:
    name = {"test": "test", "training": "train", "plain": "acc", "loss": "loss"}.get(kind)
    found = next(named(f"{name} {cell}"), None) if name else None
    return found.figure._replace(span=(start, end)) if found else None


def _same(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Whether two curves show the same; of a shorter one, whether it is the end of the other."""
    return all(mine.equals(theirs) for mine, theirs in zip(one, other[-len(one) :], strict=True))


def _how_many(counted: Sequence[int]) -> int | None:
    """How many epochs the numbers count, from 0 or from 1."""
    if not counted:
        return None
    from_zero = counted[0] == 0 and len(set(counted)) > 1
    return max(counted) + from_zero


def _tried(text: str) -> list[tuple[int, int]]:
    """The characters under each of the values that one setting was tried with: "dropout = 0.1", its results, …."""
    found: list[tuple[str, str, int, int]] = []
    current: tuple[str, str, int] | None = None
    for start, line in _lines(text):
        setting = _SETTING.match(line) if len(line) < 120 else None
        ends = setting or (
            _TITLE.match(line) and not any(each.kind for each in named(line)) and not _EPOCH.search(line)
        )
        if ends and current:
            found.append((*current, start))
            current = None
        if setting:
            current = (setting["name"].casefold(), setting["value"], start)
    if current:
        found.append((*current, len(text) + 1))
    values: dict[str, set[str]] = {}
    for name, value, _, _ in found:
        values.setdefault(name, set()).add(value)
    return [(start, end) for name, _, start, end in found if len(values[name]) >= SWEEP]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines; of one that a progress bar wrote over again and again only its last state."""
    start = 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        cut = line.rfind("\r") + 1
        cut = max(cut, line.rfind("\x08") + 1)
        yield start + cut, line[cut : cut + MAX_LINE]
        start += len(raw) + 1
