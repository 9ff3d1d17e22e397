"""From code and what came of it to responses: found, missing, failed, or for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

import grader
from grader import sandbox as sandboxes
from grader.answers.code import Case, Code
from grader.answers.variable import Variable
from grader.execution import calls, cells, definition, not_run, respond
from grader.model.assignments import Outline, Scheme, Slot
from grader.model.executions import Call, Cell, Execution, Failure, Incident, Ran, Returned
from grader.model.verdicts import Outcome
from grader.reading import read
from grader.responses import Status
from grader.sandbox import Sandbox


def two(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("small", (1,))
    yield Case("large", (1000,))


DOUBLE = Code("double(x)", two)
TWICE = Code("twice(f, x)", two, through="lambda x: twice(abs, x)")
TOTAL = Variable("total")
SLOTS = tuple(
    Slot(label, "", "", kind, "")
    for label, kind in (("1", DOUBLE), ("2", TWICE), ("3", TOTAL))  # type: ignore[arg-type]
)
OUTLINE = Outline("lab", SLOTS, (Scheme("as printed", {slot.label: (slot.label,) for slot in SLOTS}),))
RIGHT = {"1/0": Returned(2), "1/1": Returned(2000), "2/0": Returned(2), "2/1": Returned(2000), "3/0": Returned(3)}
SOURCE = b"import numpy as np\n\ndef double(x):\n\n    # twice\n    return 2 * x\n\ntotal = 1 + 2\n"


def document(data: bytes = SOURCE, name: str = "lab.py") -> Any:
    return read(name, data=data)


def responded(label: str, results: Mapping[str, Returned | Failure], data: bytes = SOURCE, **made: Any) -> Any:
    slot = next(slot for slot in SLOTS if slot.label == label)
    return respond(slot, document(data), OUTLINE, Execution(results, **made))


def test_a_call_for_each_case_a_look_at_each_variable_and_the_authors_code_behind_the_students() -> None:
    assert [call.key for call in calls(OUTLINE)] == list(RIGHT)
    assert calls(OUTLINE)[-1] == Call("3/0", "total", None)
    assert calls(OUTLINE)[2].name == "_called_for_twice"
    assert [cell.source for cell in cells(document(), OUTLINE)] == [
        SOURCE.decode(),
        "_called_for_twice = lambda x: twice(abs, x)",
    ]


def test_the_definition_is_found_with_its_lines() -> None:
    found = definition(document(), OUTLINE, DOUBLE)
    assert found is not None
    assert found.text == "def double(x):\n\n    # twice\n    return 2 * x"
    assert (found.source.line, found.source.end_line, found.source.cell) == (3, 6, None)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("def double(x): return x\ndef double(y): return 2 * y", "def double(y): return 2 * y"),
        ("def double(\n    x,\n):\n    return 2 * x\nz = 1", "def double(\n    x,\n):\n    return 2 * x"),
        ("double = lambda x: 2 * x", "double = lambda x: 2 * x"),
        ("double: object = abs", "double: object = abs"),
        ("double == 3\ndoubled = 1\ndef double_it(x): pass", None),
        ("class A:\n    def double(self): pass", None),
    ],
)
def test_the_last_definition_on_the_left_margin_counts(source: str, text: str | None) -> None:
    found = definition(document(source.encode()), OUTLINE, DOUBLE)
    assert (found and found.text) == text


def test_cells_come_from_fences_and_from_a_sheets_fields_too() -> None:
    fenced = b"# 1\n\nText.\n\n```python\ndef double(x): return 2 * x\n```\n"
    assert cells(document(fenced, "lab.md"), OUTLINE)[0] == Cell("def double(x): return 2 * x", None, 6)
    field = b"[answers]\n\"1\" = '''\ndef double(x): return 2 * x\n'''\n"
    assert "def double" in cells(document(field, "lab.toml"), OUTLINE)[0].source


def test_what_was_returned_is_the_answer_and_the_definition_is_what_was_read() -> None:
    response = responded("1", RIGHT)
    assert response.status is Status.READ
    assert response.answer.value == (Returned(2), Returned(2000))
    assert response.text.startswith("def double")
    assert responded("3", RIGHT).text == "total = 1 + 2"


UNDEFINED = {key: Failure("undefined", "it is not defined") for key in RIGHT}
FAILED = Failure("error", "SyntaxError: no", None, 4)


@pytest.mark.parametrize(
    ("data", "results", "ran", "status", "said"),
    [
        (b"pass", UNDEFINED, None, Status.ABSENT, "There is no double in this file."),
        (SOURCE, UNDEFINED, FAILED, Status.READ, ""),
        (SOURCE, UNDEFINED, Failure("skipped", "torch is not installed"), Status.DOUBTFUL, "torch"),
        (SOURCE, UNDEFINED, Failure("error", "FileNotFoundError: x.csv"), Status.DOUBTFUL, "x.csv"),
        (SOURCE, RIGHT | {"1/1": Failure("skipped", "torch is not installed")}, None, Status.DOUBTFUL, "torch"),
        (SOURCE, RIGHT | {"1/1": Failure("error", "ConnectionError: x")}, None, Status.DOUBTFUL, "x"),
        (SOURCE, dict.fromkeys(RIGHT, Failure("error", "NotImplementedError")), None, Status.ABSENT, "handed out"),
        (SOURCE, RIGHT | {"1/1": Failure("error", "ValueError: x")}, None, Status.READ, ""),
        (SOURCE, RIGHT | {"1/1": Failure("lost")}, None, Status.READ, ""),
        (SOURCE, {}, None, Status.READ, ""),
    ],
)
def test_missing_wrong_and_for_a_person_are_told_apart(
    data: bytes, results: dict[str, Any], ran: Failure | None, status: Status, said: str
) -> None:
    cell = cells(document(data), OUTLINE)[0]
    response = responded("1", results, data, cells=(Ran(cell, ran),))
    assert response.status is status
    assert said in response.reason


@pytest.mark.parametrize("kind", ["lost", "time", "memory"])
def test_what_another_function_brought_down_is_nobodys_fault(kind: Any) -> None:
    """Once a call took too long, what comes behind may never have had its turn."""
    results = RIGHT | {"1/1": Failure(kind), "2/0": Failure("lost"), "2/1": Failure("lost")}
    assert responded("1", results).status is Status.READ
    assert responded("2", results, b"def twice(f, x): pass").status is Status.DOUBTFUL
    assert responded("3", results).status is Status.READ


def test_a_function_that_only_the_authors_code_calls_is_missing_too() -> None:
    nowhere = Failure("error", "NameError: name 'twice' is not defined")
    response = responded("2", RIGHT | {"2/0": nowhere, "2/1": nowhere})
    assert response.status is Status.ABSENT
    assert "def twice(f, x)" in response.reason


def test_a_variable_that_is_still_none_is_missing() -> None:
    assert responded("3", RIGHT | {"3/0": Returned(None)}).status is Status.ABSENT


Run = Callable[[Sequence[Cell], Sequence[Call]], Execution]


def checked(run: Run) -> grader.Report:
    return grader.check("lab1", "lab1.py", data=b"def relu(x):\n    return x * (x > 0)\n", run=run)


def test_what_is_not_run_waits_for_a_person_and_says_why() -> None:
    report = checked(lambda cells, calls: not_run(calls, "Nothing shuts it in."))
    assert {verdict.outcome for verdict in report.verdicts} == {Outcome.NEEDS_PERSON}
    assert report["1.b"].feedback == "It was not run: Nothing shuts it in. A person will look at it."
    assert report["1.b"].read is not None


def test_where_the_sandbox_refuses_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Execution:
        raise sandboxes.Refused("Install bubblewrap.")

    monkeypatch.setattr(sandboxes, "run", refuse)
    report = grader.check("lab1", "lab1.py", data=b"def relu(x): pass")
    assert {verdict.outcome for verdict in report.verdicts} == {Outcome.NEEDS_PERSON}
    assert "Install bubblewrap." in report["1.b"].feedback


def test_incidents_are_for_staff_and_remarks_for_the_student() -> None:
    report = checked(
        lambda cells, calls: not_run(calls, "x")._replace(
            incidents=(Incident("forged_result", "cell 2 sent a result"),), remarks=("%pip was skipped.",)
        )
    )
    assert report.remarks == ("%pip was skipped.",)
    assert report.staff == ("forged result: cell 2 sent a result",)
    assert "staff" not in report.as_dict()
    assert report.as_dict(reveal=True)["staff"] == list(report.staff)


@pytest.mark.parametrize("body", ["while True: pass", "import os; os._exit(0)"])
def test_a_function_that_never_returns_costs_itself_and_no_other(body: str, sandbox: Sandbox) -> None:
    source = f"import numpy as np\ndef sigmoid(x):\n    {body}\ndef relu(x):\n    return np.maximum(x, 0)\n"

    def run(cells: Sequence[Cell], calls: Sequence[Call]) -> Execution:
        return sandbox.run(cells, calls, limits=sandboxes.Limits(seconds=0.5, total_seconds=20, restarts=2))

    report = grader.check("lab1", "lab1.py", data=source.encode(), run=run)
    assert report["1.a"].outcome is Outcome.INCORRECT
    assert report["1.b"].outcome is Outcome.CORRECT
    assert {verdict.outcome for verdict in report.verdicts[2:]} == {Outcome.MISSING}


@pytest.mark.parametrize(("isolation", "told"), [("namespaces", 0), ("landlock", 1)])
def test_how_it_was_shut_in_is_told_where_that_is_weaker(isolation: str, told: int) -> None:
    report = checked(lambda cells, calls: not_run(calls, "x")._replace(isolation=isolation))
    assert len(report.remarks) == told


HOSTILE = {
    "a lying equality": "class A(float):\n    __eq__ = lambda *_: True\nrelu = lambda x: A(1)",
    "a lying array": "class A:\n    __array__ = lambda *_, **__: np.zeros(2)\nrelu = lambda x: A()",
    "a patched comparison": "np.allclose = np.array_equal = lambda *_, **__: True\ndef relu(x):\n    return x",
    "an exit": "import os\ndef relu(x):\n    os._exit(0)",
    "nothing but exceptions": "def relu(x):\n    raise BaseException('no')",
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_no_trick_makes_a_wrong_function_right(attack: str, sandbox: Sandbox) -> None:
    source = f"import numpy as np\n{HOSTILE[attack]}\n"
    report = grader.check("lab1", "lab1.py", data=source.encode(), run=sandbox.run)
    assert report["1.b"].outcome in (Outcome.INCORRECT, Outcome.NEEDS_PERSON)
    assert report["1.b"].points == 0
    assert not report.faulty
