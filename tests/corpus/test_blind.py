"""Answers by authors who had not seen the rules: how many are judged, and how few of those wrongly.

The rules were mended on the texts of `author_*`; those of `measured_*` are kept for measuring and never tuned to.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
BLIND = Path(__file__).parent / "blind"
SETTLED = 14
"""Texts of the authors tuned to on which the grader and the author still differ; may only shrink."""


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("blind", ROOT / "benchmarks" / "blind.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["blind"] = module  # its named tuples look for it there
    spec.loader.exec_module(module)
    return module


def counted(bench: ModuleType, pattern: str) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for each in bench.judged([str(path) for path in sorted(BLIND.glob(pattern))], labelled=True):
        kinds[each.kind if each.row["verdict"] != "person" or each.kind != "right" else "left to a person"] += 1
        kinds["firm"] += each.got in bench.FIRM
        kinds["decidable"] += each.row["verdict"] != "person"
    return kinds


def test_authors_that_the_rules_were_mended_for(bench: ModuleType) -> None:
    kinds = counted(bench, "author_*.jsonl")
    assert kinds["refused"] + kinds["credited"] <= SETTLED, kinds
    assert kinds["right"] >= 0.7 * kinds["decidable"], kinds


def test_authors_that_are_kept_for_measuring(bench: ModuleType) -> None:
    kinds = counted(bench, "measured_*.jsonl")
    assert kinds["firm"] >= 480
    assert kinds["refused"] + kinds["credited"] <= 0.025 * kinds["firm"], kinds
    assert kinds["right"] >= 0.65 * kinds["decidable"], kinds
