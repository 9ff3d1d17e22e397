"""Answers in German, Spanish and French as the readers take them: the field's words in English, numbers with a point.

The cues of the answer types are English words. Here the words of another language that they look for are put in
English, one by one, and "97,82 %" and "60.000" into the form of English numbers; every position can be traced back to
what was written. Only a text with more such words than English ones is touched, and no code.
"""

from __future__ import annotations

import bisect
from functools import cache, lru_cache
from typing import NamedTuple

from grader.model.documents import Segment
from grader.patterns import lazily

MAX_TEXT = 20_000
"""Characters of a segment that are put into English; an answer is shorter."""

_BOTH = frozenset(
    {
        "no",
        "die",
        "also",
        "man",
        "pour",
        "par",
        "or",
        "on",
        "car",
        "an",
        "hat",
        "son",
        "form",
        "as",
        "me",
        "sans",
        "est",
    }
    | {"un", "des", "se", "so", "note", "fine", "gives", "total"}
)
"""Words of another language that are English as well: no sign of either."""

_SAMPLE = 3_000

_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "are",
        "is",
        "to",
        "with",
        "we",
        "has",
        "have",
        "for",
        "so",
        "it",
        "that",
        "this",
        "by",
        "from",
        "as",
        "because",
        "be",
        "each",
        "which",
        "when",
        "was",
        "can",
        "not",
        "i",
        "there",
        "our",
        "you",
    ]
)

_GERMAN = """
also so | somit thus | damit thus | daher therefore | folglich therefore | deshalb therefore | insgesamt in_total |
gesamt total | zusammen altogether | ergibt gives | ergeben gives | ergebnis result | antwort answer | summe sum |
gleich equals | macht makes | erhält obtains | erhalten obtain | bekommt gets | bekommen get | liefert yields |
wird becomes | werden become | hat has | haben have | ist is | sind are | gibt are | beträgt is | parameter parameters |
parametern parameters | gewicht weight | gewichte weights | gewichten weights | schicht layer | schichten layers |
versteckte hidden | versteckten hidden | versteckter hidden | verdeckte hidden |
verdeckten hidden | verdeckter hidden | verborgene hidden | verborgenen hidden |
ausgabeschicht output_layer | eingabeschicht input_layer | bild image | bilder images | bildern images | kanal channel |
kanäle channels | kanälen channels | filtern filters | kern kernel | eingabe input | eingaben inputs |
trainingseingaben training_inputs | eingang input | ausgabe output | ausgang output | zielwerte targets |
zielwerten targets | ziele targets | zielen targets | größe size | grösse size | vektor vector | länge length |
höhe height | breite width | tiefe depth | zeilen rows | spalten columns | wert value | werte values | werten values |
grauwerte values | pixelwerte values | wertebereich range | bereich range | zwischen between | von from | vom from |
bis to | liegen lie | liegt lies | pro per | jedes each | jede each | jeder each | jedem each | jeden each | alle all |
allen all | vier four | eins one | ein one | eine one | einen one | einer one | einem one | zwei two | drei three |
fünf five | sechs six | sieben seven | acht eight | neun nine | zehn ten | genügt suffices | genügen suffice |
reicht suffices | reichen suffice | braucht needs | brauchen need | benötigt needs | nicht not | kein no | keine no |
ohne without | weil because | da because | denn because | oder or | und and | statt instead | falsch wrong |
fenster window | mittel mean | mittelwert mean | mindestens at_least | höchstens at_most | etwa about |
ungefähr about | genauigkeit accuracy | testgenauigkeit test_accuracy | für for | matrizen matrices | einsen ones |
nullen zeros | der the | die the | das the | den the | dem the | des of | mit with | auf on | bei at | nach after |
wir we | man one_ | auch too | immer always | jeweils each | minimal minimum | zahl number | anzahl number |
identisch identical | derselben same | dieselbe same | beispiele examples | klassen classes | merkmale features |
wahrscheinlichkeit probability | verwechselt confused | verwechseln confuse | häufigsten most | neuer new |
form shape | der+länge of_length | erste first | zweite second | dritte third |
vierte fourth | langsam slow | fache times | fach times | mal times | schnell fast | langsame slow | schnelle fast | vorhersage prediction |
training training | stapel batch | parametern parameters
"""

