"""What a classifier says of each of some images: its guesses with their probabilities, as CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from grader.maths import quantity
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment

MAX_TEXT = 1_000_000
MAX_ROWS = 20_000
SLACK = Fraction(2, 100)
"""So much more than 1 rounded probabilities may come to."""


class Prediction(NamedTuple):
    """The guesses for one image, the best first, each with its probability or None."""

    image: str
    guesses: tuple[tuple[str, Fraction | None], ...]


class Labels(NamedTuple):
    """What the images show, by name. accuracy : the least share of right best guesses for full credit."""

    true: Mapping[str, str]
    accuracy: Fraction = Fraction(0)


Value = tuple[Prediction, ...]


class Predictions:
    """A row for each image: its name, then `guesses` guesses, each with its probability behind it."""

    kind = "predictions"

    def __init__(self, guesses: int = 2) -> None:
        self.guesses = guesses

    @property
    def hint(self) -> str:
        """The columns."""
        columns = ", ".join(f"guess {place}, probability {place}" for place in range(1, self.guesses + 1))
        return f"a row for each image: image, {columns}, as CSV"

    def read(self, text: str) -> Answer[Value]:
        """The rows of CSV, or the objects of a JSON list. Raises Unreadable at the first row that is none."""
        if len(text) > MAX_TEXT:
            raise Unreadable("this is longer than any list of predictions", (0, 60), text[:1000])
        rows = list(_json(text) if text.lstrip()[:1] in ("[", "{") else _csv(text))
        if not rows or len(rows) > MAX_ROWS:
            raise Unreadable(f"predictions were expected: {self.hint}", (0, min(len(text), 60)), text[:1000])
        return Answer(tuple(self._prediction(row) for row in rows))

    def _prediction(self, row: list[str]) -> Prediction:
        image, *cells = row
        said = ", ".join(row)[:80]
        if len(cells) not in (2 * self.guesses, self.guesses) or not all(cells[:1]):
            raise Unreadable(f"“{said}”: expected {self.hint}")
        step = 2 if len(cells) == 2 * self.guesses else 1
        guesses = []
        for place in range(0, len(cells), step):
            share = _share(cells[place + 1], said) if step == 2 else None
            guesses.append((cells[place].strip(), share))
        return Prediction(image.strip(), tuple(guesses))

    def find(self, segment: Segment) -> list[Candidate[Value]]:
        """Every table or block of code that is read as a whole, of two rows or more."""
        found = []
        offset = 0
        for block in segment.blocks:
            if block.kind in ("code", "output", "table", "field"):
                try:
                    answer = self.read(block.text)
                except Unreadable:
                    pass
                else:
                    if len(answer.value) > 1:
                        found.append(Candidate(answer, (offset, offset + len(block.text)), 0.93, "a row an image"))
            offset += len(block.text) + 2
        return found

    def match(self, given: Answer[Value], key: Labels) -> Match:
        """Whether enough best guesses are right; impossible probabilities and missing images are for a person."""
        doubt = _doubt(given.value, key)
        if doubt:
            return Match(None, doubt, "probabilities")
        guessed = {row.image: row.guesses[0][0] for row in given.value}
        right = sum(guessed[image] == label for image, label in key.true.items())
        share = Fraction(right, len(key.true))
        if share >= key.accuracy:
            return Match(True, f"{right} of {len(key.true)} best guesses are right.")
        told = f"{right} of {len(key.true)} best guesses are right; {float(key.accuracy):.0%} are asked for."
        return Match(False, told, "accuracy", credit=share / key.accuracy)

    def show(self, value: Value | Labels) -> str:
        """As CSV; of a key how many images there are."""
        if isinstance(value, Labels):
            return f"labels of {len(value.true)} images"
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        for row in value:
            cells = [
                cell for guess, share in row.guesses for cell in ((guess,) if share is None else (guess, str(share)))
            ]
            writer.writerow([row.image, *cells])
        return stream.getvalue()

    def overlap(self, key: Labels, other: Labels) -> bool:
        """Whether both have the same labels."""
        return dict(key.true) == dict(other.true)


def _doubt(rows: Value, key: Labels) -> str:
    images = [row.image for row in rows]
    missing = [image for image in key.true if image not in images]
    strange = [image for image in images if image not in key.true]
    if missing:
        return f"Without a prediction: {', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}."
    if strange:
        return f"Not among the images: {', '.join(strange[:5])}."
    if len(set(images)) < len(images):
        return "An image has two rows."
    for row in rows:
        shares = [share for _, share in row.guesses if share is not None]
        if any(not 0 <= share <= 1 for share in shares):
            return f"{row.image}: a probability lies between 0 and 1; a percentage has its % sign."
        if sum(shares) > 1 + SLACK:
            return f"{row.image}: its probabilities come to more than 1."
        if shares != sorted(shares, reverse=True):
            return f"{row.image}: the best guess has not the largest probability."
    return ""


def _share(cell: str, row: str) -> Fraction:
    try:
        return Fraction(quantity(cell.strip()).value)
    except (Unreadable, TypeError, ValueError):
        raise Unreadable(f"“{row}”: “{cell.strip()[:20]}” is no probability") from None


def _csv(text: str) -> Iterator[list[str]]:
    """The rows, by commas, semicolons, tabs or bars; a first row of names and rules are passed over."""
    lines = [line.strip().strip("|") for line in text.splitlines() if not re.fullmatch(r"[\s|:+=-]*", line)]
    sample = lines[0] if lines else ""
    mark = max("|\t;,", key=sample.count)
    for place, row in enumerate(csv.reader(lines, delimiter=mark)):
        cells = [cell.strip(" *`") for cell in row]
        if place == 0 and not any(re.search(r"\d", cell) for cell in cells[1:]):
            continue
        if (
            place == 0
            and re.search(r"image|file|name|id\b", cells[0], re.I)
            and re.search(r"guess|prob|label", sample, re.I)
        ):
            continue
        yield cells


def _json(text: str) -> Iterator[list[str]]:
    try:
        made = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("this is no JSON", (0, min(len(text), 60)), text[:1000]) from None
    rows = made if isinstance(made, list) else [{"image": name, "guesses": rest} for name, rest in made.items()]
    for row in rows[: MAX_ROWS + 1]:
        cells = list(_flat(list(row.values()) if isinstance(row, dict) else row))
        if not cells:
            raise Unreadable("an empty row", (0, 0), text[:1000])
        yield cells


def _flat(thing: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(thing, list | dict) and depth < 4:
        for item in thing.values() if isinstance(thing, dict) else thing:
            yield from _flat(item, depth + 1)
    elif isinstance(thing, str | int | float):
        yield str(thing)
    else:
        raise Unreadable("names, guesses and probabilities were expected")
