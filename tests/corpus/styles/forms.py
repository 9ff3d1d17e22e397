"""Forms that labels come in: what the tables of styles are made of.

A style is a function of the label, of the label before it (so that a nested heading is written once) and of the title;
it returns what stands before the answer.
"""

from __future__ import annotations

from collections.abc import Callable

Label = tuple[str, ...]
Style = Callable[[Label, Label, str], str]


def fresh(label: Label, before: Label) -> int:
    """The first level at which the label differs from the one before it."""
    return next((place for place, (one, two) in enumerate(zip(label, before, strict=False)) if one != two), len(before))


def nested(*forms: str, last: str = "\n\n", joint: str = "\n\n") -> Style:
    """A line for each level, written where the level changes; {0} is its own part, {whole} the label up to it."""

    def style(label: Label, before: Label, title: str) -> str:
        start = min(fresh(label, before), len(label) - 1)
        lines = [
            forms[min(place, len(forms) - 1)].format(
                label[place],
                low=label[place].lower(),
                whole=".".join(label[: place + 1]),
                title=title,
            )
            for place in range(start, len(label))
        ]
        return joint.join(lines) + last

    return style


def whole(form: str, joint: str = ".") -> Style:
    """One line with the whole label."""

    def style(label: Label, before: Label, title: str) -> str:
        del before
        return form.format(joint.join(label), title=title, last=label[-1], above=joint.join(label[:-1]))

    return style


def three(form: str, *, two: str) -> Style:
    """One line with the parts of the label: {0}, {1}, {2}; {low} is the letter in lower case."""

    def style(label: Label, before: Label, title: str) -> str:
        del before
        return (form if len(label) > 2 else two).format(*label, low=label[1].lower(), title=title)

    return style


POINTS = {
    ("1", "A", "i"): 3,
    ("1", "A", "ii"): 3,
    ("1", "B"): 3,
    ("1", "C", "i"): 3,
    ("1", "C", "ii"): 2,
    ("1", "C", "iii"): 3,
    ("2", "A"): 1,
    ("2", "B", "i"): 2,
    ("2", "B", "ii"): 2,
    ("2", "C"): 3,
    ("2", "D"): 3,
    ("2", "E"): 3,
    ("3", "A"): 2,
    ("3", "B", "i"): 2,
    ("3", "B", "ii"): 2,
    ("3", "C", "i"): 3,
    ("3", "C", "ii"): 3,
    ("3", "C", "iii"): 2,
    ("3", "D", "i"): 3,
    ("3", "D", "ii"): 4,
    ("3", "D", "iii"): 2,
    ("3", "D", "iv"): 2,
}
