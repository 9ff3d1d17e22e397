"""How students label their answers: from a label such as ("3", "B", "i") to the lines that stand before the answer.

A style is a function of the label, of the label before it (so that a nested heading is written once) and of the title;
it returns what stands before the answer.
"""

from __future__ import annotations

from .forms import Label, Style, nested, whole


def _brackets(label: Label, before: Label, title: str) -> str:
    del before, title
    return label[0] + "".join(f"({part})" for part in label[1:]) + " "


def _said_in_words(label: Label, before: Label, title: str) -> str:
    del before, title
    names = ("Problem", "part", "subpart")
    return ", ".join(f"{name} {part}" for name, part in zip(names, label, strict=False)) + "\n\n"


STYLES: dict[str, Style] = {
    "heading": whole("## {}\n\n"),
    "heading with a title": whole("### {} {title}\n\n"),
    "problem heading": whole("## Problem {}\n\n"),
    "bold": whole("**{}**\n\n"),
    "alone on a line": whole("{}\n\n"),
    "in line with a bracket": whole("{}) "),
    "in line with a colon": whole("{}: "),
    "compact": whole("{})\n\n", ""),
    "nested headings": nested("# Problem {}", "## {}", "### {}"),
    "nested parts": nested("# Problem {}", "## Part {}", "### Part {}"),
    "nested brackets": nested("Problem {}", "({})", "({})", last=" "),
    "question": whole("Question {}\n\n"),
    "in brackets": whole("({})\n\n"),
    "dashes": whole("{}\n\n", "-"),
    "a bold list item": whole("- **{}** "),
    "Q": whole("Q{} "),
    "exercise": whole("#### Exercise {}\n\n"),
    "underlined": whole("__{}__\n\n"),
    "stop": whole("{}. "),
    "dash and title": whole("## {} – {title}\n\n"),
    "nested with stops": nested("# {}.", "## {}.", "### {}.", last="\n\n"),
    "nested bold": nested("**Problem {}**", "**({})**", "**({})**"),
    "nested, bracket behind": nested("## Problem {}", "{})", "{})", last=" "),
    "problem in line": whole("Problem {}: "),
    "brackets": _brackets,
    "in words": _said_in_words,
    "html": whole("<b>{}</b>\n\n"),
    "deep heading": whole("###### {}.\n\n"),
    "spaces": whole("## {}\n\n", " "),
    "part of a problem": whole("## Problem {above} part {last}\n\n"),
    "German": nested("## Aufgabe {}", "### Teil {}", "#### Teil {}"),
    "Spanish": whole("**Ejercicio {}**\n\n"),
    "French": whole("### Question {} :\n\n"),
    "Ans": whole("Ans {}: "),
    "answer to": whole("## Answer to {}\n\n"),
    "solution": whole("### Solution {}\n\n"),
    "arrow": whole("{} -> "),
    "number sign": whole("# #{}\n\n"),
    "square brackets": whole("[{}] "),
    "double brackets": whole("(({})) "),
    "bold in line": whole("**{}:** "),
    "italic": whole("*{}*\n\n"),
    "underline rule": lambda label, before, title: f"{'.'.join(label)} {title}\n{'-' * 20}\n\n",
    "nested list": nested("Problem {}", "* Part {}", "* Part {}", last="\n\n"),
    "colons": nested("Problem {}:", "Part {}:", "Part {}:", last=" "),
    "lower case": lambda label, before, title: f"### {'.'.join(label).lower()}\n\n",
    "table of answers": lambda label, before, title: f"\n{'.'.join(label)} | ",
    "equals": lambda label, before, title: f"{'.'.join(label)}\n{'=' * 8}\n\n",
    "mixed depth": nested("# Problem {}", "**{}.**", "*({})*", last="\n\n"),
    "roman brackets in line": nested("# {}", "## Part {}", "({})", last=" "),
    "brackets all round": lambda label, before, title: "".join(f"({part})" for part in label) + " ",
    "Pb.": whole("**Pb. {}**\n\n"),
    "letter behind the number": lambda label, before, title: (
        f"{label[0]}{label[1]}({'.'.join(label[2:])})\n\n" if len(label) > 2 else f"{''.join(label)}\n\n"
    ),
    "spaced dashes": whole("## {}\n\n", " – "),
    "slashes": whole("{}\n\n", "/"),
    "hash": whole("#{} "),
    "task": whole("Task {}:\n\n"),
    "square heading": whole("[Problem {}]\n\n"),
    "dash before": whole("– {}: "),
    "problem and title": whole("**Problem {} – {title}**\n\n"),
    "numbered headings": nested("# {}", "## {}", "### {}"),
    "section sign": whole("## § {}\n\n"),
    "equals sign": whole("{} = "),
    "underlined title": lambda label, before, title: f"Problem {'.'.join(label)}\n~~~~~~~~~~~~~\n\n",
    "colon list": whole("* {}: "),
    "bracket and title": whole("{}) {title}\n\n"),
    "lower nested": nested("## problem {}", "part {}", "part {}"),
    "two colons": whole("{} :: "),
    "upper case": lambda label, before, title: f"PROBLEM {'.'.join(label).upper()}\n\n",
    "part first": lambda label, before, title: f"### Part {'.'.join(label[1:])} of problem {label[0]}\n\n",
}
