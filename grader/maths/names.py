r"""Names of symbols: a head with everything that belongs to it, whichever way it is written.

``\hat{y}_i``, ``ŷ_i`` and ``y_hat_i`` are one name, and so are ``n_in``, ``n_{in}``, ``n_{\text{in}}``; ``w^{(l)}``,
``w^{*}`` and ``w'`` are names of their own and neither powers nor products.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from grader.maths.tokens import GREEK, Token
from grader.maths.vocabulary import ACCENTS, BRACKETED, COMMANDS, KNOWN, SIGNS, WRAPPERS

MAX_INDEX = 60
"""Maximum length of a sub- or superscript, in characters."""

MAX_MARKS = 4
"""Marks and faces on one name, one on the other."""

_GREEK_SIGNS = {sign: name for name, sign in GREEK.items()} | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ς": "sigma"}
_GREEK_COMMANDS = {name: name for name in GREEK} | {
    "varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "varsigma": "sigma", "varrho": "rho",
}  # fmt: skip
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₙₖₜₘₓ", "0123456789ijnktmx", strict=True))
_MODULE = re.compile(
    r"(?:(?:np|numpy|torch|tf|math|jnp|jax|sympy|scipy|special|nn|functional|keras|F|K)\.)+(?=[A-Za-z])"
)
_BARE = {"ln", "log", "lg", "sqrt", "sin", "cos", "tan", "exp"}
"""Functions that a number may follow at once: ln2."""

_LETTERS = re.compile(r"log1p|[A-Za-z]+|[^\W\d_⁰¹²³⁴-⁹ⁿ¼-¾⅐-⅞₀-₉ᵢⱼₙ]")
_DIGITS = re.compile(r"\d+(?![.\d]|[A-Za-z])")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_STYLES = re.compile(
    r"\\(?:text|textrm|textit|textbf|mathrm|mathit|mathbf|mathsf|mathtt|mathcal|mathbb|boldsymbol|bm|operatorname)\b\s*"
)
_INDEX = re.compile(r"[A-Za-z0-9,+\-'*()]{1,40}")
_ENTRY = re.compile(r"\[\s*([A-Za-z0-9]{1,8}(?:[+-]\d{1,3})?(?:\s*,\s*[A-Za-z0-9]{1,8}(?:[+-]\d{1,3})?){0,3})\s*\]")
_ORDINAL = re.compile(r"\{\s*([(\[])\s*([A-Za-z0-9]{1,6}(?:[+-][0-9]{1,3})?)\s*[)\]]\s*\}|([(\[])()(?=\0)")
_WORD = re.compile(r"\{\s*([A-Za-z]{3,12})\s*\}")
_STARRED = re.compile(
    r"\{?\s*(?:(\*|\\ast\b|\\star\b|⋆)|([+-])(?=\s*\}))\s*\}?(?!\s*[\w(\\{])|\*(?=\s*[-+=)}\],]|\s*$)"
)
_PRIMED = re.compile(r"\{\s*(?:\\prime\s*|')+\}|\\prime\b")
_RUN = re.compile(r"\d+|[A-Za-z]+\d*|[^\W_]")
_ROMAN = re.compile(r"\{\s*([A-Za-z][A-Za-z0-9 _-]{0,30}?)\s*\}")


class Name(NamedTuple):
    """A name in a text: its canonical form, where it ends, how its head is set ("bold"), whether it is one word."""

    text: str
    end: int
    face: str = ""
    whole: bool = False


def name_at(text: str, start: int, depth: int = 0) -> Name | None:
    """The name that begins here, None where none does. depth : how many marks it stands under."""
    found = _head(text, start, depth) if depth <= MAX_MARKS else None
    if found is None:
        return None
    head, accents, end, face, whole = found
    known = head.lower() in KNOWN or head == "sigma"
    if not accents and known and not text.startswith("_", end) and (head in _BARE or not text[end : end + 1].isdigit()):
        return Name(head, end, face, whole)
    indices: list[str] = []
    tails: list[str] = []
    while end < len(text):
        suffix = _suffix(text, end, head)
        if suffix is None:
            break
        kind, said, end = suffix
        if (kind == "sub" and said in ACCENTS) or kind == "accent":
            accents = [*accents, said]
        else:
            (indices if kind == "sub" else tails).append(said)
    return Name(canonical(head, accents, indices, tails), end, face, whole)


def canonical(head: str, accents: Iterable[str] = (), indices: Iterable[str] = (), tails: Iterable[str] = ()) -> str:
    """The one spelling of a name: head, accents, subscript, superscript."""
    head, *above = head.split("^")
    head, *parts = head.split("_")
    marks = sorted([*accents, *(part for part in parts if part in ACCENTS)])
    sub = "".join([*(part for part in parts if part not in ACCENTS), *indices])
    return "_".join([head, *marks, *([sub] if sub else [])]) + "".join(f"^{tail}" for tail in [*above, *tails])


def _head(text: str, start: int, depth: int) -> tuple[str, list[str], int, str, bool] | None:
    command = _COMMAND.match(text, start)
    if command:
        said, end = command[1], command.end()
        if said in _GREEK_COMMANDS:
            return _GREEK_COMMANDS[said], [], start + 1 + len(said), "", True
        kind, mark = COMMANDS.get(said, ("", ""))
        if kind == "accent":
            return _accented(text, end, mark, depth)
        if kind == "face":
            return _faced(text, end, mark, depth)
        if kind == "text":
            roman = _ROMAN.match(text, end)
            if roman and _OPENS.match(text, roman.end()) and _CLEAN.fullmatch(roman[1]):
                return _split(roman[1], roman.end(), "")
        return None
    module = _MODULE.match(text, start)
    letters = _LETTERS.match(text, module.end() if module else start)
    if letters is None:
        return None
    said, end = letters[0], letters.end()
    if said in _GREEK_SIGNS:
        return _GREEK_SIGNS[said], [], end, "", True
    if not said.isascii():
        plain = unicodedata.normalize("NFD", said)
        accent = SIGNS.get(plain[1:], ("", ""))
        if len(plain) == 2 and plain[0].isascii() and accent[0] == "accent":
            return plain[0], [accent[1]], end, "", True
    digits = _DIGITS.match(text, end)
    if digits and ((said + digits[0]).lower() in KNOWN or said + digits[0] in WRAPPERS):
        return said + digits[0], [], digits.end(), "", True
    return said, [], end, "", False


_OPENS = re.compile(r"\s?(?:[_^(\[]|\\(?:left|[Bb]igg?l?)\b)")
_CLEAN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z0-9]+)*")


def _split(said: str, end: int, face: str) -> tuple[str, list[str], int, str, bool]:
    """A name that is set as a word: its first part is the head, the others are its index and accents."""
    head, *parts = re.split(r"[ _-]+", said)
    if parts and parts[0] not in ACCENTS:
        head = f"{head}_{''.join(parts)}"
        parts = []
    return head, [part for part in parts if part in ACCENTS], end, face, True


def _accented(text: str, end: int, mark: str, depth: int) -> tuple[str, list[str], int, str, bool] | None:
    braced = text.startswith("{", end)
    inner = name_at(text, end + 1 if braced else end, depth + 1)
    if inner is None:
        return None
    stop = inner.end
    if braced:
        stop += len(text[stop:]) - len(text[stop:].lstrip()) if text[stop : stop + 1].isspace() else 0
        if not text.startswith("}", stop):
            return None
        stop += 1
    elif len(inner.text) > 1 and inner.text.isascii() and text[end] != "\\":  # \hat yx is ŷ times x
        inner, stop = inner._replace(text=text[end]), end + 1
    head, *parts = inner.text.split("_")
    sub = "".join(part for part in parts if part not in ACCENTS)
    accents = [part for part in parts if part in ACCENTS]
    return f"{head}_{sub}" if sub else head, [*accents, mark], stop, inner.face, True


def _faced(text: str, end: int, face: str, depth: int) -> tuple[str, list[str], int, str, bool] | None:
    """A name in bold, roman or another face; None where the braces hold something else."""
    if face == "roman" and text.startswith("*", end):
        end += 1
    roman = _ROMAN.match(text, end)
    if face == "roman":
        return _split(roman[1], roman.end(), "") if roman and _CLEAN.fullmatch(roman[1]) else None
    if text.startswith("{", end):
        inner = name_at(text, end + 1, depth + 1)
        if inner is None or not text.startswith("}", inner.end):
            return None
        stop = inner.end + 1
    else:
        inner = name_at(text, end, depth + 1)
        if inner is None:
            return None
        stop = inner.end
        if text[end] != "\\":
            inner, stop = inner._replace(text=text[end]), end + 1
    head, *parts = inner.text.split("_")
    if parts and not set(parts) <= ACCENTS:
        return inner.text, [], stop, face, True
    return head, parts, stop, face, len(head) == 1 or inner.whole


def _suffix(text: str, end: int, head: str) -> tuple[str, str, int] | None:
    """What belongs to the name and stands here: an index, a prime, an accent; its kind, what it says, where it ends."""
    sign = text[end]
    if sign == "_" or (sign == "\\" and text.startswith("\\_", end)):
        return _subscript(text, end + (2 if sign == "\\" else 1))
    if sign in _SUBSCRIPTS:
        stop = end
        while stop < len(text) and text[stop] in _SUBSCRIPTS:
            stop += 1
        return "sub", "".join(_SUBSCRIPTS[each] for each in text[end:stop]), stop
    if sign == "^" and head != "e":
        return _superscript(text, end + 1)
    if sign == "'":
        return ("sup", "'", end + 1)
    if sign == "[" and head not in BRACKETED and head.lower() not in KNOWN:
        entry = _ENTRY.match(text, end)
        return ("sub", _indices(re.sub(r"\s", "", entry[1])), entry.end()) if entry else None
    if SIGNS.get(sign, ("", ""))[0] == "accent":
        return "accent", SIGNS[sign][1], end + 1
    if sign.isdigit() and sign.isascii():
        digits = _DIGITS.match(text, end)
        return ("sub", digits[0], digits.end()) if digits and text[end - 1].isalpha() else None
    return None


def _subscript(text: str, end: int) -> tuple[str, str, int] | None:
    while text[end : end + 1] == " ":
        end += 1
    styled = _STYLES.match(text, end)
    begin = styled.end() if styled else end
    if text.startswith("{", begin):
        stop = _closing(text, begin)
        said = index(text[begin + 1 : stop - 1]) if stop else None
        return ("sub", said, stop) if said and stop else None
    command = _COMMAND.match(text, begin)
    if command:
        greek = _GREEK_COMMANDS.get(command[1]) or ("l" if command[1] == "ell" else None)
        return ("sub", greek, begin + 1 + len(command[1])) if greek else None
    run = _RUN.match(text, begin)
    if run is None:
        return None
    said, stop = run[0], run.end()
    if len(said) == 2 and text.startswith("_", stop) and said.islower() and said != "in":  # x_iy_i
        said, stop = said[0], begin + 1
    return "sub", _GREEK_SIGNS.get(said, said), stop


def _superscript(text: str, end: int) -> tuple[str, str, int] | None:
    """An index that stands above: a layer in brackets, a star, a sign, a word; None for a power."""
    primed = _PRIMED.match(text, end)
    if primed:
        return "sup", "'", primed.end()
    ordinal = _ORDINAL.match(text, end)
    if ordinal:
        return "sup", f"{ordinal[1]}{ordinal[2]}{')' if ordinal[1] == '(' else ']'}", ordinal.end()
    starred = _STARRED.match(text, end)
    if starred:
        return "sup", starred[2] or "*", starred.end()
    styled = _STYLES.match(text, end + 1 if text.startswith("{", end) else end)
    if styled:
        stop = _closing(text, styled.end() if styled.end() < len(text) and text[styled.end()] == "{" else end)
        said = index(text[end:stop]) if stop else None
        if said and said not in ("T", "top"):
            close = text.startswith("{", end) and text.startswith("}", stop or 0)
            return "sup", said, (stop or 0) + close
        return None
    word = _WORD.match(text, end)
    return ("sup", word[1], word.end()) if word and word[1] not in GREEK else None


def index(said: str) -> str | None:
    r"""The one spelling of what stands in an index: "i,j" and "ij" alike; None where it is no index.

    >>> index(r"\text{in}"), index("i, j"), index("12, 3"), index("t-1")
    ('in', 'ij', '12,3', 't-1')
    """
    if len(said) > MAX_INDEX:
        return None
    plain = _STYLES.sub("", said)
    plain = re.sub(
        r"\\([A-Za-z]+)", lambda found: _GREEK_COMMANDS.get(found[1], "l" if found[1] == "ell" else "?"), plain
    )
    plain = "".join(_GREEK_SIGNS.get(sign, sign) for sign in re.sub(r"\\[,;:! ]|[\s{}_]", "", plain)).replace("−", "-")
    return _indices(plain) if _INDEX.fullmatch(plain) else None


def _indices(plain: str) -> str:
    parts = plain.split(",")
    return "".join(parts) if all(len(part) == 1 for part in parts) else plain


def _closing(text: str, begin: int) -> int | None:
    """The place behind the brace that closes the one at `begin`."""
    depth = 0
    for place in range(begin, min(begin + MAX_INDEX, len(text))):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place + 1
    return None


def distinguish_faces(*lists: list[Token]) -> None:
    """Give a letter that a text has in two faces (x and bold x) two names; where each text has one, it says nothing."""
    apart: set[str] = set()
    for tokens in lists:
        faces: dict[str, set[str]] = {}
        for token in tokens:
            if token.kind == "name":
                faces.setdefault(token.text.partition("_")[0], set()).add(token.face)
        apart |= {letter for letter, found in faces.items() if len(found) > 1}
    for tokens in lists:
        for token in tokens:
            if token.kind == "name" and token.face and token.text.partition("_")[0] in apart:
                head, _, tail = token.text.partition("_")
                token.text = f"{head}_{token.face}" + (f"_{tail}" if tail else "")
