"""Ways to label answers, from a fourth hand."""

from __future__ import annotations

from .forms import POINTS, Label, Style, fresh, nested, three, whole


def _growing(*forms: str, last: str = "\n\n", joint: str = ".") -> Style:
    """A line for each level that changes, each with the label so far: 1, 1.A, 1.A.i."""

    def style(label: Label, before: Label, title: str) -> str:
        start = min(fresh(label, before), len(label) - 1)
        lines = [
            forms[min(place, len(forms) - 1)].format(joint.join(label[: place + 1]), title=title)
            for place in range(start, len(label))
        ]
        return "\n\n".join(lines) + last

    return style


def _two_levels(head: str, part: str, *, two: str) -> Style:
    """A heading for number and letter where they change, then the Roman numeral in front of the answer."""

    def style(label: Label, before: Label, title: str) -> str:
        if len(label) < 3:
            return two.format(*label, low=label[1].lower(), title=title)
        above = "" if before[:2] == label[:2] else head.format(*label, low=label[1].lower(), title=title)
        return above + part.format(*label, low=label[1].lower(), title=title)

    return style


def _copied_heading(label: Label, before: Label, title: str) -> str:
    """The line of the assignment, as it was pasted: label, title, points."""
    del before
    points = POINTS.get(label, 2)
    return f"{'.'.join(label)} {title}  {points} point{'s' if points > 1 else ''}\n\n"


def _points_in_square_brackets(label: Label, before: Label, title: str) -> str:
    del before
    points = POINTS.get(label, 2)
    return f"### Problem {'.'.join(label)}: {title} [{points} point{'s' if points > 1 else ''}]\n\n"


def _capital_roman(label: Label, before: Label, title: str) -> str:
    """What a word processor makes of it: the Roman numeral as a capital."""
    del before, title
    return ".".join(part.upper() for part in label) + ". "


def _scanned_one(label: Label, before: Label, title: str) -> str:
    """The digit 1 read as a small letter L, a space behind the stop."""
    del before, title
    return f"{label[0].replace('1', 'l')}. {'. '.join(label[1:])})\n\n"


def _bold_pieces(label: Label, before: Label, title: str) -> str:
    """Each piece bold on its own, as some exports from Word have it."""
    del before, title
    return ".".join(f"**{part}**" for part in label) + "\n\n"


def _problem_once(label: Label, before: Label, title: str) -> str:
    """The problem as a heading, where it changes; below it the whole label, in line."""
    del title
    head = "" if before[:1] == label[:1] else f"# Problem {label[0]}\n\n"
    return head + f"**{'.'.join(label)}** "


def _word_outline(label: Label, before: Label, title: str) -> str:
    """An outline from a word processor: tabs for each level, single ends of line."""
    del title
    start = min(fresh(label, before), len(label) - 1)
    forms = ("Problem {}", "\t{}.", "\t\t{}.")
    return "\n".join(forms[place].format(label[place]) for place in range(start, len(label))) + "\t"