_SPANISH = """
capa layer | capas layers | oculta hidden | ocultas hidden | salida output | entrada input | entradas inputs |
etiquetas labels | objetivos targets | parámetros parameters | parametros parameters | peso weight | pesos weights |
sesgo bias | sesgos biases | filtro filter | filtros filters | canal channel | canales channels | imagen image |
imágenes images | imagenes images | píxeles pixels | pixeles pixels | forma shape | tamaño size | dimensión dimension |
dimensiones dimensions | valores values | valor value | entre between | desde from | hasta to | de of | a to |
rango range | intervalo interval | resultado result | respuesta answer | tanto therefore | entonces so | luego so |
así so | da gives | dan give | son are | es is | hay are | tiene has | tienen have | queda becomes | obtenemos obtain |
obtiene obtains | cada each | todas all | todos all | cuatro four | casos cases | uno one | un one | una one |
dos two | tres three | cinco five | seis six | siete seven | ocho eight | nueve nine | diez ten | basta suffices |
bastan suffice | falta need | hacen make | necesitan need | necesita needs | porque because |
pues because | que that | sin without | o or | y and | e and | mínimo minimum | máximo maximum |
longitud length | alto height | altura height | ancho width | matriz matrix | exactitud accuracy |
precisión accuracy | prueba test | entrenamiento training | probabilidad probability | unos ones | ceros zeros |
filas rows | columnas columns | aproximadamente approximately | mismo same | misma same | el the | la the | los the |
las the | del of | con with | por by | para for | en in | se one_ | va goes | van go | número number | numero number |
vectores vectors | confunde confuses | confunden confuse | confundidos confused | ejemplos examples |
clases classes | pasa becomes | pasan become | primera first |
segunda second | tercera third | cuarta fourth | lento slow | veces times | lenta slow | rápido fast | rápida fast | rapido fast | predicción prediction | lote batch | primer first | segundo second | tercer third | cuarto fourth |
capa+oculta hidden_layer | capas+ocultas hidden_layers | ya+que because
"""

_FRENCH = """
couche layer | couches layers | cachée hidden | cachées hidden | sortie output | entrée input | entrées inputs |
étiquettes labels | cibles targets | paramètres parameters | poids weights | biais biases | filtre filter |
filtres filters | canal channel | canaux channels | forme shape | taille size | valeurs values | valeur value |
entre between | jusqu to | à to | de of | plage range | intervalle interval | résultat result | réponse answer |
donc so | ainsi thus | alors so | soit that_is | donne gives | donnent give | obtient obtains | obtenons obtain |
est is | sont are | devient becomes | chaque each | tous all | toutes all | quatre four | cas cases | un one | une one |
deux two | trois three | cinq five | sept seven | huit eight | neuf nine | dix ten | suffit suffices |
suffisent suffice | faut needs | car because | parce because | puisque since | pas not | sans without | ou or | et and |
vecteur vector | longueur length | hauteur height | largeur width | matrice matrix | précision accuracy |
exactitude accuracy | entraînement training | apprentissage training | probabilité probability | lignes rows |
colonnes columns | environ about | même same | mêmes same | le the | la the | les the | des of | du of | en in |
au to | aux to | avec with | pour for | par by | dans in | on one_ | nous we | il it | nombre number |
exemples examples | lent slow | fois times | lente slow | rapide fast | prédiction prediction | lot batch |
a has | au+moins at_least | vont go | va goes | uns ones | première first | deuxième second | troisième third |
quatrième fourth | couche+cachée hidden_layer | couches+cachées hidden_layers | niveaux levels
"""

_WORD = lazily(r"(?<![\w\\.])[^\W\d_]{2,}(?!\w)")
_PIECE = lazily(
    r"(?P<word>(?<![\w\\.])(?:[^\W\d_]{2,}|(?<=[ \d])[aàeoyu](?=[ \d]))(?!\w))"
    r"|(?P<number>(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d,]|\.\d)|(?<![\w.,])\d+,\d+(?!,?\d|\.\d))"
    r"|(?P<semicolon>;)|(?P<open>[(\[{])|(?P<close>[)\]}])"
)
_SEMICOLONS = lazily(r"[(\[{][^()\[\]{}]*;")
_LIST = lazily(r"[(\[{]\s*\d+(?:\s*,\s*\d+)*\s*[)\]}]|[\[{]")
"""A bracket with whole numbers in it, or a square one: a shape, a range, a row."""

_ENTRIES = lazily(r"[(\[{]\s*[-\d.,/]+(?:\s*;\s*[-\d.,/]+)+\s*[)\]}]")
_COMMA_PERCENT = lazily(r"(?<![\d.,])\d{1,3},\d{1,2}\s*\\?%")
_PAIR = lazily(r"[^\W\d_]+[ \t]+[^\W\d_]+")
_POINT = lazily(r"(?<![\d.,])(?:0?\.\d+|\d+\.(?:\d{1,2}|\d{4,}))(?![\d.])")


