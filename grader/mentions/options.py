"""Options in a text: yes and no where they answer, claims in whole sentences, options by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from grader.mentions.mention import Mention
from grader.patterns import lazily
from grader.text import Text
from grader.text.lexicon import languages, words

MAX_OPTIONS = 60


Option = Mention[str]
"""An option in a text."""


_BEHIND = lazily(r"[\s*_`\"')\]]*(?:[.,;:!?)–—-]|\n|$|\||=>|\[|\(|#|//)|\s+(?:because|since|as|it|they|we|you|this|that|the|because|but|and|for|by|weil|da|denn|car|porque|ya|pues|puisque|a bit|a little|slightly|somewhat|of course|both|i|he|not|slower|faster|less|twice|in|at|with)\b", re.I)  # fmt: skip
_LEAD = lazily(
    r"(?:^|\n|[.;:!?(\[|→=,>\"'#]|->|=>|\b(?:answer|is|are|so|thus|hence|therefore|say|says|a|say|clearly|well|then|biases|antwort|respuesta|réponse|and|und|y|et|slower|also|normally|usually|generally|mostly|basically|actually|strictly|typically|principle|often))\s*[*_`\"'(\[#$>]*\s*(?:definitely |clearly |i think |i say |i'd say |of course |well,? |in general |generally )?$",
    re.I,
)
_BOX = lazily(r"\[(?P<mark>[ xX✓✔]?)\][ ]*(?P<word>[^\W\d_]+)")
_SENTENCE = lazily(r"[^.;!?\n]+(?:\.(?=\w)[^.;!?\n]+)*\??")
_OPENED = lazily(r"[\s*_`\"'(>-]*(?:yes|no|ja|nein|oui|non|sí|si)\b[ ]*[,:–—-]", re.I)
"""What answers before the sentence says it: "No, it …"."""

_NOT = lazily(r"\b(?:not|never|hardly|no|nor|neither|without|cannot|nicht|kein\w*|pas|jamais|nunca)\b|n['’]t\b", re.I)
_NOT_JUST_BEFORE = lazily(
    r"(?:\b(?:not|never|cannot|no)|n['’]t)\W+(?:(?:really|actually|significantly|be|being|get|any)\W+)?$", re.I
)
_UNSURE = lazily(r"\b(?:if|whether|unless|wrong|false|myth|would|might|could|but|although|only)\b|\?$", re.I)


@cache
def _polar(language: str) -> re.Pattern[str]:
    spoken = languages() if not language else ("en", language)
    yes = "|".join(dict.fromkeys(words("YES", each).pattern for each in spoken))
    no = "|".join(dict.fromkeys(words("NO", each).pattern for each in spoken))
    return re.compile(rf"(?P<yes>{yes})|(?P<no>{no})", re.I)


def polar(text: Text, claim: Sequence[re.Pattern[str]]) -> tuple[Option, ...]:
    """Return where a text says yes or no, and the sentences that say it: "dropout does not slow down inference"."""
    found: list[Option] = []
    boxes = list(_BOX.finditer(text.text))
    for mark in _polar(text.language).finditer(text.text):
        value = "yes" if mark["yes"] else "no"
        box = next((box for box in boxes if box.start("word") == mark.start()), None)
        if box is not None:
            if box["mark"].strip():
                found.append(Option(value, mark.start(), mark.end(), mark.start(), "ticked"))
            continue
        cell = text.cell(mark.start())
        if cell is not None and text.text[cell.start : cell.end].strip(" *_`").casefold() == mark[0].casefold():
            found.append(Option(value, mark.start(), mark.end(), mark.start(), "said"))
            continue
        if not _LEAD.search(text.text[max(0, mark.start() - 40) : mark.start()]):
            continue
        if not _BEHIND.match(text.text, mark.end()):
            continue
        found.append(Option(value, mark.start(), mark.end(), mark.start(), "said"))
    found += _claims(text.text, claim)
    return tuple(sorted(found, key=lambda each: each.start)) if len(found) <= MAX_OPTIONS else ()


def _claims(text: str, claim: Sequence[re.Pattern[str]]) -> Iterator[Option]:
    """The sentences that speak of all that the claim does, and affirm or deny it in one way."""
    for sentence in _SENTENCE.finditer(text) if claim else ():
        said = [stems.search(sentence[0]) for stems in claim]
        if None in said:
            continue
        verb = said[0]
        opened = _OPENED.match(sentence[0])
        reach = sentence[0][opened.end() if opened else 0 : max(mark.end() for mark in said if mark)]
        denials = _NOT.findall(reach)
        denied = bool(verb and _NOT_JUST_BEFORE.search(sentence[0][: verb.start()]))
        if _UNSURE.search(sentence[0]) or len(denials) != denied:
            continue
        yield Option("no" if denied else "yes", sentence.start(), sentence.end(), sentence.start(), "claim")


def named(text: Text, options: Mapping[str, Sequence[str]]) -> tuple[Option, ...]:
    """Return where a text names one of the options; a single letter only where it can't be a word of a sentence."""
    spelled = sorted(
        ((spelling, name) for name, spellings in options.items() for spelling in spellings),
        key=lambda pair: -len(pair[0]),
    )
    taken: list[Option] = []
    for spelling, name in spelled:
        letter = len(spelling) == 1 and spelling.isalpha()
        flags = 0 if letter else re.I
        said = rf"(?<![^\W_])(?:{re.escape(spelling)}{'|' + spelling.lower() + '(?=[).])' if letter else ''})(?![^\W_]|['’][a-z])"
        for mark in re.finditer(said, text.text, flags):
            if letter and mark[0] in "AI" and re.match(r"\s+[a-z]{2,}", text.text[mark.end() :]):
                continue  # "A GRU …"
            if not any(each.start < mark.end() and mark.start() < each.end for each in taken):
                taken.append(Option(name, mark.start(), mark.end(), mark.start(), "named"))
    return tuple(sorted(taken, key=lambda each: each.start)) if len(taken) <= MAX_OPTIONS else ()
