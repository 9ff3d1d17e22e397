"""A text with its layout and spelling made plain, and the way back to every character as it was written.

LaTeX's layout commands, Markdown's marks, bullets, look-alikes, soft line breaks and number words are dealt with here,
once, so that whoever reads the view meets one spelling only. What was bold, boxed, bulleted or joined is kept as spans.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from grader.patterns import lazily

MAX_TEXT = 60_000
"""Characters of a text that are looked at."""

Change = str | Callable[[re.Match[str]], str]

_ALIKE = str.maketrans(
    dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
    | {"−": "-", "‐": "-", "‑": "-", "⁄": "/", "∕": "/", "∗": "*", "⋅": "·", "∙": "·", "⨯": "×", "✕": "×", "✖": "×"}
    | {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "´": "'", "＝": "=", "：": ":"}
    | {"，": ",", "（": "(", "）": ")", "х": "x", "➔": "→", "➜": "→", "⟶": "→", "⟹": "⇒", "➡": "→", "▸": "•", "▪": "•"}
    | {"●": "•", "◦": "•", "‣": "•", "µ": "μ", "∼": "~", "≃": "≈", "≅": "≈"}
)
_INVISIBLE = lazily("[\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufeff\ufe0f]")
_LATEX: tuple[tuple[re.Pattern[str], Change], ...] = (
    (lazily(r"\{,\}"), ","),
    (lazily(r"\\[,;:!](?=[(\[])"), ""),
    (lazily(r"(?<!\\)\\(?:,|;|:|!|>| )|(?<!\\)~(?=\w)(?<=\w~)"), " "),
    (lazily(r"\\(?:qquad|quad|displaystyle|textstyle|limits|hfill|noindent|centering|newline|hline|left|right|[bB]igg?[lr]?)(?![A-Za-z])"), " "),
    (lazily(r"\\(?:begin|end)\s*\{(?:align|equation|gather|split|aligned|gathered|eqnarray|math|displaymath|center|flushleft|itemize|enumerate|quote|multline|alignat)\*?\}(?:\{\d+\})?"), " "),
    (lazily(r"\\item(?![A-Za-z])\s*(?:\[[^\]\n]{0,12}\])?"), "- "),
    (lazily(r"\\(?:times)(?![A-Za-z])"), "×"),
    (lazily(r"\\(?:cdot|ast)(?![A-Za-z])"), "·"),
    (lazily(r"\\(?:approx|simeq|cong)(?![A-Za-z])"), "≈"),
    (lazily(r"\\sim(?![A-Za-z])"), "~"),
    (lazily(r"\\(?:to|rightarrow|Rightarrow|longrightarrow|Longrightarrow|implies|therefore|mapsto|iff)(?![A-Za-z])"), "→"),
    (lazily(r"\\(?:leftarrow|gets)(?![A-Za-z])"), "←"),
    (lazily(r"\\([%#&_$*])"), r"\1"),
    (lazily(r"\\(?:text|textrm|textbf|textit|texttt|textsf|mbox|emph|underline)\s*\{([^{}\n]{0,120})\}"), lambda found: _worded(found)),
    (lazily(r"\\[()\[\]]|\${1,2}"), " "),
)  # fmt: skip
_MATRIX = lazily(
    r"\\begin\s*\{[a-zA-Z]*(?:matrix|array|cases)\*?\}.*?\\end\s*\{[a-zA-Z]*(?:matrix|array|cases)\*?\}", re.S
)
_BREAK = lazily(r"\\\\(?:\[\d*\.?\d*\w*\])?[ ]*\n?")
_AMPERSAND = lazily(r"[ ]&(?=[ ]?[=≈<>≤≥])|&")
_QUOTE = lazily(r"^[ ]*(?:>(?!>)[ ]?)+", re.M)
_HEADING = lazily(r"^[ ]{0,3}#{1,6}[ ]+", re.M)
_BULLET = lazily(r"^[ ]*(?:[-*+•–—][ ]+|•)(?:\[[ xX]\][ ]+)?(?=\S)", re.M)
_ITEM = lazily(r"^[ ]*\(?(?P<number>\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)](?=[ ]+\S)", re.M)
_CODE_MARK = lazily(r"`+")
_BOLD = lazily(
    r"(?<![\w)\]}*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w(\[{*])|(?<!\w)_{2,3}(?=[^\s_])|(?<=[^\s_])_{2,3}(?!\w)"
)
_SHOUT = lazily(r"(?<=[\w)\]}%])!+(?!=)")
_GETS = lazily(r"(?:(?<=[A-Za-z_)\]] )|(?<=[A-Za-z_)\]]))<-(?= )")
"""An arrow that assigns; "x<-3" compares."""
_PROMPT = lazily(r"^[ ]*(?:(?:In|Out) ?\[\d{0,5}\]:|>>>|\.\.\.(?=[ \n]|$)|\$(?=[ ]\S))", re.M)
_FENCE = lazily(r"^[ ]*(?:```|~~~)[^\n]*$", re.M)
_TAG = lazily(r"</?(?:b|i|u|em|strong|br|p|span|div|mark|code|sup|sub|h\d)\b[^<>\n]{0,80}/?>", re.I)


def _worded(found: re.Match[str]) -> str:
    r"""Return what a \text{…} holds, set off by spaces unless it is an index."""
    before = found.string[max(0, found.start() - 2) : found.start()]
    return found[1] if before[-1:] in ("_", "^", "{") else f" {found[1]} "


class View:
    """A text made plain.

    text : the plain text. source : the text as written. items : places in the source where a bullet or an enumerator
    that was blanked began. bold : spans of emphasised stretches, in the source. joined : places of the view where a line
    break was taken for a space.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = source[:MAX_TEXT]
        self._places: list[int] = list(range(len(self.text) + 1))
        self.bold: list[tuple[int, int]] = []
        self.items: set[int] = set()
        self.joined: list[int] = []

    def replace(self, pattern: re.Pattern[str], change: Change) -> None:
        """Replace every match; what is put in its place is traced back to the whole match."""
        pieces: list[str] = []
        places: list[int] = []
        at = 0
        for found in pattern.finditer(self.text):
            new = change(found) if callable(change) else found.expand(change) if "\\" in change else change
            if new == found[0]:
                continue
            start, end = found.span()
            pieces += (self.text[at:start], new)
            places += self._places[at:start]
            places += _traced(self.text, self._places, start, end, new)
            at = end
        if pieces:
            pieces.append(self.text[at:])
            places += self._places[at:]
            self.text, self._places = "".join(pieces), places

    def blank(self, spans: Iterable[tuple[int, int]]) -> None:
        """Put spaces in place of the characters of these spans, which are in order."""
        pieces: list[str] = []
        at = 0
        for start, end in spans:
            pieces += (self.text[at:start], re.sub(r"[^\n]", " ", self.text[start:end]))
            at = max(at, end)
        self.text = "".join((*pieces, self.text[at:]))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters as written that these became."""
        first = self._places[min(start, len(self._places) - 1)]
        last = self._places[min(max(end - 1, start), len(self._places) - 1)] + 1 if end > start else first
        follower = self._places[min(end, len(self._places) - 1)]
        if follower > last and not self.source[last:follower].strip(" \n\t$*_`\\,;"):
            return first, last
        return first, max(last, min(follower, last + 400)) if follower > last else last

    def place(self, source: int) -> int:
        """Return where in the view a character as written stands."""
        return bisect.bisect_left(self._places, source)


def _traced(text: str, places: list[int], start: int, end: int, new: str) -> list[int]:
    """Return a place for each new character: its own where it is kept within the match, else the match's first."""
    if len(new) == end - start:
        return places[start:end]
    inner = text.find(new.strip(), start, end) if new.strip() else -1
    if inner >= 0:
        lead = len(new) - len(new.lstrip())
        tail = len(new) - lead - len(new.strip())
        return [places[inner]] * lead + places[inner : inner + len(new.strip())] + [places[end - 1]] * tail
    return [places[start]] * len(new)


