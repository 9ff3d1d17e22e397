"""Ways to label answers, from a fifth hand."""

from __future__ import annotations

from collections.abc import Callable

Label = tuple[str, ...]
Style = Callable[[Label, Label, str], str]


def _fresh(label: Label, before: Label) -> int:
    """The first level at which the label differs from the one before it."""
    return next((place for place, (one, two) in enumerate(zip(label, before, strict=False)) if one != two), len(before))


def _nested(*forms: str, last: str = "\n\n", joint: str = "\n\n") -> Style:
    """A line for each level, written where the level changes; {0} is its own part, {whole} the label up to it."""

    def style(label: Label, before: Label, title: str) -> str:
        start = min(_fresh(label, before), len(label) - 1)
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


def _problem_once(head: str, form: str) -> Style:
    """The problem as a heading, where it changes; the whole label below it."""

    def style(label: Label, before: Label, title: str) -> str:
        above = "" if before[:1] == label[:1] else head.format(label[0])
        return above + form.format(".".join(label), title=title)

    return style


STYLES: dict[str, Style] = {
    "problem heading, colon and title": _whole("## Problem {}: {title}\n\n"),
    "heading, colon and title": _whole("### {}: {title}\n\n"),
    "bold label and title": _whole("**{} {title}**\n\n"),
    "bold with a stop, in line": _whole("**{}.** "),
    "bold in brackets, in line": _whole("**({})** "),
    "bold problem, colon in line": _whole("**Problem {}:** "),
    "answer on the next line": _whole("{}\n"),
    "colon, answer on the next line": _whole("{}:\n"),
    "stop alone on a line": _whole("{}.\n\n"),
    "heading of a part": _whole("### Part {}\n\n"),
    "heading, roman in brackets": _three("### {0}.{1} ({2})\n\n", two="### {0}.{1}\n\n"),
    "heading, letter at the number, roman in brackets": _three("## {0}{1} ({2})\n\n", two="## {0}{1}\n\n"),
    "roman in brackets, in line": _three("{0}.{1}.({2}) ", two="{0}.{1}. "),
    "problem with spaces": _whole("Problem {}\n\n", " "),
    "problem, dashes between the parts": _three("**Problem {0} - {1} - {2}**\n\n", two="**Problem {0} - {1}**\n\n"),
    "problem once, whole labels as headings": _problem_once("# Problem {}\n\n", "## {}\n\n"),
    "problem once, whole labels in line": _problem_once("PROBLEM {}\n\n", "{}. "),
    "headings that grow": _nested("# Problem {0}", "## {whole}", "### {whole}"),
    "heading, bold part, roman with a stop": _nested("## Problem {0}", "**Part {0}**", "{0}.", last=" "),
    "LaTeX sections": _nested("\\section*{{Problem {0}}}", "\\subsection*{{Part {0}}}", "\\subsubsection*{{({0})}}"),
}
