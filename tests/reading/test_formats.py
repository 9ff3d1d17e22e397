"""The formats are found by being there."""

from __future__ import annotations

import pytest

from grader import reading


@pytest.mark.parametrize("suffix", reading.formats())
def test_each_suffix_is_one_that_its_module_declares(suffix: str) -> None:
    assert suffix in reading.load(reading.formats()[suffix]).SUFFIXES


def test_no_declared_suffix_is_overlooked() -> None:
    declared = {suffix for name in set(reading.formats().values()) for suffix in reading.load(name).SUFFIXES}
    assert declared == set(reading.formats())
    assert {".md", ".tex", ".pdf", ".ipynb", ".py", ".toml", ".zip"} <= declared
