"""How students label their answers: from a label such as ("3", "B", "i") to the lines that stand before the answer.

A style is a function of the label, of the label before it (so that a nested heading is written once) and of the title;
it returns what stands before the answer.
"""

from __future__ import annotations

from collections.abc import Callable

Label = tuple[str, ...]
Style = Callable[[Label, Label, str], str]


def _fresh(label: Label, before: Label) -> int:
    """The first level at which the label differs from the one before it."""
    return next((place for place, (one, two) in enumerate(zip(label, before, strict=False)) if one != two), len(before))


def _nested(*forms: str, last: str = "\n\n") -> Style:
    """A line for each level, written where the level changes."""

    def style(label: Label, before: Label, title: str) -> str:
        start = min(_fresh(label, before), len(label) - 1)
        lines = [forms[min(place, len(forms) - 1)].format(label[place]) for place in range(start, len(label))]
        return "\n\n".join(lines) + last

    return style


def _whole(form: str, joint: str = ".") -> Style:
    """One line with the whole label."""

    def style(label: Label, before: Label, title: str) -> str:
        del before
        return form.format(joint.join(label), title=title, last=label[-1], above=joint.join(label[:-1]))

    return style


def _brackets(label: Label, before: Label, title: str) -> str:
    del before, title
    return label[0] + "".join(f"({part})" for part in label[1:]) + " "


def _said_in_words(label: Label, before: Label, title: str) -> str:
    del before, title
    names = ("Problem", "part", "subpart")
    return ", ".join(f"{name} {part}" for name, part in zip(names, label, strict=False)) + "\n\n"


STYLES: dict[str, Style] = {
    "heading": _whole("## {}\n\n"),
    "heading with a title": _whole("### {} {title}\n\n"),
    "problem heading": _whole("## Problem {}\n\n"),
    "bold": _whole("**{}**\n\n"),
    "alone on a line": _whole("{}\n\n"),
    "in line with a bracket": _whole("{}) "),
    "in line with a colon": _whole("{}: "),
    "compact": _whole("{})\n\n", ""),
    "nested headings": _nested("# Problem {}", "## {}", "### {}"),
    "nested parts": _nested("# Problem {}", "## Part {}", "### Part {}"),
    "nested brackets": _nested("Problem {}", "({})", "({})", last=" "),
    "question": _whole("Question {}\n\n"),
    "in brackets": _whole("({})\n\n"),
    "dashes": _whole("{}\n\n", "-"),
    "a bold list item": _whole("- **{}** "),
    "Q": _whole("Q{} "),
    "exercise": _whole("#### Exercise {}\n\n"),
    "underlined": _whole("__{}__\n\n"),
    "stop": _whole("{}. "),
    "dash and title": _whole("## {} – {title}\n\n"),
    "nested with stops": _nested("# {}.", "## {}.", "### {}.", last="\n\n"),
    "nested bold": _nested("**Problem {}**", "**({})**", "**({})**"),
    "nested, bracket behind": _nested("## Problem {}", "{})", "{})", last=" "),
    "problem in line": _whole("Problem {}: "),
    "brackets": _brackets,
    "in words": _said_in_words,
    "html": _whole("<b>{}</b>\n\n"),
    "deep heading": _whole("###### {}.\n\n"),
    "spaces": _whole("## {}\n\n", " "),
    "part of a problem": _whole("## Problem {above} part {last}\n\n"),
    "German": _nested("## Aufgabe {}", "### Teil {}", "#### Teil {}"),
    "Spanish": _whole("**Ejercicio {}**\n\n"),
    "French": _whole("### Question {} :\n\n"),
    "Ans": _whole("Ans {}: "),
    "answer to": _whole("## Answer to {}\n\n"),
    "solution": _whole("### Solution {}\n\n"),
    "arrow": _whole("{} -> "),
    "number sign": _whole("# #{}\n\n"),
    "square brackets": _whole("[{}] "),
    "double brackets": _whole("(({})) "),
    "bold in line": _whole("**{}:** "),
    "italic": _whole("*{}*\n\n"),
    "underline rule": lambda label, before, title: f"{'.'.join(label)} {title}\n{'-' * 20}\n\n",
    "nested list": _nested("Problem {}", "* Part {}", "* Part {}", last="\n\n"),
    "colons": _nested("Problem {}:", "Part {}:", "Part {}:", last=" "),
    "lower case": lambda label, before, title: f"### {'.'.join(label).lower()}\n\n",
    "table of answers": lambda label, before, title: f"\n{'.'.join(label)} | ",
    "equals": lambda label, before, title: f"{'.'.join(label)}\n{'=' * 8}\n\n",
    "mixed depth": _nested("# Problem {}", "**{}.**", "*({})*", last="\n\n"),
    "roman brackets in line": _nested("# {}", "## Part {}", "({})", last=" "),
    "brackets all round": lambda label, before, title: "".join(f"({part})" for part in label) + " ",
    "Pb.": _whole("**Pb. {}**\n\n"),
    "letter behind the number": lambda label, before, title: (
        f"{label[0]}{label[1]}({'.'.join(label[2:])})\n\n" if len(label) > 2 else f"{''.join(label)}\n\n"
    ),
    "spaced dashes": _whole("## {}\n\n", " – "),
    "slashes": _whole("{}\n\n", "/"),
    "hash": _whole("#{} "),
    "task": _whole("Task {}:\n\n"),
    "square heading": _whole("[Problem {}]\n\n"),
    "dash before": _whole("– {}: "),
    "problem and title": _whole("**Problem {} – {title}**\n\n"),
    "numbered headings": _nested("# {}", "## {}", "### {}"),
    "section sign": _whole("## § {}\n\n"),
    "equals sign": _whole("{} = "),
    "underlined title": lambda label, before, title: f"Problem {'.'.join(label)}\n~~~~~~~~~~~~~\n\n",
    "colon list": _whole("* {}: "),
    "bracket and title": _whole("{}) {title}\n\n"),
    "lower nested": _nested("## problem {}", "part {}", "part {}"),
    "two colons": _whole("{} :: "),
    "upper case": lambda label, before, title: f"PROBLEM {'.'.join(label).upper()}\n\n",
    "part first": lambda label, before, title: f"### Part {'.'.join(label[1:])} of problem {label[0]}\n\n",
}