STYLES: dict[str, Style] = {
    # Markdown
    "growing headings": _growing("# {}", "## {}", "### {}"),
    "growing headings, Problem": _growing("# Problem {}", "## Problem {}", "### Problem {}"),
    "problem once, then the whole label in bold": _problem_once,
    "growing, no dots": _growing("# {}", "## {}", "### {}", joint=""),
    "heading with Problem, colon and title": whole("## Problem {}: {title}\n\n"),
    "bold heading": whole("### **{}**\n\n"),
    "bold heading with a title": whole("## **{} {title}**\n\n"),
    "heading with a bracket": whole("### {})\n\n"),
    "heading with a colon": whole("#### {}:\n\n"),
    "closed heading": whole("## {} ##\n\n"),
    "heading, letter at the number": three("### {0}{1}.{2}\n\n", two="### {0}{1}\n\n"),
    "heading, brackets": three("## {0}({low})({2})\n\n", two="## {0}({low})\n\n"),
    "heading, Part": whole("### Part {}\n\n"),
    "heading, commas": three("## Problem {0}, Part {1}, ({2})\n\n", two="## Problem {0}, Part {1}\n\n"),
    "heading for the letter, bracketed numeral in line": _two_levels(
        "## Problem {0}.{1}\n\n", "({2}) ", two="## Problem {0}.{1}\n\n"
    ),
    "bold letter, numeral with a stop": _two_levels("**{0}{1}**\n\n", "{2}. ", two="**{0}{1}**\n\n"),
    "heading for the letter, bold numeral": _two_levels(
        "### Question {0}{1}\n\n", "**{2})**\n\n", two="### Question {0}{1}\n\n"
    ),
    "nested exercises": nested("# Exercise {}", "## {}", "### {}"),
    "nested, Answer": nested("# Problem {}", "## {}", "### Answer {}"),
    "bold label, italic title": whole("**{}** *{title}*\n\n"),
    "bold with a colon and a title": whole("**{}: {title}**\n\n"),
    "bold bracket in line": whole("**{})** "),
    "bold square brackets": whole("**[{}]** "),
    "bold Answer": whole("**Answer {}:** "),
    "bold Q with brackets": three("**Q{0}({low})({2}):** ", two="**Q{0}({low}):** "),
    "bold label, then Answer": whole("**{}**\n\nAnswer: "),
    "bold label and title, then Your answer": whole("**{}. {title}**\n\n**Your answer:** "),
    "quoted label": whole("> Problem {}\n\n"),
    "escaped stops": whole("{}\\. ", "\\."),
    "heading, title in italics": whole("### {} – *{title}*\n\n"),
    "solution to a problem": whole("**Solution to Problem {}:**\n\n"),
    "rule, then bold problem": whole("---\n**Problem {}**\n\n"),
    # plain text
    "label and title": whole("{} {title}\n\n"),
    "label, hyphen, title": whole("{} - {title}\n"),
    "label with a colon on its line": whole("{}:\n"),
    "label with a stop on its line": whole("{}.\n"),
    "brackets in line": whole("({}) "),
    "lower case, two brackets": three("{0}{low}) {2}) ", two="{0}{low}) "),
    "lower case in line": three("{0}.{low}.{2}) ", two="{0}.{low}) "),
    "lower case, no dots": three("{0}{low}{2}: ", two="{0}{low}: "),
    "numeral in brackets": three("{0}.{1}.({2})\n\n", two="{0}.{1}.\n\n"),
    "letter at the number, numeral in brackets, colon": three("{0}{1}({2}): ", two="{0}{1}: "),
    "spaced brackets": three("{0} ({1}) ({2}): ", two="{0} ({1}): "),
    "dashes with a bracket": whole("{}) ", "-"),
    "double arrow": whole("{} => "),
    "em dash": whole("{} — "),
    "Answer for": whole("Answer for {}: "),
    "Ex.": whole("Ex. {}: "),
    "label, then Answer on its own line": whole("{}\nAnswer:\n"),
    "problem with a stop on its line": whole("Problem {}.\n"),
    "problem, letter with a bracket": three("Problem {0} {low}) {2})\n", two="Problem {0} {low})\n"),
    "set and problem": whole("Set 4, Problem {}\n\n"),
    "nested, plain with brackets": nested("Problem {}", "{})", "{})", last=" ", joint="\n"),
    "nested, plain with stops": nested("PROBLEM {}", "{}.", "{}.", last=" "),
    "stars around": whole("*** {} ***\n\n"),
    "equals around": whole("===== {} =====\n\n"),
    "copied line with points": _copied_heading,
    "copied heading with points": _points_in_square_brackets,
    # notebooks
    "coloured": whole('<font color="blue">**{}**</font>\n\n'),
    "coloured span": whole('<span style="color:red">**Problem {}**</span>\n\n'),
    "HTML underline": whole("<u>{}</u>\n\n"),
    "HTML heading, Problem": whole("<h2>Problem {}: {title}</h2>\n\n"),
    "comment ruler": whole("# ---------- {} ----------\n\n"),
    "horizontal rule and Question": whole("***\n## Question {}: {title}\n\n"),
    # LaTeX
    "LaTeX sections, nested": nested("\\section*{{Problem {}}}", "\\subsection*{{{}}}", "\\subsubsection*{{{}}}"),
    "LaTeX paragraph": whole("\\paragraph{{{}}} "),
    "LaTeX bold in dollars": whole("$\\textbf{{{}}}$\n\n"),
    "new page": whole("\\newpage\n\n## {} {title}\n\n"),
    # Word
    "bullet": whole("• {} "),
    "outline with tabs": _word_outline,
    "tabs between the parts": whole("{}.\t", ".\t"),
    "hard space": whole("Problem\u00a0{}\n\n"),
    "capital Roman": _capital_roman,
    "bold pieces": _bold_pieces,
    # scans
    "small L for 1": _scanned_one,
    "scan, commas": whole("{} )\n", " , "),
    "scan, circled letter": three("{0} ({1}) {2} .\n", two="{0} ({1}) .\n"),
    # other languages
    "Aufgabe, nested": nested("Aufgabe {}", "{low})", "{})", last=" ", joint="\n"),
    "Aufgabe in line": whole("Aufgabe {}: "),
    "Lösung heading": whole("## Lösung {}\n\n"),
    "Problema": whole("**Problema {}.** "),
    "Respuesta": whole("Respuesta {}: "),
    "Exercice, nested": nested("# Exercice {}", "## Partie {}", "### Question {}"),
}
