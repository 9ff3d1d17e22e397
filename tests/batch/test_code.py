"""Code questions in a course: every submission is shut in, attacks are told to staff, nobody else suffers."""

from __future__ import annotations

from pathlib import Path

import pytest

import grader
from grader.batch import worker
from grader.batch.crews import Here, Processes
from grader.batch.execute import Order
from grader.batch.records import Result, Task
from grader.batch.rules import rules
from grader.batch.trees import Trouble
from grader.sandbox import boxes
from tests.sandbox.conftest import need

from .test_execute import run

EXAMPLES = Path(__file__).parents[2] / "examples"
ATTACK = b"import os\ndef sigmoid(x):\n    open('/etc/shadow').read()\ndef relu(x):\n    os._exit(0)\n"


def order(**wish: str) -> Order:
    return Order("lab1", rules(grader.load("lab1")).version, 60.0, **wish)


def tasks() -> list[Task]:
    files = [("lab1.ipynb", (EXAMPLES / "lab1.ipynb").read_bytes()), ("lab1.py", ATTACK)]
    return [Task(number, "", (), (file,)) for number, file in enumerate([files[0], files[1], files[0]])]


def outcomes(result: Result) -> set[str]:
    return {str(verdict.outcome) for verdict in result.verdicts}


def test_one_submission_harms_no_other_and_staff_are_told() -> None:
    need("namespaces")
    first, attack, last = run(Processes(1), tasks(), order())
    assert outcomes(first) == outcomes(last) == {"correct"}
    assert "correct" not in outcomes(attack)
    told = "\n".join(verdict.staff for verdict in attack.verdicts)
    assert "/etc/shadow" in told
    assert "ended its process" in told
    assert "/etc/shadow" not in " ".join(attack.remarks)


@pytest.fixture
def nothing_shuts_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes, "_LADDER", ())
    monkeypatch.setattr(worker, "desk", worker.desk.__wrapped__)


@pytest.mark.usefixtures("nothing_shuts_in")
def test_other_peoples_code_is_refused_where_nothing_shuts_it_in() -> None:
    with pytest.raises(Trouble, match=r"bubblewrap.*--unsafe-no-sandbox"):
        run(Here(), tasks()[:1], order())


@pytest.mark.usefixtures("nothing_shuts_in")
def test_it_is_run_all_the_same_where_that_is_asked_for_and_the_report_says_so() -> None:
    (result,) = run(Here(), tasks()[:1], order(isolation="process"))
    assert outcomes(result) == {"correct"}
    assert "not in a sandbox" in " ".join(result.remarks)


@pytest.mark.usefixtures("nothing_shuts_in")
def test_an_assignment_without_code_needs_no_sandbox() -> None:
    said = Order("hw4", rules(grader.load("hw4")).version, 60.0)
    (result,) = run(Here(), [Task(0, "", (), (("hw4.md", (EXAMPLES / "hw4.md").read_bytes()),))], said)
    assert "correct" in outcomes(result)


def test_a_named_isolation_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "desk", worker.desk.__wrapped__)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Trouble, match="podman is not installed"):
        run(Here(), tasks()[:1], order(isolation="podman"))
