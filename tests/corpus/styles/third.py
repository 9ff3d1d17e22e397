"""Ways to label answers, from a third hand."""

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


ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
ARABIC = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def _points_in_front(label: Label, before: Label, title: str) -> str:
    del before, title
    return f"### [{POINTS.get(label, 2)} pt] {'.'.join(label)}\n\n"


def _roman_problem(label: Label, before: Label, title: str) -> str:
    del before, title
    return f"### {'.'.join((ROMAN.get(label[0], label[0]), *label[1:]))}\n\n"


def _arabic_subpart(label: Label, before: Label, title: str) -> str:
    del before, title
    return f"**Exercise {'.'.join((*label[:2], *(ARABIC.get(part, part) for part in label[2:])))}**\n\n"


STYLES: dict[str, Style] = {
    "homework in front": _whole("HW4 {}\n\n"),
    "problem, comma, letter with brackets": _three("Problem {0}, {1}({2}):\n\n", two="Problem {0}, {1}:\n\n"),
    "HTML headings, nested": _nested("<h2>Problem {}</h2>", "<h3>{}.</h3>", "<h4>{})</h4>"),
    "stars, then bold label and title": _whole("***\n\n**{}.** {title}\n\n"),
    "emoji arrow": _whole("➡️ {}: "),
    "Frage": _three("**Frage {0}{1}({2}):** ", two="**Frage {0}{1}:** "),
    "Antwort zu": _whole("Antwort zu {}: "),
    "Apartado with a bracket": _whole("**Apartado {})** "),
    "Pregunta and Respuesta": _whole("### Pregunta {}\n\n**Respuesta:** "),
    "Réponse": _whole("Réponse à la question {} : "),
    "points in front": _points_in_front,
    "heading with a title, label again in brackets": _whole("## {0} {title}\n\n**({0})** "),
    "nested, Solution": _nested("## Problem {}", "### Part {}", "**Solution ({}):**", last="\n\n"),
    "HTML paragraph": _whole("<p><strong>{}</strong></p>\n\n"),
    "anchor": _whole('### <a name="q{}"></a>{}\n\n'.replace("{}", "{0}")),
    "numbered list, indented": _nested("{}.", "   {}.", "      {}.", last=" ", joint="\n"),
    "brackets with tabs": _whole("{})\t", ")\t"),
    "LaTeX item": _whole("\\item[{}] "),
    "LaTeX bold": _whole("\\textbf{{Problem {}}} \\\\\n\n"),
    "percent cell": _whole("# %% [markdown]\n# ## {}\n\n"),
    "Roman problem": _roman_problem,
    "Arabic subpart": _arabic_subpart,
    "title, dash, label": _whole("{title} – {}\n\n"),
    "upright bars": _whole("## {}\n\n", " | "),
    "marked": _whole("<mark>{}</mark>\n\n"),
    "code": _whole("`{}` "),
    "scan with a ruled line": _whole("Problem {}\n____________\n\n", " "),
    "bold bullet with a colon": _whole("* **{}:** "),
    "Q and A": _whole("Q: {} {title}\n\nA: "),
    "nested, lower case": _nested("## Q{low}", "### ({low})", "#### {low}."),
    "No.": _three("No. {0} {1} ({2})\n\n", two="No. {0} {1}\n\n"),
    "answer with a stop": _three("Answer {0}{low}({2}). ", two="Answer {0}{low}. "),
}
