"""Arrays from files, and what is said where they differ."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from typing import Any

import numpy as np
import pytest

from grader.answers.arrays import Arrays
from grader.model.answers import Unreadable
from grader.model.documents import Block, Segment

KIND = Arrays(second=(4, 5, 3), third=(2, 2, 3))
RNG = np.random.default_rng(5)
KEY = {"second": RNG.normal(size=(4, 5, 3)), "third": RNG.normal(size=(2, 2, 3))}


def npz(**arrays: Any) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def test_equal_arrays_are_right_to_the_tolerance() -> None:
    close = {name: (array * (1 + 1e-6)).astype("float32") for name, array in KEY.items()}
    assert KIND.match(KIND.load("maps.npz", npz(**close)), KEY).equal


def test_channels_first_is_a_convention() -> None:
    turned = {name: array.transpose(2, 0, 1) for name, array in KEY.items()}
    match = KIND.match(KIND.load("maps.npz", npz(**turned)), KEY)
    assert match.equal
    assert "another order" in match.reason


def test_after_the_relu_is_told() -> None:
    match = KIND.match(KIND.load("maps.npz", npz(second=np.maximum(KEY["second"], 0), third=KEY["third"])), KEY)
    assert (match.equal, match.code) == (False, "activation")


def test_exchanged_layers_are_told() -> None:
    kind = Arrays(one=(2, 2), other=(2, 2))
    key = {"one": np.eye(2), "other": np.ones((2, 2))}
    match = kind.match(kind.load("x.npz", npz(one=key["other"], other=key["one"])), key)
    assert (match.equal, match.code) == (False, "order")


def test_what_differs_is_named() -> None:
    match = KIND.match(KIND.load("maps.npz", npz(second=KEY["second"] + 1, third=KEY["third"])), KEY)
    assert match.reason.startswith("second differs")


def test_json_is_read_and_shown() -> None:
    answer = KIND.load("maps.npz", npz(**KEY))
    assert KIND.read(KIND.show(answer.value)).value == answer.value
    text = json.dumps({name: array.tolist() for name, array in KEY.items()})
    segment = Segment("5.1", "x.md", (Block("paragraph", "See:", 1), Block("code", text, 3)))
    (found,) = KIND.find(segment)
    assert found.answer.value == answer.value


def test_a_single_array_may_come_alone() -> None:
    stream = io.BytesIO()
    np.save(stream, np.arange(6).reshape(2, 3))
    kind = Arrays(maps=(2, 3))
    assert kind.match(kind.load("maps.npy", stream.getvalue()), {"maps": [[0, 1, 2], [3, 4, 5]]}).equal


class Boom:
    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("unpickled",))


def pickled() -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.array([Boom()], dtype=object), allow_pickle=True)
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("second.npy", b"\0" * (80 * 2**20))
    return stream.getvalue()


def huge_header() -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "<f8", "fortran_order": False, "shape": (10**9, 10**9)})
    return stream.getvalue()


BAD = [
    ("maps.npz", b"", "can't be read"),
    ("maps.npz", b"PK\x03\x04 broken", "can't be read"),
    ("maps.npy", b"\x93NUMPY\x01\x00", "can't be read"),
    ("maps.npy", pickled(), "objects"),
    ("maps.npy", pickle.dumps([1, 2]), "can't be read"),
    ("maps.npy", huge_header(), "too many"),
    ("maps.npz", bomb(), "too many"),
    ("maps.npz", npz(second=KEY["second"]), "no array third"),
    ("maps.npz", npz(second=KEY["second"], third=np.zeros(3)), "the shape"),
    ("maps.npz", npz(second=KEY["second"] * np.nan, third=KEY["third"]), "NaN"),
    ("maps.npz", npz(second=KEY["second"] * 1j, third=KEY["third"]), "real numbers"),
    ("maps.npz", npz(second=np.full((4, 5, 3), "a"), third=KEY["third"]), "real numbers"),
    ("maps.pkl", b"", "are read from"),
    ("maps.mat", b"MATLAB 5.0", "mat"),
]


@pytest.mark.parametrize(("name", "data", "says"), BAD, ids=[f"{n}-{s}" for n, _, s in BAD])
def test_what_can_not_be_read_is_said_and_nothing_is_run(name: str, data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        KIND.load(name, data)


@pytest.mark.parametrize(
    "text", ["", "see the file", "{", "[1]", '{"second": NaN}', '{"second": [[1], [1, 2]]}', "{" * 9_999]
)
def test_text_that_holds_no_arrays_is_not_read(text: str) -> None:
    with pytest.raises(Unreadable):
        KIND.read(text)
