"""The figures as one page of HTML with its plots in it; no script, and every text of a student escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from grader.batch.insight.figures import Insight, QuestionFigures
from grader.batch.insight.plots import pictures
from grader.layout import clean, shorten

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff; margin: 0; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.5rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p { margin: .3rem 0; } .quiet { color: #555; }
.alarm { border: 2px solid #a4262c; background: #fdf1f1; padding: .6rem .9rem; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid #ddd; }
td.number, th.number { text-align: right; } td { overflow-wrap: anywhere; }
figure { margin: .8rem 0; } figure svg { max-width: 100%; height: auto; }
section.question { break-inside: avoid; }
"""


def render(found: Insight) -> str:
    """The page. Raises Trouble where matplotlib is not installed."""
    drawn = pictures(found)
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(found.assignment)}: how it went</title><style>{_STYLE}</style></head>\n<body><main>\n",
            *_head(found),
            *_alarms(found),
            _figure("Points", drawn["histogram"], "Histogram of the points of all students."),
            _figure("Outcomes", drawn["outcomes"], "Shares of outcomes for each question; the table has the figures."),
            *_table(found),
            _figure(
                "Difficulty and discrimination",
                drawn["discrimination"],
                "Each question's correlation with the rest against its difficulty; the table has the figures.",
            ),
            "<h2>Question by question</h2>\n",
            *(_question(question) for question in found.questions),
            "</main></body></html>\n",
        )
    )


def _head(found: Insight) -> Iterator[str]:
    yield f"<h1>{_text(found.assignment)}: how it went</h1>\n"
    mean = sum(found.totals) / len(found.totals) if found.totals else 0
    yield (
        f'<p class="quiet">{found.students} students, {mean:.1f} of {found.possible:g} points on average so far. '
        f"Something waits for a person with {found.waiting} of them; {found.absent} handed in nothing.</p>\n"
    )


def _alarms(found: Insight) -> Iterator[str]:
    for question in found.alarms:
        assert question.alarm is not None, "that is what makes it one"  # noqa: S101
        yield (
            f'<div class="alarm" role="note"><strong>Look at the key of {_text(question.label)}.</strong> '
            f"{question.alarm.best} of the best quarter gave the answer “{_short(question.alarm.text)}”, which is "
            f"called {question.alarm.outcome}; {question.alarm.students} students gave it in all.</div>\n"
        )
    for question in found.questions:
        for each in question.unfair:
            yield (
                f'<div class="alarm" role="note"><strong>{_text(question.label)} was not equally hard.</strong> The '
                f"{each.students} students with {_text(each.number)} got {each.mean:.0%} of its points, all others "
                f"{each.others:.0%}.</div>\n"
            )


def _figure(title: str, svg: str, words: str) -> str:
    named = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(words)}" ', 1)
    return f"<h2>{title}</h2>\n<figure>{named}</figure>\n"


def _table(found: Insight) -> Iterator[str]:
    yield (
        '<table><thead><tr><th scope="col">question</th><th scope="col">title</th><th scope="col" class="number">mean'
        '</th><th scope="col" class="number">correlation</th><th scope="col" class="number">open</th>'
        '<th scope="col">commonest misconception</th></tr></thead><tbody>\n'
    )
    for question in found.questions:
        common = f"{question.mistakes[0][0]} ({question.mistakes[0][1]})" if question.mistakes else "–"
        yield (
            f'<tr><th scope="row">{_text(question.label)}</th><td>{_text(question.title)}</td>'
            f'<td class="number">{share(question.difficulty)}</td><td class="number">'
            f'{_signed(question.discrimination)}</td><td class="number">{question.open:.0%}</td>'
            f"<td>{_text(common)}</td></tr>\n"
        )
    yield "</tbody></table>\n"


def _question(question: QuestionFigures) -> str:
    said = ", ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in sorted(question.outcomes.items()))
    rows = "".join(
        f'<tr><td>{_short(group.text)}</td><td class="number">{group.students}</td><td>'
        f"{_text(group.outcome.replace('_', ' '))}</td></tr>"
        for group in question.groups
    )
    table = (
        '<table><thead><tr><th scope="col">answer</th><th scope="col" class="number">students</th>'
        f'<th scope="col">verdict</th></tr></thead><tbody>{rows}</tbody></table>'
        if rows
        else ""
    )
    held = "".join(
        f"<li>{_text(name)}: {count} ({count / max(question.students, 1):.0%})</li>"
        for name, count in question.mistakes
    )
    return (
        f'<section class="question"><h3>{_text(question.label)} {_text(question.title)}</h3><p class="quiet">{said}</p>'
        f"{f'<ul>{held}</ul>' if held else ''}{table}</section>\n"
    )


def share(value: float | None) -> str:
    """A share in percent, – where there is none."""
    return "–" if value is None else f"{value:.0%}"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"


def _short(text: str) -> str:
    return _text(shorten(text, 90))


def _text(text: str) -> str:
    return escape(clean(text).encode("utf-8", "replace").decode())
