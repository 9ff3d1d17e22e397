"""Ways to label answers, from a fifth hand."""

from __future__ import annotations

from .forms import Label, Style, nested, three, whole


def _problem_once(head: str, form: str) -> Style:
    """The problem as a heading, where it changes; the whole label below it."""

    def style(label: Label, before: Label, title: str) -> str:
        above = "" if before[:1] == label[:1] else head.format(label[0])
        return above + form.format(".".join(label), title=title)

    return style


STYLES: dict[str, Style] = {
    "problem heading, colon and title": whole("## Problem {}: {title}\n\n"),
    "heading, colon and title": whole("### {}: {title}\n\n"),
    "bold label and title": whole("**{} {title}**\n\n"),
    "bold with a stop, in line": whole("**{}.** "),
    "bold in brackets, in line": whole("**({})** "),
    "bold problem, colon in line": whole("**Problem {}:** "),
    "answer on the next line": whole("{}\n"),
    "colon, answer on the next line": whole("{}:\n"),
    "stop alone on a line": whole("{}.\n\n"),
    "heading of a part": whole("### Part {}\n\n"),
    "heading, roman in brackets": three("### {0}.{1} ({2})\n\n", two="### {0}.{1}\n\n"),
    "heading, letter at the number, roman in brackets": three("## {0}{1} ({2})\n\n", two="## {0}{1}\n\n"),
    "roman in brackets, in line": three("{0}.{1}.({2}) ", two="{0}.{1}. "),
    "problem with spaces": whole("Problem {}\n\n", " "),
    "problem, dashes between the parts": three("**Problem {0} - {1} - {2}**\n\n", two="**Problem {0} - {1}**\n\n"),
    "problem once, whole labels as headings": _problem_once("# Problem {}\n\n", "## {}\n\n"),
    "problem once, whole labels in line": _problem_once("PROBLEM {}\n\n", "{}. "),
    "headings that grow": nested("# Problem {0}", "## {whole}", "### {whole}"),
    "heading, bold part, roman with a stop": nested("## Problem {0}", "**Part {0}**", "{0}.", last=" "),
    "LaTeX sections": nested("\\section*{{Problem {0}}}", "\\subsection*{{Part {0}}}", "\\subsubsection*{{({0})}}"),
}
