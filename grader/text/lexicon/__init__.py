"""Word classes by language: one file per language, one regular expression per class, compiled on first use."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache

NEVER = re.compile(r"(?!)")


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file here, English first."""
    names = sorted(name[:-5] for name in os.listdir(os.path.dirname(__file__)) if name.endswith(".toml"))
    return ("en", *(name for name in names if name != "en"))


@cache
def _words(language: str) -> dict[str, list[str]]:
    with open(os.path.join(os.path.dirname(__file__), f"{language}.toml"), "rb") as file:
        found: dict[str, list[str]] = tomllib.load(file)
    return found


@cache
def words(name: str, language: str = "") -> re.Pattern[str]:
    """Return the pattern of a class of words in English, and in another language where one is named.

    >>> bool(words("DENY").search("it is not 600")), bool(words("DENY").search("nicht 600"))
    (True, False)
    >>> bool(words("DENY", "de").search("nicht 600"))
    True
    """
    entries = list(_words("en").get(name, ()))
    if language and language != "en" and language in languages():
        entries += _words(language).get(name, ())
    if not entries:
        return NEVER
    entries.sort(key=len, reverse=True)
    return re.compile(rf"(?<![\w\\])(?:{'|'.join(entries)})(?!\w)", re.I)
