"""Ways to label answers, from a second hand."""

from __future__ import annotations

from collections.abc import Callable

Label = tuple[str, ...]
Style = Callable[[Label, Label, str], str]


def _fresh(label: Label, before: Label) -> int:
    """The first level at which the label differs from the one before it."""
    return next((place for place, (one, two) in enumerate(zip(label, before, strict=False)) if one != two), len(before))


def _nested(*forms: str, last: str = "\n\n", joint: str = "\n\n") -> Style:
    """A line for each level, written where the level changes."""

    def style(label: Label, before: Label, title: str) -> str:
        start = min(_fresh(label, before), len(label) - 1)
        lines = [
            forms[min(place, len(forms) - 1)].format(label[place], low=label[place].lower(), title=title)
            for place in range(start, len(label))
        ]
        return joint.join(lines) + last

    return style


def _whole(form: str, joint: str = ".") -> Style:
    """One line with the whole label."""

    def style(label: Label, before: Label, title: str) -> str:
        del before
        return form.format(joint.join(label), title=title, last=label[-1], above=joint.join(label[:-1]))

    return style


def _three(form: str, *, two: str) -> Style:
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


def _points_behind(label: Label, before: Label, title: str) -> str:
    del before, title
    points = POINTS.get(label, 2)
    return f"**{'.'.join(label)}** ({points} pt{'s' if points > 1 else ''})\n\n"


def _number_once(label: Label, before: Label, title: str) -> str:
    """The problem as a heading, where it changes; the rest of the label in one piece below it."""
    del title
    head = "" if before[:1] == label[:1] else f"# Problem {label[0]}\n\n"
    return head + f"**{label[1]}{''.join(f'({part})' for part in label[2:])}**\n\n"


STYLES: dict[str, Style] = {
    "problem, letter in brackets, roman with a stop": _three("Problem {0} ({1}) {2}.\n\n", two="Problem {0} ({1})\n\n"),
    "Q, lower case, dash": _three("Q{0}{low}-{2}\n\n", two="Q{0}{low}\n\n"),
    "letter at the number, roman with a bracket": _three("{0}{1} {2}) ", two="{0}{1}) "),
    "emoji pin": _whole("📌 **{}**\n\n"),
    "rule and heading": _whole("---\n\n### {}\n\n"),
    "title, then label in brackets": _whole("### {title} ({})\n\n"),
    "HTML heading with a title": _whole("<h3>{} {title}</h3>\n\n"),
    "Setext, nested": _nested("Problem {}\n=========", "Part {}\n------", "({})", last="\n\n"),
    "Teilaufgabe": _whole("### Teilaufgabe {}\n\n"),
    "Aufgabe with brackets": _three("**Aufgabe {0} {low}) {2})**\n\n", two="**Aufgabe {0} {low})**\n\n"),
    "Lösung zu": _whole("Lösung zu {}:\n\n"),
    "Ejercicio, Apartado": _nested("# Ejercicio {}", "## Apartado {}", "### {})"),
    "Exercice, question": _three("## Exercice {0}, question {1}.{2}\n\n", two="## Exercice {0}, question {1}\n\n"),
    "points behind": _points_behind,
    "in the heading and in the sentence": _whole("### {}\n\nFor {}: ".replace("{}", "{0}")),
    "Sol.": _whole("{} Sol.: "),
    "table row with a title": _whole("| {} | {title} | "),
    "Word tab": _whole("{}.\t{title}\n\n"),
    "LaTeX subsection": _whole("\\subsection*{{{}}}\n\n"),
    "quoted question": _whole("> **{}** {title}\n\n"),
    "indented list": _nested("- Problem {}", "  - Part {}", "    - {})", last=" ", joint="\n"),
    "checked box": _whole("- [x] **{}** "),
    "OCR with spaces": _three("{0} . {1} . ( {2} )\n\n", two="{0} . {1} .\n\n"),
    "org mode": _nested("* Problem {}", "** Part {}", "*** ({})", joint="\n"),
    "dashes on both sides": _whole("--- {} ---\n\n"),
    "P with underscores": _whole("P{}: ", "_"),
    "problem once, rest in bold": _number_once,
    "bold italic": _whole("***{}.***\n\n"),
    "title in bold, label in square brackets": _whole("**{title}** [{}]: "),
    "nested, title at the last": _nested("# Problem {}", "## Part {}", "### ({}) {title}"),
}
