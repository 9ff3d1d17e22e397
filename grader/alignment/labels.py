"""Labels in a line of text: "3.B.ii", "Problem C Part i)", "(a)", "# 2 Depth", "1-a", "Q1.1 – 5 Pts"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_KEYWORD = (
    r"(?:problem|question|exercise|sub-?part|sub-?question|part|section|item|task|prob|pb|ques|ex|q|p|"
    r"(?:teil|unter)?aufgabe|teil|(?:teil)?frage|übung|unterpunkt|abschnitt|nr|ejercicio|problema|apartado|inciso|literal|"
    r"parte|pregunta|exercice|partie|problème|sous-question|esercizio|punto|no(?=\.)|number)"
)
_COMPONENT = re.compile(
    rf"(?P<lead>,?[\s*_#>§]*(?:[–—/|-][ \t]*)?)"
    rf"(?P<keyword>{_KEYWORD}(?![^\W\d_])(?=[\s.:#*_]*\W?[\s(]*(?:\d{{1,2}}|[ivx]{{1,4}}|[a-z])(?:[\W\d_]|[ivx]{{1,4}}\b|[a-z]\b|$))"
    r"[\s.:#]*)?(?P<open>(?:[(\[]{1,2} ?)?)(?P<text>\d{1,2}(?!\d)|[ivx]{1,4}|[IVX]{2,4}|[A-Za-z])"
    r"(?P<close>(?: ?[)\]]{1,2})?)"
    r"(?P<stop>(?: (?=\.\s))?[.:)\-–—]?)",
    re.I,
)
_DECORATION = re.compile(
    r"^(?P<mark>[\s>|]*(?:#{1,6}\s+|[-=~*_]{2,}\s+|[-*+•–—]\s+|\\item\s*(?=\[)){0,2}"
    r"(?:\[[ xX✓✔]?\]\s+|[\[(]\d{1,2}(?:\.\d)? ?(?:pts?|points?|p|punkte?|puntos?)\.?[\])]\s*)?"
    r"(?:(?:hw|homework|assignment|problem set|pset|ps|set|hausaufgabe|tarea|devoir)\s*#?\d{1,2}[\s,:.–—-]+(?=\w))?"
    r"(?-i:[\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\s*){0,3})"
    r"(?P<answer>(?:ans(?:wer)?|sol(?:ution|n)?|antwort|lösung|respuesta|solución|réponse|risposta)s?\b[.:]?"
    r"(?: (?:to|of|for|zu|zur|zum|auf|a|de|à))?(?: (?:the|la|le|el|die|der))?[ \t]+(?=\S))?"
    r"(?P<square>\[(?=problem|question|exercise|task|part))?",
    re.I,
)
_LETTER = re.compile(r"[^\W\d_]")
_PART_OF_A_TITLE = re.compile(r"(?:sub-?)?(?:part|teil|parte|partie|section|abschnitt)\s*\d", re.I)
_AT_END = re.compile(rf"(?<=[\s.])(?P<label>{_KEYWORD}\s+(?:\d{{1,2}}|[A-Z]|[ivx]{{1,4}})[.:)]?)\s*$", re.I)
_PARTED = re.compile(r"(?:[ \t]*[–—/|-][ \t]*(?:[ivx]{1,4}|[a-z]|\d{1,2})(?!\w))*[\s*_#:.)]*(?:$|[:.)])", re.I)
_ONLY_PARTS = re.compile(r"(?:[ \t]+\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})\)?)*[\s*_#:.)]*$", re.I)
_ROMAN = re.compile(r"^(?:ix|iv|v?i{1,3}|v|x)$", re.I)


FEW = 5
"""Words: a longer line that is no heading and ends in "question 3" speaks of that question."""


class Mention(NamedTuple):
    """A place where a label may stand.

    components : as written ("3", "B", "ii"). start, end : its characters in the line. strength : in (0, 3], how much
    its form speaks for a label. keyword : a word such as "Problem" stands with it. alone : nothing else is on the line.
    """

    components: tuple[str, ...]
    start: int
    end: int
    strength: float
    keyword: bool
    alone: bool


def mentions(line: str, *, heading: bool) -> list[tuple[Mention, ...]]:
    """The label that a line may begin with, and one that it may end with.

    Each with what it is where its last components belong to the answer: "(ii) X: …" is ii.X, or ii.
    """
    line = line[:2_000]
    found = []
    view, places, marks = _undecorated(line)
    first = _leading(view, heading=heading, bold=bool(_BOLD.match(line)))
    if first:
        found.append(tuple(each._replace(end=_end(line, places, marks, each.end)) for each in first))
        first = found[0]
    last = _AT_END.search(line) if heading or _BOLD.match(line) or len(line.split()) <= FEW else None
    gap = line[first[0].end : last.start("label")] if first and last else ""
    if last and not (first and (last.start("label") < first[0].end or _LETTER.search(gap))):
        component = _COMPONENT.match(line, last.start("label"))
        if component and not _PART_OF_A_TITLE.match(last["label"]):
            start = 0 if heading and not first else last.start("label")
            found.append((Mention((component["text"],), start, len(line), 1.6, True, False),))
    return found


_DRESS = re.compile(
    r"\\(?:text(?:bf|it|rm|sc|sf|tt)?|(?:sub){0,2}section\*?|(?:sub)?paragraph\*?|noindent|indent|large|Large|bf|bfseries|emph|"
    r"underline|hspace\*?|vspace\*?|mathbf|mathrm)(?![A-Za-z])\s*\{?|\\(?=[.\-()#*_\[\]>])|\$|(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}"
    r"|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|</?[a-z][^<>]{0,80}>|\}|`"
)
_BOLD = re.compile(
    r"[\W\d]{0,12}?(?:\*\*|__|(?<!\w)[*_](?=\w)|<(?:b|strong|u|mark|p)\b|\\(?:textbf|(?:sub)*section|(?:sub)?paragraph)\b)"
)
_DRESSED = 200
_COMMAS = re.compile(r"^\W*(?P<label>\d{1,2}(?:\s*[,.]\s*(?:[A-Za-z]|[ivx]{1,4}|\d))+)\s*\)?\s*$")


def _undecorated(line: str) -> tuple[str, Sequence[int], Sequence[tuple[int, int]]]:
    """The line without marks of emphasis, HTML and LaTeX near its beginning, where each character stands, the marks."""
    marks = [found.span() for found in _DRESS.finditer(line[:_DRESSED])]
    commas = _COMMAS.match(line)
    if commas and "," in commas["label"]:
        marks += [found.span() for found in re.finditer(r"\s+", line)]
        line = line.replace(",", ".")
    if not marks:
        return line, range(len(line) + 1), ()
    kept: list[int] = []
    at = 0
    for start, end in sorted(marks):
        kept += range(at, start)
        at = max(at, end)
    kept += range(at, len(line))
    return "".join(line[place] for place in kept), [*kept, len(line)], marks


def _end(line: str, places: Sequence[int], marks: Sequence[tuple[int, int]], end: int) -> int:
    """Where a label ends in the line: behind the marks that close what was opened around it, before any that opens."""
    stop = places[end]
    at = places[end - 1] + 1 if end else 0
    unclosed: Counter[str] = Counter()
    for start, behind in marks:
        mark = line[start:behind]
        kind = _PAIRS.get(mark[-1], mark)
        size = len(mark) if kind in "*_" else 1
        closes = mark in ("}", "$", "`") or kind in "*_" or mark.startswith("</")
        if start >= stop:
            break
        if start < at:
            unclosed[kind] += -size if closes and unclosed[kind] >= size else size
        elif closes and (unclosed[kind] >= size or (kind in "*_" and not line[behind : behind + 1].strip())):
            unclosed[kind] -= size
        else:
            return start
    return stop


_PAIRS = {"{": "{", "}": "{", ">": "<", "*": "*", "_": "_"}


_PART_FIRST = re.compile(
    r"^[\s#*_>]*(?:sub-?)?part\s+(?P<inner>[A-Za-z](?:[.\s]*(?:[ivx]{1,4}|\d{1,2}))?|[ivx]{1,4}|\d{1,2})\s*(?:,|of|in)\s*"
    r"(?:problem|question|exercise)\s+(?P<outer>\d{1,2})\b[\s.:)*_]*",
    re.I,
)


def _part_first(line: str, *, heading: bool) -> tuple[Mention, ...]:
    """Of "Part B.i of problem 3" the label 3.B.i."""
    found = _PART_FIRST.match(line)
    if found is None:
        return ()
    inner = re.findall(r"[ivx]+|[A-Za-z]|\d+", found["inner"])
    alone = not line[found.end() :].strip()
    strength = _strength(keyword=True, terminated=True, heading=heading, bold=False, alone=alone, compact=True)
    return (Mention((found["outer"], *inner), 0, found.end(), strength, True, alone),)


_BEHIND_TITLE = re.compile(
    r"^[\s#*_>|]*(?P<title>[^\W\d_][^\n\[\](){}|:=]{2,80}?)[\s*_–—:-]*"
    r"[(\[](?P<label>(?:[^()\[\]\n]|\([ivx\w]{1,4}\)){2,30})[)\]](?P<stop>[\s*_:.]*)"
)


_BEHIND_DASH = re.compile(
    r"^[\s#*_>|]*[^\W\d_][^\n\[\](){}|:=]{2,80}?\s+[–—-]+\s+(?P<label>\d{1,2}\.[A-Za-z](?:\.[ivx]{1,4}|\([ivx]{1,4}\))?)[\s*_:.]*$"
)


def _behind_dash(line: str) -> tuple[Mention, ...]:
    """Of "Output shape – 3.B.ii" the label 3.B.ii."""
    found = _BEHIND_DASH.match(line)
    if found is None:
        return ()
    named = _leading(found["label"], heading=True)
    if not named or named[0].end < len(found["label"]):
        return ()
    return (Mention(named[0].components, 0, found.end(), 1.2, False, True),)


def _behind_title(line: str, *, heading: bool, bold: bool) -> tuple[Mention, ...]:
    """Of "Output shape (3.B.ii)" and "**Output shape** [3.B.ii]: …" the label 3.B.ii."""
    found = _BEHIND_TITLE.match(line)
    if found is None:
        return ()
    named = _leading(found["label"], heading=True)
    alone = not line[found.end() :].strip()
    if not named or named[0].end < len(found["label"]) or len(named[0].components) < 2:
        return ()
    if not (alone and (heading or bold)) and not (bold and ":" in found["stop"]):
        return ()
    strength = _strength(
        keyword=named[0].keyword, terminated=True, heading=heading, bold=bold, alone=alone, compact=True
    )
    return (Mention(named[0].components, 0, found.end(), strength, named[0].keyword, alone),)


def _leading(line: str, *, heading: bool, bold: bool = False) -> tuple[Mention, ...]:
    """The longest label first."""
    turned = _part_first(line, heading=heading) or _behind_title(line, heading=heading, bold=bold) or _behind_dash(line)
    if turned:
        return turned
    decoration = _DECORATION.match(line)
    position = decoration.end() if decoration else 0
    start = position
    components: list[str] = []
    keyword = terminated = False
    found: list[Mention] = []
    while len(components) < 4:
        component = _COMPONENT.match(line, position)
        if component is None or not _continues(components, component, line, heading=heading, keyword=keyword):
            break
        if component["text"].casefold() in ("p",) and not component["keyword"]:
            break
        if found and not re.search(r"\s", component["lead"]):
            found.pop()
        components.append(component["text"])
        keyword = keyword or bool(component["keyword"])
        closed = bool(component["close"] or component["open"])
        terminated = closed or (component["stop"] in tuple(".:)") and bool(component["stop"]))
        position = component.end()
        mention = _mention(
            line, start, position, tuple(components), keyword=keyword, terminated=terminated, heading=heading, bold=bold
        )
        if mention is not None:
            found.append(mention)
    if found and len(found[-1].components) < len(components):
        return ()
    return tuple(found[::-1])


_OPERATOR = re.compile(r"\s*[/×·^%+=<>≤≥]")
_REST = re.compile(r"</?[a-z][^<>]{0,40}>|[\s*_#>.:)}\]\-–—=~|`]")


def _mention(
    line: str,
    start: int,
    position: int,
    components: tuple[str, ...],
    *,
    keyword: bool,
    terminated: bool,
    heading: bool,
    bold: bool,
) -> Mention | None:
    rest = line[position:]
    if rest[:1].isalnum() and not terminated:
        return None
    if not terminated and len(components) == 1 and _OPERATOR.match(rest):
        return None  # "2/n": a formula in bold
    if rest[:1].isdigit() and line[position - 1] == "." and line[position - 2] not in ")]":
        return None  # the point of a number: "7.125"
    alone = not _REST.sub("", rest)
    compact = len(components) > 1 and not re.search(r"(?<![)\].:])\s", line[start:position].strip())
    strength = _strength(
        keyword=keyword,
        terminated=terminated,
        heading=heading,
        bold=bold,
        alone=alone,
        compact=compact and (terminated or alone or heading or bold or _set_off(rest, components, line[:position])),
    )
    if strength <= 0:
        return None
    if terminated and line[position - 2 : position] in (").", "].") and rest[:1].isdigit():
        position, rest = position - 1, f".{rest}"  # "a).5": the point is the number's
    end = position + len(_SEPARATOR.match(rest)[0])  # type: ignore[index]  # it matches nothing, too
    return Mention(components, 0, end, strength, keyword, alone)


_SEPARATOR = re.compile(
    r"(?:[*_:)}]|\.(?!\d))*[ \t]*(?:(?:[:.–—=]|-{1,2}>?|[→⇒])(?=[ \t]|$)[ \t]*){0,2}(?:[*_]+(?=[ \t]|$)[ \t]*)?"
)
"""Between a label and its answer: a stop, a dash or an arrow with room on both sides; never a sign or a point of it."""


def _set_off(rest: str, components: tuple[str, ...], written: str) -> bool:
    """Whether what follows a compact label without a stop is another thing: a cell, or text behind a full label.

    Of two components one has to be a letter ("6.a 902700"), or a capital or a number has to follow ("4.1 Accuracy"),
    and where nothing separates them ("2D conv") what follows has to be no word.
    """
    following = rest.lstrip()
    if following[:1] == "|":
        return True
    if not rest[:1].isspace():
        return False
    if len(components) > 2:
        return True
    if all(each.isdigit() for each in components):
        return bool(_FULL_TEXT.match(following))
    return "." in written or not following[:1].isalpha()


_FULL_TEXT = re.compile(r"[A-Z][^\W\d_]*\b(?! ?[=(])|[-−.$]?\d")


def _strength(*, keyword: bool, terminated: bool, heading: bool, bold: bool, alone: bool, compact: bool) -> float:
    if not (keyword or terminated or heading or alone or compact or bold):
        return 0.0
    return 1.5 * keyword + 0.6 * terminated + 0.7 * heading + 0.3 * bold + 0.5 * alone + 0.6 * compact


_LETTER_BEHIND = re.compile(r"[a-z](?:[\W_]|[ivx]{1,4}\b|$)", re.I)


_DECIMAL = re.compile(r"\d+(?:[.,]\d|\s?%)")
_CLOSED = re.compile(r"[(.:)]|\s*$")


def _continues(
    components: list[str], component: re.Match[str], line: str, *, heading: bool = False, keyword: bool = False
) -> bool:
    """Whether what was matched is one more part of the label, not the first word of the text."""
    text, end = component["text"], component.end()
    following = line[end : end + 1]
    if components and component["open"] and not component["close"]:
        return False  # "i) (5·5·3)·8": a bracket of the answer's own
    if component["keyword"]:
        stuck = text.isdigit() and _LETTER_BEHIND.match(line, end)
        return bool(component["close"] or component["stop"] or stuck) or not following.isalpha()
    if component["lead"][:1] == "," and not component["keyword"]:
        shut = bool(component["stop"] or component["close"]) or bool(_CLOSED.match(line, end))
        return keyword and len(components) < 3 and shut
    if "|" in component["lead"] and not heading:
        return False
    if component["lead"].strip(" \t*_#>§")[:1] in ("–", "—", "/", "-", "|"):
        signed = component["lead"][:1].isspace() and component["lead"][-1:] in ("-", "–") and text.isdigit()
        return bool(components) and not signed and bool(_PARTED.match(line, end))
    spaced = bool(re.search(r"\s", component["lead"]))
    marked = bool(component["open"] or component["close"] or component["stop"])
    if text.isdigit():
        if components and spaced and (components[-1].isdigit() or _DECIMAL.match(line, component.start("text"))):
            return False
        if component["stop"] in ("-", "–", "—") and components and spaced and following.isalpha():
            return False  # "i) 28-by-28"
        if component["stop"] in ("-", "–", "—") and following.isspace():
            return bool(components) or not spaced
        return not (components and spaced and not marked)
    if following.isalnum() and not marked:
        if spaced and components:
            return False  # "i. six": a word
        nested = _COMPONENT.match(line, end)
        return bool(
            nested
            and not _ROMAN.match(text)
            and _ROMAN.match(nested["text"])
            and not line[nested.end() : nested.end() + 1].isalnum()
        )
    if not components:
        return True
    if spaced and not marked:
        return bool(_ONLY_PARTS.match(line, end))
    return True
