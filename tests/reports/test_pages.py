"""Pages for students: whole, harmless, readable without colours; nothing of the staff's on them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.verdicts import Outcome, Report
from grader.reports import Look, gradescope, html, markdown
from tests.tools import needed

EVIL = (
    "<script>alert(1)</script>",
    "</pre></article><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "]]>--><style>*{display:none}</style>",
    "![x](http://evil/x.png) [y](javascript:alert(1))",
    "```\n# not a heading\n<b>",
    "\x1b[31m\u202e\x00\ud800",
)
VOID = {"meta", "img", "br", "hr", "link", "input"}


class Page(HTMLParser):
    """Tags in order, checked to be closed in order; texts by tag."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page


def with_text(report: Report, text: str) -> Report:
    verdicts = tuple(replace(v, read=text, feedback=text, title=text) for v in report.verdicts)
    return replace(report, verdicts=verdicts, remarks=(text,), submission=text)


@pytest.mark.parametrize("evil", EVIL)
def test_text_of_a_student_is_text(report: Report, evil: str) -> None:
    page = parsed(html.render(with_text(report, evil), Look()))
    plain = parsed(html.render(with_text(report, "x"), Look()))
    assert [tag for tag, _ in page.tags if tag != "pre"] == [tag for tag, _ in plain.tags if tag not in ("pre",)] or (
        "\n" in evil
    )
    for tag, attributes in page.tags:
        assert tag not in ("script", "img", "iframe", "object", "link", "a", "form")
        assert not any(name.startswith("on") or name in ("src", "href") for name in attributes)


@given(st.text(max_size=200))
def test_any_text_leaves_the_page_whole(text: str) -> None:
    from .conftest import VERDICTS

    page = parsed(html.render(with_text(Report("hw4", "x", VERDICTS), text), Look()))
    assert {tag for tag, _ in page.tags} <= {
        "html", "head", "meta", "title", "style", "body", "main", "div", "h1", "h2", "p", "strong", "span", "i", "ul",
        "li", "article", "header", "pre",
    }  # fmt: skip


def test_the_page_needs_nothing_else(report: Report) -> None:
    text = html.render(report, Look())
    assert "http://" not in text
    assert "https://" not in text
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_headings_and_words_say_what_colours_do(report: Report) -> None:
    page = parsed(html.render(report, Look()))
    levels = [tag for tag, _ in page.tags if tag in ("h1", "h2", "h3")]
    assert levels == ["h1", *["h2"] * len(report.verdicts)]
    assert dict(page.tags)["html"] == {"lang": "en"}
    text = html.render(report, Look())
    for verdict in report.verdicts:
        assert html._SAID[verdict.outcome][1] in text
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids)) == len(report.verdicts)


def test_every_text_has_contrast_enough() -> None:
    """WCAG 2.2, 1.4.3, of every colour of text against the darkest ground that it stands on."""

    def luminance(colour: str) -> float:
        digits = colour.lstrip("#")
        digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
        parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colours = re.findall(r"[{; ]color: (#[0-9a-f]{3,6})", html._STYLE)
    assert len(colours) >= 5
    for colour in colours:
        for ground in ("#ffffff", "#f5f5f3", "#fff8e0", "#f2f2f0"):
            assert (luminance(ground) + 0.05) / (luminance(colour) + 0.05) >= 4.5, (colour, ground)


@pytest.mark.parametrize("form", [html, markdown, gradescope])
def test_nothing_of_the_staffs_is_on_it(form: object, report: Report) -> None:
    text = form.render(report, Look())  # type: ignore[attr-defined]
    assert "reference answer" not in text
    assert "forgets_biases" not in text


@pytest.mark.parametrize("form", [html, markdown])
def test_staff_may_see_more(form: object, report: Report) -> None:
    text = form.render(report, Look(reveal=True))  # type: ignore[attr-defined]
    assert "The reference answer is 608" in text.replace("\\", "")


def test_what_waits_is_open_not_zero(report: Report) -> None:
    waiting = replace(report, verdicts=tuple(v for v in report.verdicts if v.outcome is Outcome.NEEDS_PERSON))
    assert "open of 3 points" in html.render(waiting, Look())
    assert "open of 3 points" in markdown.render(waiting, Look())


@pytest.mark.parametrize("evil", EVIL)
def test_markdown_of_a_student_is_text(report: Report, evil: str) -> None:
    """Outside of the fences nothing is a link, a picture, a heading or HTML that we did not write."""
    text = markdown.render(with_text(report, evil), Look())
    outside, fence = [], ""
    for line in text.split("\n"):
        mark = re.match(r"`{3,}", line)
        if not fence and mark:
            fence = mark[0]
        elif fence and line == fence:
            fence = ""
        elif not fence:
            outside.append(line)
    assert not fence
    shown = re.sub(r"\\.", "", "\n".join(outside))
    assert "<" not in shown
    assert "](" not in shown
    assert [line for line in outside if line.startswith("#")] == [
        line for line in outside if line.startswith(("# hw4", "## "))
    ]


def test_a_browser_shows_it_and_prints_it(report: Report, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(html.render(report, Look()), encoding="utf-8")
    chromium = [needed("chromium"), "--headless", "--no-sandbox", f"--user-data-dir={tmp_path}/profile"]
    for wish, made in ((f"--screenshot={tmp_path}/p.png", "p.png"), (f"--print-to-pdf={tmp_path}/p.pdf", "p.pdf")):
        subprocess.run(
            [*chromium, wish, page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
            cwd=tmp_path,
        )
        assert (tmp_path / made).stat().st_size > 5_000
