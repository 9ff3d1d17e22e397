"""Ways to label answers, from a third hand."""

from __future__ import annotations

from .forms import POINTS, Label, Style, nested, three, whole

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
    "homework in front": whole("HW4 {}\n\n"),
    "problem, comma, letter with brackets": three("Problem {0}, {1}({2}):\n\n", two="Problem {0}, {1}:\n\n"),
    "HTML headings, nested": nested("<h2>Problem {}</h2>", "<h3>{}.</h3>", "<h4>{})</h4>"),
    "stars, then bold label and title": whole("***\n\n**{}.** {title}\n\n"),
    "emoji arrow": whole("➡️ {}: "),
    "Frage": three("**Frage {0}{1}({2}):** ", two="**Frage {0}{1}:** "),
    "Antwort zu": whole("Antwort zu {}: "),
    "Apartado with a bracket": whole("**Apartado {})** "),
    "Pregunta and Respuesta": whole("### Pregunta {}\n\n**Respuesta:** "),
    "Réponse": whole("Réponse à la question {} : "),
    "points in front": _points_in_front,
    "heading with a title, label again in brackets": whole("## {0} {title}\n\n**({0})** "),
    "nested, Solution": nested("## Problem {}", "### Part {}", "**Solution ({}):**", last="\n\n"),
    "HTML paragraph": whole("<p><strong>{}</strong></p>\n\n"),
    "anchor": whole('### <a name="q{}"></a>{}\n\n'.replace("{}", "{0}")),
    "numbered list, indented": nested("{}.", "   {}.", "      {}.", last=" ", joint="\n"),
    "brackets with tabs": whole("{})\t", ")\t"),
    "LaTeX item": whole("\\item[{}] "),
    "LaTeX bold": whole("\\textbf{{Problem {}}} \\\\\n\n"),
    "percent cell": whole("# %% [markdown]\n# ## {}\n\n"),
    "Roman problem": _roman_problem,
    "Arabic subpart": _arabic_subpart,
    "title, dash, label": whole("{title} – {}\n\n"),
    "upright bars": whole("## {}\n\n", " | "),
    "marked": whole("<mark>{}</mark>\n\n"),
    "code": whole("`{}` "),
    "scan with a ruled line": whole("Problem {}\n____________\n\n", " "),
    "bold bullet with a colon": whole("* **{}:** "),
    "Q and A": whole("Q: {} {title}\n\nA: "),
    "nested, lower case": nested("## Q{low}", "### ({low})", "#### {low}."),
    "No.": three("No. {0} {1} ({2})\n\n", two="No. {0} {1}\n\n"),
    "answer with a stop": three("Answer {0}{low}({2}). ", two="Answer {0}{low}. "),
}
