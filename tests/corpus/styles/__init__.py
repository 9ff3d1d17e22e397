"""How students label their answers, in the ways of five hands; four of them did not know the rules of the readers."""

from __future__ import annotations

from . import fifth, first, fourth, second, third
from .forms import Style

__all__ = ["MEASURED", "TUNED", "Style"]

TUNED: dict[str, Style] = {**first.STYLES, **second.STYLES, **third.STYLES, **fourth.STYLES}
MEASURED: dict[str, Style] = fifth.STYLES
