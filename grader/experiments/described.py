"""Networks that a write-up describes instead of giving their code: lists of layers, summaries, tables, sentences.

Each way of writing is read by itself; where two of them do not agree, none is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from grader.experiments.architecture import MAX_LAYERS, call
from grader.experiments.calls import CLASSES, KINDS
from grader.experiments.layers import Architecture, Layer
from grader.grids import Grid, grids
from grader.patterns import lazily

MAX_TEXT = 60_000
MAX_UNITS = 5_000
PIXELS = 784
FEWEST = 2
"""More layers in words than these make a network, even where its output layer is not named."""

Layers = list[Layer]


def described(text: str) -> list[Architecture]:
    """Return the networks that the text describes in words, none where it does not give them in full.

    >>> [network.hidden for network in described("784 -> 60 (relu) -> 40 (relu) -> 10")]
    [(60, 40)]
    """
    text = text[:MAX_TEXT]
    ways: tuple[Callable[[str], Iterator[Layers]], ...] = (_summary, _listed, _chain, _sizes, _table, _sentence)
    found: list[Layers] = []
    for way in ways:
        made = [layers for layers in way(text) if 0 < len(layers) <= MAX_LAYERS]
        if len({_units(layers) for layers in made}) > 1:
            return [_network(layers) for layers in made]
        found += made[:1]
    if not found:
        return []
    sized = [layers for layers in found if None not in _units(layers)[:-1] and _units(layers)[-1:] == (CLASSES,)]
    if len({_units(layers) for layers in sized}) > 1:
        return [_network(found[0], "its description contradicts itself")]
    return [_network(sized[0] if sized else [*found[0], Layer("dense")])]  # an output layer without a size


def _units(layers: Layers) -> tuple[int | None, ...]:
    return tuple(layer.units for layer in layers if layer.kind == "dense")


def _network(layers: Layers, *unclear: str) -> Architecture:
    return Architecture(tuple(layers), unclear=unclear)


def _dense(hidden: list[int]) -> Layers:
    return [*(Layer("dense", units) for units in hidden), Layer("dense", CLASSES)]


# Printed summaries of Keras and PyTorch

_SUMMARY = lazily(
    r"\((?P<keras>\w+)\)[\s│|┃]+[(\[]+(?:None|-1),\s*(?P<shape>[\d, ]+)[)\]]+"
    r"|\b(?P<torch>[A-Z]\w+)-\d+\s+\[-1, (?P<sizes>[\d, ]+)\]"
)


def _summary(text: str) -> Iterator[Layers]:
    layers = []
    for row in _SUMMARY.finditer(text):
        kind = KINDS.get((row["keras"] or row["torch"]).lower())
        sizes = [int(size) for size in re.findall(r"\d+", row["shape"] or row["sizes"])]
        if kind and sizes:
            units = sizes[-1] if row["keras"] else sizes[0]
            layers.append(Layer(kind, units if kind in ("dense", "conv") else None))
    yield layers


# Layers one after another: "Dense(128, relu) -> Dense(10)", "conv 5x5x20, batch norm, pool 2, fc 10"

_CALLED = "|".join(sorted(KINDS, key=len, reverse=True))
_WORDS = (
    ("normalisation", r"batch[ -]?norm(?:ali[sz]ation)?s?|bn\d?"),
    ("conv", r"conv(?:olution)?(?: layer)?"),
    ("pool", r"(?:max|avg|average)?[ -]?pool(?:ing)?s?"),
    ("global pool", r"gap|global average pooling"),
    ("dropout", r"drop(?:out)?s?"),
    ("flatten", r"flatten"),
    ("dense", r"dense(?: layers?)?|fc|fully[ -]connected(?: layers?)?|linear|ip|output(?: layer)?"),
    ("dense", r"(?:hidden )?layer \d{1,2}(?=\s?[:=(–-]\s?\d{1,4} (?:units|neurons|nodes))"),
)
_LAYER = lazily(
    rf"(?<!\w)(?P<name>{_CALLED})\s{{0,3}}\("
    r"|(?<![a-z.])(?:" + "|".join(f"(?P<k{place}>{words})" for place, (_, words) in enumerate(_WORDS)) + r")"
    r"(?P<number>\d{0,4})(?![a-z])(?P<sizes>(?:[ \t:=]*\d{1,4}[ \t]*(?:->|→)[ \t]*|[ \t:=,(]+)\d{1,4}(?![\d.x×]))?",
    re.I,
)


def _listed(text: str) -> Iterator[Layers]:
    """Every run of layers that ends with the output layer."""
    layers: Layers = []
    complete = False
    for found in _LAYER.finditer(text):
        layer = call(found["name"], _argument(text, found.end())) if found["name"] else _word(found, text)
        if layer is None:
            continue
        layers.append(layer)
        before = any(each.kind in ("dense", "conv") for each in layers[:-1])
        if before and layer.kind == "dense" and layer.units == CLASSES:
            yield layers
            layers, complete = [], True
    kinds = [layer.kind for layer in layers if layer.kind in ("dense", "conv")]
    if not complete and len(layers) > FEWEST and kinds != ["dense"]:
        yield layers


def _argument(text: str, start: int) -> str:
    """What stands in the bracket that is open at `start`, a line or two at the most."""
    depth = 1
    for place in range(start, min(len(text), start + 300)):
        depth += (text[place] in "([") - (text[place] in ")]")
        if not depth:
            return text[start:place]
    return ""


def _word(found: re.Match[str], text: str) -> Layer | None:
    """A layer in words; a convolution without a number beside it is only spoken of."""
    kind = next(kind for place, (kind, _) in enumerate(_WORDS) if found[f"k{place}"])
    if kind == "conv" and not re.search(r"\d", found[0] + text[found.end() : found.end() + 8]):
        return None if not re.search(r"\d\W?\s?$", text[max(found.start() - 8, 0) : found.start()]) else Layer(kind)
    if kind != "dense":
        return Layer(kind)
    sizes = re.findall(r"\d+", found["sizes"] or "") or re.findall(r"\d{2,}", found["number"])
    return Layer("dense", int(sizes[-1])) if sizes else None


# Numbers of units

_CHAIN = lazily(
    rf"(?<![\d.]){PIXELS}\b"
    r"(?P<rest>(?:[ \t]{0,4}(?:\([^()\n]{0,20}\))?[ \t]{0,4}(?:->|→|—|–|-|>|,|x|×)[ \t]{0,4}\d{1,4}\b){2,12})"
)
_NAMED_LIST = lazily(
    r"(?<![a-z])(?:\w{0,20}hidden\w{0,20}|(?:layer_?|n_?)?(?:dims|sizes|layers|units|neurons)|arch\w{0,10})"
    r"[ \t]{0,3}[=:]\s{0,3}"
    r"[\[(](?P<sizes>[\d,\s]+)[\])]"
    r"|\b(?:build|make|create|mlp|net|model)\w{0,20}\(\s{0,3}\[(?P<given>[\d,\s]+)\]",
    re.I,
)


def _chain(text: str) -> Iterator[Layers]:
    """784 -> 128 (relu) -> 10."""
    for found in _CHAIN.finditer(text):
        units = [int(size) for size in re.findall(r"\d+", re.sub(r"\([^()]*\)", "", found["rest"]))]
        if CLASSES in units[1:]:
            yield _dense(units[: units.index(CLASSES)])


def _sizes(text: str) -> Iterator[Layers]:
    """Hidden = [333, 333, 334]."""
    for found in _NAMED_LIST.finditer(text):
        units = [int(size) for size in re.findall(r"\d{1,5}", found["sizes"] or found["given"])]
        units = units[1:] if units[:1] == [PIXELS] else units
        units = units[:-1] if units[-1:] == [CLASSES] else units
        if units and max(units) <= MAX_UNITS:
            yield _dense(units)


def _table(text: str) -> Iterator[Layers]:
    """A table with a row for each layer and a column for its units."""
    for grid in grids(text):
        layers = _of_table(grid)
        if layers:
            yield layers


def _of_table(grid: Grid) -> Layers:
    columns = [place for place, name in enumerate(grid.names) if re.search(r"unit|neuron|size|nodes", name, re.I)]
    if not columns or not re.search(r"layer|schicht|couche|capa|^#?$", grid.names[0], re.I):
        return []
    layers = []
    for row in grid.rows:
        size = row.cells[columns[0]].strip()
        hidden = not re.search(r"conv|pool|drop|flat|input|norm", row.cells[0], re.I)
        if not size.isdigit() or int(size) > MAX_UNITS:
            return []
        if hidden:
            layers.append(Layer("dense", int(size)))
    return layers if layers and layers[-1].units == CLASSES else []


# Sentences

_COUNTS = {"one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_AND = r"\s{0,2}(?:[,/+x&–-]|(?:,\s)?\b(?:and|then|und|et|puis|y)\b)\s{0,2}"
_SAID = lazily(
    rf"\b(?P<count>{'|'.join(_COUNTS)}|[1-6])\shidden\slayers?\b,?"
    r"(?:\s{0,2}(?:of|with|each|having|has|have|sizes?|units|neurons|:|\()){0,4}\s{0,2}"
    rf"(?P<units>\d{{1,4}}(?:{_AND}\d{{1,4}})*)(?![\d.%])"
    rf"|\b(?:hidden layers?|hidden units|network|net)\s?:\s{{0,2}}(?P<listed>\d{{1,4}}(?:{_AND}\d{{1,4}})+)(?![\d.%])",
    re.I,
)


def _sentence(text: str) -> Iterator[Layers]:
    """Four hidden layers of 250 units."""
    for found in _SAID.finditer(text):
        units = [int(size) for size in re.findall(r"\d+", found["units"] or found["listed"])]
        said = found["count"]
        count = len(units) if not said else _COUNTS.get(said.casefold()) or int(said)
        units = units * count if len(units) == 1 else units
        if len(units) == count and PIXELS not in units:
            yield _dense(units[:-1] if len(units) > 1 and units[-1] == CLASSES and not said else units)
