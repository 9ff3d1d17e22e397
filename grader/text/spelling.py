"""Numbers in one spelling: groups, decimal commas, number words, words for operators, wrappers of printed values."""

from __future__ import annotations

import re
from functools import cache

from grader.maths import quantity
from grader.model.answers import Unreadable
from grader.patterns import lazily
from grader.text.view import View

_WRAPPED = lazily(r"\b(?:np|numpy|torch|jnp)\.(?:float|int|uint)\d{0,3}\(([^()\n]{1,40})\)|\bFraction\((\d+), ?(\d+)\)")
_ITEM_CALL = lazily(r"(?<=[\d\]])\.(?:item|numpy|tolist)\(\)")
_TENSOR_KEYWORDS = lazily(
    r",\s*(?:dtype|device|requires_grad|grad_fn|name|shape)\s*=\s*(?:<[^<>\n]{1,40}>|[\w.:'\"]+(?:\([^()\n]{0,20}\))?)"
)
_SCALE_BEHIND = re.compile(
    r"\s?(?:[kKMG](?:i?[bB])?\b|[kmg]b\b|mio\b|mill|million|millones|mrd|thousand|tausend|mil\b|e\d|\\?%)", re.I
)
_GROUPED = lazily(
    r"(?<![\w.,/'])(?:\d{1,3}(?:,\d{3}){1,8}(?!,?\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){1,8}(?!\.?\d)(?:,\d+)?|\d{1,3}(?:'\d{3}){1,8}(?!\d)|"
    r"\d{1,3}(?:_\d{3}){1,8}(?!\d)|\d{1,3}(?: \d{3}){1,8}(?! ?\d)(?:[.,]\d+)?)(?![\w]|\.\d)|(?<=/)\d{1,3}(?:,\d{3}){1,8}(?!\d)"
)
_COMMA = lazily(r"(?<![\w.,])\d+,\d+(?![\d]|,\d|\.\d)")
_BRACKETED = re.compile(r"[(\[{<]\s{0,2}$")
_CLOSED = re.compile(r"\s{0,4}[)\]}>]")
_LOOK_ALIKE = lazily(r"(?<![\w.])(?=[\dOolI]{0,8}\d[\dOolI]{0,8}\d)(?=\d{0,8}[OolI])[\dOolI]{3,9}(?![\w])")
_NUMBER_WORD = (
    "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)"
)
_COUNTABLE = (
    r"(?:more |single |hidden |extra |output |input |shared |fully[ -]connected |dense |linear |weight |such |different )*"
    r"(?:layers?|bias(?:es)?|filters?|channels?|units?|neurons?|parameters?|params?|maps?|images?|weights?|level|times)\b"
)
_IN_WORDS = lazily(
    rf"(?<![\w-])(?P<words>{_NUMBER_WORD}(?:(?:[ -]+| and |-and-){_NUMBER_WORD}){{0,12}})(?![\w-]|\s+of\b)(?P<behind>\s+{_COUNTABLE})?",
    re.I,
)
_TIMES_WORDS = (
    (lazily(r"(?<=[\d)\]])\s+(?:plus|más|mas)\s+(?=[\d(])", re.I), " + "),
    (lazily(r"(?<=[\d)\]])\s+(?:minus|less|menos|moins)\s+(?=[\d(])", re.I), " - "),
    (
        lazily(r"(?<=[\d)\]])\s+(?:times|multiplied (?:by|with)|mal|fois|por|multipliziert mit)\s+(?=[\d(])", re.I),
        " × ",
    ),
    (
        lazily(
            r"(?<=[\d)\]])\s+(?:divided by|geteilt durch|durch|divisé par|dividido (?:por|entre))\s+(?=[\d(])", re.I
        ),
        " / ",
    ),
    (lazily(r"(?:(?<=\bbe)|(?<=\bis)|(?<=[:=])) one(?=[.,;:]|\s*$)", re.I | re.M), " 1"),
    (
        lazily(r"\b(?:an? |one |only )?single (?=(?:hidden |weight |output |extra )*(?:layer|bias|filter)s?\b)", re.I),
        "1 ",
    ),
    (lazily(r"\b(?:one|1) over (?=[\\a-z(])", re.I), "1/"),
    (lazily(r"\b(?:two|2) over (?=[\\a-z(])", re.I), "2/"),
    (lazily(r"(?<=\d)(\s*)(?:millones|millionen|millions|mio\.?|mln\.?|mill\.)(?![a-z])", re.I), " million"),
)
_HALF = lazily(r"(?<![\w.])(\d+)\s*(?:px|pix(?:els?)?)(?=\s*[x×*])", re.I)
_CODED = lazily(r"\bprint ?\(|^ *(?:import|def|for .+:|from \w+ import)\b|\b\w{1,40}\.\w{1,40}\(\w{0,40}\)", re.M)
_EXACTLY = lazily(r"\b(million|billion|[kKMG]) \((?=\d)")
_FOLD = lazily(r"(?<=\d)[ ]?[x×](?=\s*(?:[,.;:)\]]|$|\s(?!\d)[^\W\d_]))", re.M)


