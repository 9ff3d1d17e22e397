"""Formats are found by being there, and each renders any report."""

import pytest

from grader import reports
from grader.model.verdicts import Report
from grader.reports import Look


def test_every_module_of_the_folder_is_a_format() -> None:
    assert {"json", "terminal"} <= set(reports.formats())


@pytest.mark.parametrize("name", reports.formats())
def test_every_format_renders_a_report_that_ends_in_a_line_break(name: str, report: Report) -> None:
    form = reports.load(name)
    assert form.SUFFIX.startswith(".")
    text = form.render(report, Look())
    assert text.endswith("\n")
    assert "3.B.ii" in text


def test_an_unknown_format_is_told_which_there_are() -> None:
    with pytest.raises(reports.UnknownFormat, match=r"no report format 'yaml': choose from .*json.*terminal"):
        reports.load("yaml")
