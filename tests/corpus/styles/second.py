"""Ways to label answers, from a second hand."""

from __future__ import annotations

from .forms import POINTS, Label, Style, nested, three, whole


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
    "problem, letter in brackets, roman with a stop": three("Problem {0} ({1}) {2}.\n\n", two="Problem {0} ({1})\n\n"),
    "Q, lower case, dash": three("Q{0}{low}-{2}\n\n", two="Q{0}{low}\n\n"),
    "letter at the number, roman with a bracket": three("{0}{1} {2}) ", two="{0}{1}) "),
    "emoji pin": whole("📌 **{}**\n\n"),
    "rule and heading": whole("---\n\n### {}\n\n"),
    "title, then label in brackets": whole("### {title} ({})\n\n"),
    "HTML heading with a title": whole("<h3>{} {title}</h3>\n\n"),
    "Setext, nested": nested("Problem {}\n=========", "Part {}\n------", "({})", last="\n\n"),
    "Teilaufgabe": whole("### Teilaufgabe {}\n\n"),
    "Aufgabe with brackets": three("**Aufgabe {0} {low}) {2})**\n\n", two="**Aufgabe {0} {low})**\n\n"),
    "Lösung zu": whole("Lösung zu {}:\n\n"),
    "Ejercicio, Apartado": nested("# Ejercicio {}", "## Apartado {}", "### {})"),
    "Exercice, question": three("## Exercice {0}, question {1}.{2}\n\n", two="## Exercice {0}, question {1}\n\n"),
    "points behind": _points_behind,
    "in the heading and in the sentence": whole("### {}\n\nFor {}: ".replace("{}", "{0}")),
    "Sol.": whole("{} Sol.: "),
    "table row with a title": whole("| {} | {title} | "),
    "Word tab": whole("{}.\t{title}\n\n"),
    "LaTeX subsection": whole("\\subsection*{{{}}}\n\n"),
    "quoted question": whole("> **{}** {title}\n\n"),
    "indented list": nested("- Problem {}", "  - Part {}", "    - {})", last=" ", joint="\n"),
    "checked box": whole("- [x] **{}** "),
    "OCR with spaces": three("{0} . {1} . ( {2} )\n\n", two="{0} . {1} .\n\n"),
    "org mode": nested("* Problem {}", "** Part {}", "*** ({})", joint="\n"),
    "dashes on both sides": whole("--- {} ---\n\n"),
    "P with underscores": whole("P{}: ", "_"),
    "problem once, rest in bold": _number_once,
    "bold italic": whole("***{}.***\n\n"),
    "title in bold, label in square brackets": whole("**{title}** [{}]: "),
    "nested, title at the last": nested("# Problem {}", "## Part {}", "### ({}) {title}"),
}
