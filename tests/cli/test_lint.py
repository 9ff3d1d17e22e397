"""`grader lint`."""

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result

from grader.linting import Finding, Step

Run = Callable[..., Result]


def test_a_clean_assignment_leaves_with_nothing_to_mend(run: Run) -> None:
    result = run("lint", "hw2", "--variants", "20")
    assert result.output == "hw2: nothing to mend in 10 questions, 20 variants each.\n"
    assert result.exit_code == 0


def test_each_finding_is_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: object) -> Iterator[Step]:
        yield Step(1, 1, (Finding("3.B.i", "same", "two are the same"), Finding("3.B", "never", "size = 1 is not")))

    monkeypatch.setattr("grader.linting.lint", found)
    result = run("lint", "hw2")
    assert result.output == "3.B.i: two are the same\n3.B: size = 1 is not\n"
    assert result.exit_code == 1


def test_an_unknown_assignment_suggests_the_nearest(run: Run) -> None:
    result = run("lint", "hw44")
    assert "did you mean hw4?" in result.stderr
    assert result.exit_code == 2
