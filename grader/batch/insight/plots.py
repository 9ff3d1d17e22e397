"""Pictures of the figures, as SVG that stands in a page: nothing random is in them, and no text of a student."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from grader.batch.insight.figures import Insight
from grader.batch.trees import Trouble
from grader.model.verdicts import Outcome

_COLOURS = {
    Outcome.CORRECT: "#2f6f3a",
    Outcome.PARTIAL: "#d9a441",
    Outcome.INCORRECT: "#a4262c",
    Outcome.MISSING: "#d8d8d4",
    Outcome.UNREADABLE: "#6b8fc4",
    Outcome.NEEDS_PERSON: "#245a9c",
}
_HATCHES = {Outcome.PARTIAL: "//", Outcome.MISSING: "..", Outcome.UNREADABLE: "xx", Outcome.NEEDS_PERSON: "\\\\"}


def pictures(found: Insight) -> dict[str, str]:
    """The histogram of points, the outcomes of each question, difficulty against discrimination. Raises Trouble."""
    try:
        from matplotlib import rc_context
    except ModuleNotFoundError:
        raise Trouble("The page's plots need matplotlib: pip install 'grader[stats]'") from None
    settings: dict[Any, Any] = {
        "svg.fonttype": "path",
        "svg.hashsalt": "grader",
        "font.size": 10,
        "font.family": "DejaVu Sans",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "text.parse_math": False,
        "hatch.linewidth": 0.6,
    }
    with rc_context(settings):
        return {
            "histogram": _svg((6.6, 2.8), lambda axes: _histogram(axes, found)),
            "outcomes": _svg((6.6, 0.9 + 0.27 * len(found.questions)), lambda axes: _outcomes(axes, found)),
            "discrimination": _svg((6.6, 4.2), lambda axes: _discrimination(axes, found)),
        }


def _svg(size: tuple[float, float], draw: Callable[[Any], None]) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained")
    draw(figure.add_subplot())
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    text = stream.getvalue()
    return re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.S)


def _histogram(axes: Any, found: Insight) -> None:
    bins = min(max(int(found.possible), 5), 28)
    width = found.possible / bins if found.possible else 1
    axes.hist(found.totals, bins=[n * width for n in range(bins + 1)], color="#2f6f3a", edgecolor="white")
    if found.totals:
        mean = sum(found.totals) / len(found.totals)
        axes.axvline(mean, color="#1c1c1c", linestyle="--", linewidth=1)
        axes.annotate(f" mean {mean:.1f}", (mean, axes.get_ylim()[1]), va="top")
    axes.set_xlabel(f"points so far, of {found.possible:g}")
    axes.set_ylabel("students")
    axes.yaxis.get_major_locator().set_params(integer=True)


def _outcomes(axes: Any, found: Insight) -> None:
    labels = [question.label for question in found.questions]
    left = [0.0] * len(labels)
    for outcome in Outcome:
        shares = [100 * q.outcomes.get(outcome, 0) / max(q.students, 1) for q in found.questions]
        if not any(shares):
            continue
        axes.barh(
            labels, shares, left=left, color=_COLOURS[outcome], hatch=_HATCHES.get(outcome), edgecolor="white",
            linewidth=0.5, label=outcome.replace("_", " "),
        )  # fmt: skip
        left = [before + share for before, share in zip(left, shares, strict=True)]
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("% of submissions")
    axes.figure.legend(loc="outside lower center", ncols=3, frameon=False)


def _discrimination(axes: Any, found: Insight) -> None:
    axes.axhline(0.2, color="#767676", linewidth=0.8, linestyle=":")
    axes.axhline(0, color="#1c1c1c", linewidth=0.8)
    for question in found.questions:
        if question.difficulty is None or question.discrimination is None:
            continue
        colour = "#a4262c" if question.alarm or question.discrimination < 0 else "#245a9c"
        axes.plot(question.difficulty, question.discrimination, "o", color=colour, markersize=5)
        axes.annotate(
            question.label, (question.difficulty, question.discrimination), xytext=(4, 3), textcoords="offset points"
        )
    axes.set_xlim(-0.02, 1.1)
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, -0.25), max(high, 0.65))
    axes.set_xlabel("mean share of the points (right: easy)")
    axes.set_ylabel("correlation with the rest")
