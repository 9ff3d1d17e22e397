"""A text and the verdict that it deserves."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """A text and its verdict: "correct", "partial", "incorrect", "missing" or "person"; `mistake` or convention."""

    text: str
    outcome: str
    name: str | None = None


C, P, W, X = "correct", "partial", "incorrect", "person"
