"""What came back against what should have come: types and shapes are exact, numbers within a tolerance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.model.executions import Failure, FailureKind
from grader.outputs import difference, shown, told

NAN, INF = float("nan"), float("inf")
ARRAY = np.array([[1.0, 2.0], [3.0, 4.0]])

CASES: list[tuple[Any, Any, str]] = [
    # what came, what should have, the code of the difference
    (ARRAY.copy(), ARRAY, ""),
    (ARRAY + 1e-9, ARRAY, ""),
    (ARRAY.astype(np.float32), ARRAY, ""),
    (ARRAY + 1e-3, ARRAY, "value"),
    (ARRAY.T, ARRAY, "value"),
    (ARRAY[None], ARRAY, "shape"),
    (ARRAY.ravel(), ARRAY, "shape"),
    (ARRAY.tolist(), ARRAY, "list"),
    ([[1, 2], [3]], ARRAY, "type"),
    (ARRAY.astype(int), ARRAY, "dtype"),
    (ARRAY, ARRAY.astype(int), "dtype"),
    (ARRAY > 0, np.ones((2, 2)), "dtype"),
    (ARRAY.astype(np.uint8), ARRAY.astype(int), ""),
    (np.array(["a", "b"]), np.zeros(2), "type"),
    (np.array([NAN, 1.0]), np.array([1.0, 1.0]), "nan"),
    (np.array([NAN, 1.0]), np.array([NAN, 1.0]), ""),
    (np.array([INF, 1.0]), np.array([INF, 1.0]), ""),
    (np.array([-INF, 1.0]), np.array([INF, 1.0]), "value"),
    (np.array([1e300, 0.0]), np.array([1.0, 0.0]), "value"),
    (np.array([1 + 1e-3j, 0]), np.array([1.0, 0.0]), "value"),
    (np.zeros((0, 3)), np.zeros((0, 3)), ""),
    (None, ARRAY, "none"),
    (3.0, ARRAY, "type"),
    (0.5, 0.5, ""),
    (1, 1.0, ""),
    (0.5 + 1e-9, 0.5, ""),
    (0.51, 0.5, "value"),
    (True, 1.0, "type"),
    (np.True_, 1.0, "type"),
    ("0.5", 0.5, "type"),
    (NAN, 0.5, "nan"),
    (0.5 + 0j, 0.5, "type"),
    (np.float64(0.5), 0.5, "scalar"),
    (np.array(0.5), 0.5, "scalar"),
    (np.array([0.5]), 0.5, "type"),
    (10**400, 0.5, "value"),
    (3, 3, ""),
    (3.0, 3, "dtype"),
    (4, 3, "value"),
    (10**30 + 1, 10**30, "value"),
    (True, True, ""),
    (1, True, "type"),
    (False, True, "value"),
    ("a", "a", ""),
    ("b", "a", "value"),
    ((1.0, ARRAY), (1.0, ARRAY), ""),
    ([1.0, ARRAY], (1.0, ARRAY), ""),
    ((1.0,), (1.0, ARRAY), "length"),
    ((ARRAY, 1.0), (1.0, ARRAY), "type"),
    ((1.0, ARRAY + 1), (1.0, ARRAY), "value"),
    (ARRAY, (1.0, ARRAY), "type"),
    ({"a": 1.0}, {"a": 1.0}, ""),
    ({"b": 1.0}, {"a": 1.0}, "length"),
    ([1.0], {"a": 1.0}, "type"),
    (0, None, "type"),
    (None, None, ""),
]


@pytest.mark.parametrize(("given", "key", "code"), CASES, ids=[f"{n}-{case[2]}" for n, case in enumerate(CASES)])
def test_how_it_differs(given: Any, key: Any, code: str) -> None:
    found = difference(given, key)
    assert (found.code if found else "") == code
    assert bool(found and found.manner) == (code in ("list", "dtype", "scalar"))


def test_a_numpy_scalar_is_a_number_where_that_is_asked_for() -> None:
    assert difference(np.float64(0.5), 0.5, scalars=True) is None
    assert difference(np.float64(0.6), 0.5, scalars=True) is not None
    assert difference(np.True_, 1.0, scalars=True) is not None


def test_without_a_tolerance_only_types_and_shapes_count() -> None:
    assert difference(ARRAY + 5, ARRAY, None) is None
    assert difference(ARRAY.T[:1], ARRAY, None) is not None
    assert difference(7.0, 0.5, None) is None


def test_a_wrong_value_is_told_before_a_wrong_type() -> None:
    found = difference((ARRAY.astype(int), ARRAY + 1), (ARRAY, ARRAY))
    assert found is not None
    assert found.code == "value"
    assert found.said.startswith("value 2 that was returned has the right shape")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (ARRAY, "[[1., 2.], [3., 4.]]"),
        (np.zeros((3, 50)), "an array of shape (3, 50)"),
        ((1.0, np.zeros(2), None), "(1.0, [0., 0.], None)"),
        ([0] * 100, "[0, 0, 0, 0, 0, 0, 0, 0, 0, …]"),
        (10**5000, "a whole number of about 5001 digits"),
        ({"a": (1,)}, "{'a': (1,)}"),
        (1 / 3, "0.3333333"),
        (np.float32(0.5), "0.5"),
        ([[[[[1]]]]], "[[[…]]]"),
    ],
    ids=range(9),
)
def test_what_is_shown(value: Any, text: str) -> None:
    assert shown(value) == text


def test_what_is_shown_is_bounded() -> None:
    assert len(shown(["x" * 10**6] * 10**5)) <= 400


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("error", "stopped with ValueError: no (cell 3, line 2)."),
        ("time", "did not come to an end in time"),
        ("memory", "needed more memory than there is (cell 3, line 2)."),
        ("not_callable", "is there, but is no function."),
        ("unsendable", "returned what can't be taken: ValueError: no."),
        ("lost", "ended the whole process before it answered"),
    ],
)
def test_what_is_told_of_a_failure(kind: FailureKind, text: str) -> None:
    assert told(Failure(kind, "ValueError: no", 3, 2)).startswith(text)
