"""How students label their answers, in the ways of three hands; the last did not know the rules of the readers."""

from __future__ import annotations

from . import first, second, third
from .first import Style

__all__ = ["MEASURED", "TUNED", "Style"]

TUNED: dict[str, Style] = {**first.STYLES, **second.STYLES}
MEASURED: dict[str, Style] = third.STYLES