def spell(view: View, *, whole: bool, foreign: bool) -> None:
    """Put the numbers of a view into one spelling.

    whole : a whole number was asked for, so that 903.400 and 903,400 are one. foreign : the text is in a language that
    writes 0,5 for one half.
    """
    view.replace(_WRAPPED, lambda found: found[1] if found[1] else f"{found[2]}/{found[3]}")
    view.replace(_ITEM_CALL, "")
    view.replace(_TENSOR_KEYWORDS, "")
    view.replace(_LOOK_ALIKE, lambda found: found[0].translate(str.maketrans("OolI", "0011")))
    view.replace(_FOLD, r" times")
    view.replace(_EXACTLY, r"\1, (")
    spaced = not _CODED.search(view.text)
    view.replace(_GROUPED, lambda found: _ungrouped(found, whole=whole, foreign=foreign, spaced=spaced))
    view.replace(_COMMA, lambda found: _pointed(found, whole=whole))
    view.replace(_IN_WORDS, _in_figures)
    view.replace(_HALF, r"\1")
    for pattern, change in _TIMES_WORDS:
        view.replace(pattern, change)


def _ungrouped(found: re.Match[str], *, whole: bool, foreign: bool, spaced: bool) -> str:
    """Return a grouped number without its separators, or as it is where they may be no groups.

    spaced : blanks may group; in what code printed they separate.
    """
    text = found[0]
    whole_part = re.match(r"\d+(?:([ .,'_])\d{3})+", text)
    if whole_part is None:
        return text
    mark, groups = whole_part[1], whole_part[0].count(whole_part[1])
    rest = text[whole_part.end() :].replace(",", ".")
    digits = whole_part[0].replace(mark, "")
    fraction = (
        found.string[found.end() : found.end() + 1] == "/" or found.string[found.start() - 1 : found.start()] == "/"
    )
    if mark == " ":
        if (
            not spaced
            or text.startswith("0")
            or _BRACKETED.search(found.string[max(0, found.start() - 3) : found.start()])
        ):
            return text
        return digits + rest
    if mark in "'_" or groups > 1:
        return digits + rest
    if text.startswith("0"):
        return text.replace(",", ".")
    scaled = bool(_SCALE_BEHIND.match(found.string, found.end()))
    if mark == ",":
        bracket = _BRACKETED.search(found.string[max(0, found.start() - 3) : found.start()])
        if bracket and _CLOSED.match(found.string, found.end()):
            return text  # (28,100)
        if foreign and not whole and not fraction:
            return text.replace(",", ".")
        return text.replace(",", ".") if scaled and not fraction else digits + rest
    if rest:  # 1.234,5
        return digits + rest
    return digits if whole and not scaled else text


def _pointed(found: re.Match[str], *, whole: bool) -> str:
    """Return a decimal comma as a point; in "(28,28)", "[0,255]" and among whole numbers it separates."""
    if whole and not found[0].startswith("0,") and not _SCALE_BEHIND.match(found.string, found.end()):
        return found[0]
    opened = _BRACKETED.search(found.string[max(0, found.start() - 3) : found.start()])
    if opened and _CLOSED.match(found.string, found.end()):
        return found[0]
    before, _, after = found[0].partition(",")
    if len(after) > 4 and len(before) > 1:
        return f"{before}, {after}"
    return f"{before}.{after}"


def _in_figures(found: re.Match[str]) -> str:
    """Return a number word as a figure where it counts something; a lone "one" seldom does."""
    words = found["words"].casefold()
    behind = found["behind"] or ""
    if words in ("hundred", "thousand", "million", "billion") or (words in ("one", "zero") and not behind):
        return found[0]
    if found.string[max(0, found.start() - 1) : found.start()] in ("'", "_"):
        return found[0]
    value = _value(words)
    return found[0] if value is None else f"{value}{behind}"


@cache
def _value(words: str) -> int | None:
    try:
        value = quantity(words.replace("-and-", " and ").replace("-", " ")).value
    except Unreadable:
        return None
    return value if isinstance(value, int) else None
