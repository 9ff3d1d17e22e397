"""`grader feedback`: a page for each student."""

from __future__ import annotations

import os
from dataclasses import replace

import click

from grader.cli import _course, _writing
from grader.cli._trouble import Trouble

FORMS = ("html", "markdown")


@click.command(name="feedback", short_help="A page and a Markdown file for each student.")
@_course.gradebook
@click.option("-o", "--output", metavar="FOLDER", help="Where to write them; hw4-feedback usually.")
@click.option("--student", "wanted", metavar="ID", multiple=True, help="Only this student; may be repeated.")
@_course.section
def command(gradebook: str, output: str | None, wanted: tuple[str, ...], section: str | None) -> None:
    """Write what each student is told into a folder: ID.html, which needs nothing else, and ID.md.

    Each question with what was read and where, the verdict, feedback and points. Nothing in it is for staff only.
    """
    with _course.opened(gradebook) as book:
        from grader import reports
        from grader.batch.naming import file_name

        folder = output or f"{book.assignment}-feedback"
        forms = [reports.load(name) for name in FORMS]
        look = reports.Look()
        written = 0
        missing = set(wanted)
        for standing in _course.of_section(book.standings(), section):
            if wanted and standing.student.id not in wanted:
                continue
            missing.discard(standing.student.id)
            if standing.number is None:
                continue
            report = standing.report(book.assignment)
            who = " ".join(dict.fromkeys(filter(None, (standing.student.name, standing.student.id))))
            report = replace(report, submission=f"{who}: {report.submission}")
            name = os.path.join(folder, file_name(standing.student.id))
            for form in forms:
                text = form.render(report, look).encode("utf-8", "replace")
                _writing.write(name + form.SUFFIX, (text,), within=True)
            written += 1
        if missing:
            raise Trouble(f"{gradebook} knows no student {_course.listed(sorted(missing))}.")
        click.echo(f"Wrote {written} pages and as many Markdown files into {folder}{os.sep}")
