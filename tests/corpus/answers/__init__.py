"""What students write under hw4's questions, with the verdict that it deserves, in the words of many hands.

`TUNED` is for tuning; `MEASURED` was written by somebody who did not know the rules, and is for measuring.
"""

from __future__ import annotations

from . import first, second, third
from .first import ESSAYS
from .said import Said

__all__ = ["ESSAYS", "MEASURED", "TUNED", "Said"]

TUNED: dict[str, list[Said]] = {label: [*first.ANSWERS[label], *second.ANSWERS[label]] for label in first.ANSWERS}
MEASURED: dict[str, list[Said]] = third.ANSWERS