@cache
def dictionary(language: str) -> dict[str, str]:
    """Return the words of a language that the readers know, in English."""
    table = {"de": _GERMAN, "es": _SPANISH, "fr": _FRENCH}[language]
    pairs = (entry.split() for entry in table.replace("\n", " ").split("|"))
    return {foreign.replace("+", " "): english.replace("_", " ").strip() for foreign, english in pairs}


class Translated(NamedTuple):
    """A segment in the readers' English.

    news, olds : where each stretch begins, here and as written. changed : whether it was changed.
    """

    segment: Segment
    news: tuple[int, ...]
    olds: tuple[int, ...]
    changed: tuple[bool, ...]

    def span(self, span: tuple[int, int]) -> tuple[int, int]:
        """The characters as written that became these."""
        return self._back(span[0]), self._back(span[1], end=True)

    def _back(self, place: int, *, end: bool = False) -> int:
        known = bisect.bisect_right(self.news, place - 1 if end else place) - 1
        if self.changed[max(known, 0)]:
            return self.olds[known + 1] if end else self.olds[known]
        return self.olds[known] + place - self.news[known]


def language(text: str) -> str:
    """The language whose words a text has more of than English ones: "de", "es", "fr", else "".

    >>> language("Die Ausgabe hat die Größe 28×28×8."), language("The output has size 28×28×8.")
    ('de', '')
    """
    words = [word for word in _WORD.findall(text[:_SAMPLE].casefold()) if word not in _BOTH]
    if not words:
        return ""
    english = sum(word in _ENGLISH for word in words)
    scores = {
        name: sum(word in (known := dictionary(name)) and known[word] != word for word in words)
        for name in ("de", "es", "fr")
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > english and scores[best] * 4 >= sum(len(word) > 2 for word in words) else ""


@lru_cache(maxsize=64)
def translated(segment: Segment) -> Translated | None:
    """The segment in English, or None where it is in English already, or in no language that is known."""
    text = segment.text
    if len(text) > MAX_TEXT:
        return None
    spoken = language("\n".join(block.text for block in segment.blocks if block.kind != "code"))
    if not spoken and (_POINT.search(text) or not _COMMA_PERCENT.search(text)):
        return None
    known = dictionary(spoken) if spoken else {}
    points = bool(_POINT.search(text))
    blocks, news, olds, altered = [], [0], [0], [False]
    new = old = 0
    for block in segment.blocks:
        if block.kind == "code":
            changed = block.text
        else:
            pieces: list[str] = []
            at = length = 0
            for start, end, english in _changes(block.text, known, points=points):
                pieces += (block.text[at:start], english)
                length += start - at
                news += (new + length, new + length + len(english))
                olds += (old + start, old + end)
                altered += (True, False)
                length += len(english)
                at = end
            pieces.append(block.text[at:])
            changed = "".join(pieces)
        blocks.append(block._replace(text=changed))
        new, old = new + len(changed) + 2, old + len(block.text) + 2
        news.append(new)
        olds.append(old)
        altered.append(False)
    return Translated(segment._replace(blocks=tuple(blocks)), tuple(news), tuple(olds), tuple(altered))


def _changes(text: str, known: dict[str, str], *, points: bool) -> list[tuple[int, int, str]]:
    """(start, end, English) of each word and number that is written otherwise."""
    changes = []
    brackets: list[int] = []
    done = 0
    for found in _PIECE.finditer(text):
        start, end = found.span()
        if start < done:
            continue
        if found["semicolon"]:
            if len(brackets) > 1 and _ENTRIES.match(text, brackets[-1]):
                changes.append((start, end, ","))
        elif found["word"]:
            pair = _PAIR.match(text, start)
            english = known.get(" ".join(pair[0].casefold().split())) if pair else None
            if pair and english is not None:
                end = done = pair.end()
            else:
                english = known.get(found[0].casefold())
            if english is not None and english != found[0]:
                changes.append((start, end, english))
        elif found["open"]:
            brackets.append(start)
        elif found["close"]:
            del brackets[-1:]
        elif not brackets or _SEMICOLONS.match(text, brackets[-1]) or not _LIST.match(text, brackets[-1]):
            plain = found[0].replace(".", "") if not points or "," in found[0] else found[0]
            changes.append((start, end, plain.replace(",", ".")))
    return changes