def plain(source: str) -> View:
    """Return the view of a text, without a look at its numbers and line breaks yet."""
    view = View(source)
    view.text = view.text.translate(_ALIKE)
    view.replace(_INVISIBLE, "")
    view.replace(_PROMPT, lambda found: " " * len(found[0]))
    view.replace(_FENCE, lambda found: " " * len(found[0]))
    view.replace(_TAG, lambda found: " ")
    matrices = [found.span() for found in _MATRIX.finditer(view.text)] if "\\begin" in view.text else []
    if "\\" in view.text or "$" in view.text or "{,}" in view.text:
        _without_layout(view, matrices)
    view.replace(_QUOTE, lambda found: " " * len(found[0]))
    view.replace(_HEADING, lambda found: " " * len(found[0]))
    _bullets(view)
    _emphasis(view)
    view.replace(_SHOUT, ".")
    view.replace(_GETS, "←")
    return view


def _without_layout(view: View, matrices: list[tuple[int, int]]) -> None:
    starts = [start for start, _ in matrices]

    def outside(found: re.Match[str], change: str) -> str:
        place = bisect.bisect_right(starts, found.start()) - 1
        return found[0] if place >= 0 and found.start() < matrices[place][1] else change

    if matrices or "&" in view.text or "\\\\" in view.text:
        view.replace(_BREAK, lambda found: outside(found, "\n"))
        matrices[:] = [found.span() for found in _MATRIX.finditer(view.text)]
        starts[:] = [start for start, _ in matrices]
        if "\\" in view.text:
            view.replace(_AMPERSAND, lambda found: outside(found, " "))
    for pattern, change in _LATEX:
        view.replace(pattern, change)


def _bullets(view: View) -> None:
    """Blank the bullets and the enumerators of lists; a lone "1." in front of a text is left, for it may be the answer."""
    bullets = list(_BULLET.finditer(view.text))
    view.items.update(view.span(found.end() - 1, found.end())[0] for found in bullets)
    view.blank(found.span() for found in bullets)
    items = list(_ITEM.finditer(view.text))
    follow = {0: 1}
    for one, two in pairwise(items):
        if one["number"].isdigit() and two["number"].isdigit() and int(two["number"]) == int(one["number"]) + 1:
            follow[one.start()] = follow[two.start()] = 1
    blanked: list[tuple[int, int]] = []
    for found in items:
        if (
            (found.start() in follow and found.start() > 0)
            or not found["number"].isdigit()
            or (found.start() == 0 and len(items) > 1 and items[1].start() in follow)
        ):
            view.items.add(view.span(found.end() - 1, found.end())[0])
            blanked.append(found.span())
    view.blank(blanked)


def _emphasis(view: View) -> None:
    view.replace(_CODE_MARK, lambda found: " " * len(found[0]))
    marks = list(_BOLD.finditer(view.text))
    for one, two in pairwise(marks):
        if one[0] == two[0] and "\n\n" not in view.text[one.end() : two.start()]:
            view.bold.append(view.span(one.end(), two.start()))
    view.blank(mark.span() for mark in marks)
