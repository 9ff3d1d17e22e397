"""Word classes by language: one file per language, one regular expression per class, compiled on first use."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

NEVER = re.compile(r"(?!)")


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file here, English first."""
    names = sorted(entry.name[:-5] for entry in resources.files(__package__).iterdir() if entry.name.endswith(".toml"))
    return ("en", *(name for name in names if name != "en"))


@cache
def _words(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads(
        resources.files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    )
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
