"""What may happen to a write-up on its way, and what may then be said of each of its answers.

A mutation takes the sections of a document (label, heading, text) and returns the changed document, with the outcomes
that are still right for each label; "person" is always right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from .answers import Said


class Section(NamedTuple):
    """A question's label, what stands before the answer, and the answer with its verdict."""

    label: str
    heading: str
    text: str
    said: Said | None


class Mutant(NamedTuple):
    """The sections after a mutation, and for each label the outcomes that are right."""

    sections: list[Section]
    allowed: dict[str, set[str]]


Mutation = Callable[[list[Section], random.Random], Mutant]


def _allowed(sections: list[Section]) -> dict[str, set[str]]:
    return {section.label: {section.said.outcome} for section in sections if section.said}


def _victim(sections: list[Section], rng: random.Random) -> int:
    return rng.choice([place for place, section in enumerate(sections) if section.said])


def label_removed(sections: list[Section], rng: random.Random) -> Mutant:
    place = _victim(sections, rng)
    allowed = _allowed(sections)
    if "> " not in sections[place].text:  # a copied prompt says what is answered
        allowed[sections[place].label] = set()
    return Mutant([s._replace(heading="") if n == place else s for n, s in enumerate(sections)], allowed)


def answer_removed(sections: list[Section], rng: random.Random) -> Mutant:
    place = _victim(sections, rng)
    allowed = _allowed(sections)
    allowed[sections[place].label] = {"missing"}
    return Mutant([s._replace(text="") if n == place else s for n, s in enumerate(sections)], allowed)


def section_removed(sections: list[Section], rng: random.Random) -> Mutant:
    place = _victim(sections, rng)
    allowed = _allowed(sections)
    allowed[sections[place].label] = {"missing"}
    return Mutant([s for n, s in enumerate(sections) if n != place], allowed)


def neighbours_swapped(sections: list[Section], rng: random.Random) -> Mutant:
    place = rng.randrange(len(sections) - 1)
    swapped = [*sections]
    swapped[place : place + 2] = swapped[place : place + 2][::-1]
    return Mutant(swapped, _allowed(sections))


def section_repeated(sections: list[Section], rng: random.Random) -> Mutant:
    place = _victim(sections, rng)
    return Mutant([*sections, sections[place]], _allowed(sections))


def document_twice(sections: list[Section], rng: random.Random) -> Mutant:
    del rng
    return Mutant([*sections, *sections], _allowed(sections))


def contents_first(sections: list[Section], rng: random.Random) -> Mutant:
    del rng
    listed = [Section(s.label, s.heading.rstrip() + "\n\n", "", None) for s in sections]
    return Mutant([*listed, *sections], _allowed(sections))


def value_altered(sections: list[Section], rng: random.Random) -> Mutant:
    """One digit of the final figure of a right answer: it is right no more."""
    places = [
        place
        for place, section in enumerate(sections)
        if section.label in ("3.B.i", "3.B.ii")
        and section.said
        and section.said.outcome == "correct"
        and re.search(r"\d\W*$", section.text)
    ]
    if not places:
        return Mutant(sections, _allowed(sections))
    place = rng.choice(places)
    if sections[place].label == "3.B.i":
        other = str(rng.choice([613, 508, 698, 1608]))
        text = re.sub(r"608", other, sections[place].text)
        allowed = _allowed(sections)
        allowed[sections[place].label] = {"incorrect", "partial"} if other in text else {"correct"}
        return Mutant([s._replace(text=text) if n == place else s for n, s in enumerate(sections)], allowed)
    figure = list(re.finditer(r"\d", sections[place].text))[-1]
    digit = str((int(figure[0]) + rng.randint(1, 9)) % 10)
    text = sections[place].text[: figure.start()] + digit + sections[place].text[figure.end() :]
    allowed = _allowed(sections)
    allowed[sections[place].label] = {"incorrect", "partial"}
    return Mutant([s._replace(text=text) if n == place else s for n, s in enumerate(sections)], allowed)


def table_cut(sections: list[Section], rng: random.Random) -> Mutant:
    changed = []
    allowed = _allowed(sections)
    for section in sections:
        if section.label == "3.D.i" and section.said:
            lines = section.text.split("\n")
            rows = [number for number, line in enumerate(lines) if re.search(r"\d[.,]\d", line)]
            if len(rows) != 10:  # all the values on one line, or another table than asked for
                changed.append(section)
                continue
            del lines[rng.choice(rows)]
            section = section._replace(text="\n".join(lines))
            allowed["3.D.i"] = set()
        changed.append(section)
    return Mutant(changed, allowed)


def two_answers(sections: list[Section], rng: random.Random) -> Mutant:
    """Another figure of the same form behind the first."""
    del rng
    changed = []
    allowed = _allowed(sections)
    for section in sections:
        if section.label == "3.B.ii" and section.said:
            section = section._replace(text=f"{section.text}\n\nOr 14×14×6.")
            allowed["3.B.ii"] = set()
        changed.append(section)
    return Mutant(changed, allowed)


def taken_back(sections: list[Section], rng: random.Random) -> Mutant:
    """A wrong figure first, struck out; it is not read."""
    del rng
    changed = [
        section._replace(text=f"~~I get 612 parameters.~~\n\n{section.text}") if section.label == "3.B.i" else section
        for section in sections
    ]
    return Mutant(changed, _allowed(sections))


def page_breaks(sections: list[Section], rng: random.Random) -> Mutant:
    changed = [
        section._replace(text=f"{section.text}\n\n{place}\n\nA. Student, set 4") if rng.random() < 0.3 else section
        for place, section in enumerate(sections)
    ]
    allowed = _allowed(sections)
    return Mutant(changed, allowed)


MUTATIONS: dict[str, Mutation] = {
    function.__name__: function
    for function in (
        label_removed,
        answer_removed,
        section_removed,
        neighbours_swapped,
        section_repeated,
        document_twice,
        contents_first,
        value_altered,
        table_cut,
        two_answers,
        taken_back,
        page_breaks,
    )
}
