"""What a process says about itself is believed only where it was asked, once, and in our form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.executions import Call, Cell, Execution, Failure, Incident, Returned
from grader.sandbox import Limits
from grader.sandbox.record import Record
from grader.sandbox.zygote import Attempt, Denied

CELLS = [Cell("x = 1", 1)]
CALLS = [Call("a", "f"), Call("b", "g")]


def said(item: Any, **words: Any) -> bytes:
    return json.dumps({"item": item} | words).encode()


def heard(*events: bytes | Denied, ended: str = "left", status: int = 0) -> tuple[Execution, bool]:
    record = Record(CELLS, CALLS, Limits())
    again = record.take(Attempt(events, ended, status))
    return record.execution("namespaces"), again


GOOD = (said(0), said(1, value=1), said(2, value=2, steps=4))


def test_answers_in_order_are_taken() -> None:
    execution, again = heard(*GOOD)
    assert execution == Execution({"a": Returned(1), "b": Returned(2, None, 4)}, execution.cells)
    assert not again


def test_an_answer_ahead_of_its_turn_does_not_count() -> None:
    execution, _ = heard(said(2, value=99), *GOOD)
    assert execution.results["b"] == Returned(2, None, 4)
    assert [incident.kind for incident in execution.incidents] == ["forged_result"]


def test_of_two_answers_neither_counts() -> None:
    execution, _ = heard(GOOD[0], said(1, value=99), *GOOD[1:])
    assert execution.results["a"] == Failure("lost", "more than one result was sent for it")
    assert execution.results["b"] == Returned(2, None, 4)
    assert [incident.kind for incident in execution.incidents] == ["forged_result"]


@pytest.mark.parametrize(
    "forged",
    [
        said(1),
        said(1, value={"a": ["O", [], ""]}),
        said(1, value=1, arguments=[1]),
        said(1, value=1, steps="9"),
        said(1, failure="full marks"),
        said(1, failure=["error"]),
    ],
    ids=lambda forged: forged.decode(),
)
def test_an_answer_of_another_form_is_lost(forged: bytes) -> None:
    execution, _ = heard(GOOD[0], forged, GOOD[2])
    assert execution.results["a"] == Failure("lost", "what came back could not be read")
    assert execution.results["b"] == Returned(2, None, 4)
    assert execution.incidents[0].kind == "forged_result"


@pytest.mark.parametrize("item", [True, 1.0, "1", None, -1, 99])
def test_an_item_that_is_no_number_of_ours_is_forged(item: Any) -> None:
    execution, _ = heard(GOOD[0], said(item, value=9), *GOOD[1:])
    assert execution.results == heard(*GOOD)[0].results
    assert execution.incidents[0].kind == "forged_result"


def test_steps_are_within_their_bound() -> None:
    execution, _ = heard(GOOD[0], said(1, value=1, steps=10**30), said(2, value=1, steps=-5))
    assert [outcome.steps for outcome in execution.results.values() if isinstance(outcome, Returned)] == [20_000, 0]


@pytest.mark.parametrize(
    ("ended", "status", "kind", "incident"),
    [
        ("left", 0, "lost", "exit"),
        ("left", -9, "lost", "exit"),
        ("left", -11, "lost", "crash"),
        ("left", -200, "lost", "crash"),
        ("time", -9, "time", "time"),
        ("reply", -9, "output", "output"),
        ("forged", 0, "lost", "forged_result"),
        ("died", 0, "lost", "crash"),
    ],
)
def test_an_end_before_the_answers_is_told_as_what_it_was(ended: str, status: int, kind: str, incident: str) -> None:
    execution, again = heard(GOOD[0], ended=ended, status=status)
    outcome = execution.results["a"]
    assert isinstance(outcome, Failure)
    assert outcome.kind == kind
    assert [each.kind for each in execution.incidents] == [incident]
    assert again
    assert execution.results["b"] == Failure(
        "lost", "the submission's time was used up, or its process ended, before this was reached"
    )


def test_a_second_attempt_adds_what_was_missing_and_changes_nothing() -> None:
    record = Record(CELLS, CALLS, Limits())
    assert record.take(Attempt((said(0, printed="once"),), "left", 3))
    assert record.skip == [1]
    assert not record.take(Attempt((said(0, printed="twice"), said(2, value=2))))
    execution = record.execution("namespaces")
    assert execution.cells[0].printed == "once"
    assert execution.results["b"] == Returned(2)


def test_a_refused_call_is_told_with_where_it_was() -> None:
    execution, _ = heard(GOOD[0], Denied("network", "connect"), *GOOD[1:])
    assert execution.incidents == (Incident("network", "the call of f tried connect, which was refused"),)


TEXTS = st.text("ab \n\x1b\u202e", max_size=5)
WORDS = ("value", "failure", "message", "line", "printed", "magics", "missing", "steps", "note")
MESSAGES = st.binary(max_size=40) | st.builds(
    lambda item, words: json.dumps({"item": item} | words).encode(),
    st.integers(-1, 4) | st.none() | st.booleans(),
    st.dictionaries(
        st.sampled_from(WORDS), st.none() | st.integers() | TEXTS | st.lists(TEXTS, max_size=3), max_size=4
    ),
)


@given(
    st.lists(MESSAGES, max_size=8),
    st.sampled_from(["left", "time", "reply", "forged", "died"]),
    st.integers(-64, 255),
)
def test_whatever_is_said_every_call_has_one_entry(messages: list[bytes], ended: str, status: int) -> None:
    execution, _ = heard(*messages, ended=ended, status=status)
    assert list(execution.results) == ["a", "b"]
    assert len(execution.cells) == 1
    texts = [incident.message for incident in execution.incidents] + list(execution.remarks)
    assert all(text.isprintable() and len(text) < 500 for text in texts)
