"""Ways to label answers, from a fourth hand."""

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


def _growing(*forms: str, last: str = "\n\n", joint: str = ".") -> Style:
    """A line for each level that changes, each with the label so far: 1, 1.A, 1.A.i."""

    def style(label: Label, before: Label, title: str) -> str:
        start = min(_fresh(label, before), len(label) - 1)
        lines = [
            forms[min(place, len(forms) - 1)].format(joint.join(label[: place + 1]), title=title)
            for place in range(start, len(label))
        ]
        return "\n\n".join(lines) + last

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


def _two_levels(head: str, part: str, *, two: str) -> Style:
    """A heading for number and letter where they change, then the Roman numeral in front of the answer."""

    def style(label: Label, before: Label, title: str) -> str:
        if len(label) < 3:
            return two.format(*label, low=label[1].lower(), title=title)
        above = "" if before[:2] == label[:2] else head.format(*label, low=label[1].lower(), title=title)
        return above + part.format(*label, low=label[1].lower(), title=title)

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
    start = min(_fresh(label, before), len(label) - 1)
    forms = ("Problem {}", "\t{}.", "\t\t{}.")
    return "\n".join(forms[place].format(label[place]) for place in range(start, len(label))) + "\t"


STYLES: dict[str, Style] = {
    # Markdown
    "growing headings": _growing("# {}", "## {}", "### {}"),
    "growing headings, Problem": _growing("# Problem {}", "## Problem {}", "### Problem {}"),
    "problem once, then the whole label in bold": _problem_once,
    "growing, no dots": _growing("# {}", "## {}", "### {}", joint=""),
    "heading with Problem, colon and title": _whole("## Problem {}: {title}\n\n"),
    "bold heading": _whole("### **{}**\n\n"),
    "bold heading with a title": _whole("## **{} {title}**\n\n"),
    "heading with a bracket": _whole("### {})\n\n"),
    "heading with a colon": _whole("#### {}:\n\n"),
    "closed heading": _whole("## {} ##\n\n"),
    "heading, letter at the number": _three("### {0}{1}.{2}\n\n", two="### {0}{1}\n\n"),
    "heading, brackets": _three("## {0}({low})({2})\n\n", two="## {0}({low})\n\n"),
    "heading, Part": _whole("### Part {}\n\n"),
    "heading, commas": _three("## Problem {0}, Part {1}, ({2})\n\n", two="## Problem {0}, Part {1}\n\n"),
    "heading for the letter, bracketed numeral in line": _two_levels(
        "## Problem {0}.{1}\n\n", "({2}) ", two="## Problem {0}.{1}\n\n"
    ),
    "bold letter, numeral with a stop": _two_levels("**{0}{1}**\n\n", "{2}. ", two="**{0}{1}**\n\n"),
    "heading for the letter, bold numeral": _two_levels(
        "### Question {0}{1}\n\n", "**{2})**\n\n", two="### Question {0}{1}\n\n"
    ),
    "nested exercises": _nested("# Exercise {}", "## {}", "### {}"),
    "nested, Answer": _nested("# Problem {}", "## {}", "### Answer {}"),
    "bold label, italic title": _whole("**{}** *{title}*\n\n"),
    "bold with a colon and a title": _whole("**{}: {title}**\n\n"),
    "bold bracket in line": _whole("**{})** "),
    "bold square brackets": _whole("**[{}]** "),
    "bold Answer": _whole("**Answer {}:** "),
    "bold Q with brackets": _three("**Q{0}({low})({2}):** ", two="**Q{0}({low}):** "),
    "bold label, then Answer": _whole("**{}**\n\nAnswer: "),
    "bold label and title, then Your answer": _whole("**{}. {title}**\n\n**Your answer:** "),
    "quoted label": _whole("> Problem {}\n\n"),
    "escaped stops": _whole("{}\\. ", "\\."),
    "heading, title in italics": _whole("### {} – *{title}*\n\n"),
    "solution to a problem": _whole("**Solution to Problem {}:**\n\n"),
    "rule, then bold problem": _whole("---\n**Problem {}**\n\n"),
    # plain text
    "label and title": _whole("{} {title}\n\n"),
    "label, hyphen, title": _whole("{} - {title}\n"),
    "label with a colon on its line": _whole("{}:\n"),
    "label with a stop on its line": _whole("{}.\n"),
    "brackets in line": _whole("({}) "),
    "lower case, two brackets": _three("{0}{low}) {2}) ", two="{0}{low}) "),
    "lower case in line": _three("{0}.{low}.{2}) ", two="{0}.{low}) "),
    "lower case, no dots": _three("{0}{low}{2}: ", two="{0}{low}: "),
    "numeral in brackets": _three("{0}.{1}.({2})\n\n", two="{0}.{1}.\n\n"),
    "letter at the number, numeral in brackets, colon": _three("{0}{1}({2}): ", two="{0}{1}: "),
    "spaced brackets": _three("{0} ({1}) ({2}): ", two="{0} ({1}): "),
    "dashes with a bracket": _whole("{}) ", "-"),
    "double arrow": _whole("{} => "),
    "em dash": _whole("{} — "),
    "Answer for": _whole("Answer for {}: "),
    "Ex.": _whole("Ex. {}: "),
    "label, then Answer on its own line": _whole("{}\nAnswer:\n"),
    "problem with a stop on its line": _whole("Problem {}.\n"),
    "problem, letter with a bracket": _three("Problem {0} {low}) {2})\n", two="Problem {0} {low})\n"),
    "set and problem": _whole("Set 4, Problem {}\n\n"),
    "nested, plain with brackets": _nested("Problem {}", "{})", "{})", last=" ", joint="\n"),
    "nested, plain with stops": _nested("PROBLEM {}", "{}.", "{}.", last=" "),
    "stars around": _whole("*** {} ***\n\n"),
    "equals around": _whole("===== {} =====\n\n"),
    "copied line with points": _copied_heading,
    "copied heading with points": _points_in_square_brackets,
    # notebooks
    "coloured": _whole('<font color="blue">**{}**</font>\n\n'),
    "coloured span": _whole('<span style="color:red">**Problem {}**</span>\n\n'),
    "HTML underline": _whole("<u>{}</u>\n\n"),
    "HTML heading, Problem": _whole("<h2>Problem {}: {title}</h2>\n\n"),
    "comment ruler": _whole("# ---------- {} ----------\n\n"),
    "horizontal rule and Question": _whole("***\n## Question {}: {title}\n\n"),
    # LaTeX
    "LaTeX sections, nested": _nested("\\section*{{Problem {}}}", "\\subsection*{{{}}}", "\\subsubsection*{{{}}}"),
    "LaTeX paragraph": _whole("\\paragraph{{{}}} "),
    "LaTeX bold in dollars": _whole("$\\textbf{{{}}}$\n\n"),
    "new page": _whole("\\newpage\n\n## {} {title}\n\n"),
    # Word
    "bullet": _whole("• {} "),
    "outline with tabs": _word_outline,
    "tabs between the parts": _whole("{}.\t", ".\t"),
    "hard space": _whole("Problem\u00a0{}\n\n"),
    "capital Roman": _capital_roman,
    "bold pieces": _bold_pieces,
    # scans
    "small L for 1": _scanned_one,
    "scan, commas": _whole("{} )\n", " , "),
    "scan, circled letter": _three("{0} ({1}) {2} .\n", two="{0} ({1}) .\n"),
    # other languages
    "Aufgabe, nested": _nested("Aufgabe {}", "{low})", "{})", last=" ", joint="\n"),
    "Aufgabe in line": _whole("Aufgabe {}: "),
    "Lösung heading": _whole("## Lösung {}\n\n"),
    "Problema": _whole("**Problema {}.** "),
    "Respuesta": _whole("Respuesta {}: "),
    "Exercice, nested": _nested("# Exercice {}", "## Partie {}", "### Question {}"),
}
