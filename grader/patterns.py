"""Regular expressions that are compiled when they are first used: half of the start was compiling what is not."""

from __future__ import annotations

import re
from typing import Any, cast


class _Uncompiled:
    """Stands for the pattern; whatever is first asked of it has it compiled."""

    def __init__(self, text: str, flags: int) -> None:
        self._made_of = text, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._made_of)
        for method in ("match", "search", "fullmatch", "sub", "finditer", "findall", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazily(text: str, flags: int = 0) -> re.Pattern[str]:
    """Like re.compile, but later; a mistake in the text shows at the first use.

    >>> lazily(r"a+").sub("b", "caat")
    'cbt'
    """
    return cast("re.Pattern[str]", _Uncompiled(text, flags))
