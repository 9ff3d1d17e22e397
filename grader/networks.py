"""How students write down a small network: the readings of a text, each in one and the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from grader.maths import Run, evaluate, scan
from grader.maths.nodes import Call, Chain, Group, Matrix, Neg, Node, Num, Power, Product, Quotient, Sum, Sym
from grader.model.answers import Unreadable
from grader.patterns import lazily

MAX_UNITS = 12
MAX_TEXT = 10_000


class Unit(NamedTuple):
    """A unit: its name, its weights by the name of what comes in, its bias, and its activation.

    activation : "relu", "threshold", or "" where it was not said.
    """

    name: str
    weights: tuple[tuple[str, Fraction], ...]
    bias: Fraction
    activation: str


class Net(NamedTuple):
    """Units in order, the output last; the inputs are x1 and x2, hidden units h1, h2 …, the output y."""

    units: tuple[Unit, ...]
    biases_said: bool = True


Reading = tuple[Net, tuple[int, int], float]


def readings(text: str) -> list[Reading]:
    """Every network that a text gives in full, with its place and how sure that is."""
    text = text[:MAX_TEXT]
    stepped = _STEP.sub(lambda found: found[1] + "relu(".rjust(len(found[0]) - len(found[1])), text)
    places = [found.start() for found in _TIMES.finditer(stepped)]
    runs = [
        run._replace(start=_before(places, run.start), end=_before(places, run.end))
        for run in scan(_TIMES.sub("*", stepped), letters=True)
    ]
    found = [*_formulas(runs, steps=stepped != text), *_matrices(runs, text), *_named(runs, text), *_prose(text)]
    torn = [run for run in runs if _TORN.match(text, run.end)]
    return [
        (net, span, min(confidence, 0.5) if any(span[0] <= run.start <= span[1] for run in torn) else confidence)
        for net, span, confidence in _distinct(found)
    ]


_TORN = lazily(
    r"[ \t]*(?:[-−+*/^·×][ \t]*)?(?:(?:\\(?:cdot|times)[ \t]*)?[a-zA-Z]_?\{?\d|"
    r"\\(?!text|q?quad|end|right|[Bb]ig|\w*arrow|to\b|newline)[a-zA-Z])"
)
"""Right behind a formula: it goes on with what could not be read."""


_TIMES = lazily(r"(?<=\d)(?=[xX][12](?!\d))")


def _before(places: list[int], position: int) -> int:
    """The position without the signs that were put in at these places."""
    for inserted, place in enumerate(places):
        if place + inserted >= position:
            return position - inserted
    return position - len(places)


_STEP = lazily(r"(^|[^\w\\])(?:step|heaviside|threshold|sgn|sign)\s*\(", re.I)


def _distinct(found: list[Reading]) -> list[Reading]:
    """Without those that another says more fully: with an activation, or with a bias."""
    kept: list[Reading] = []
    for reading in sorted(found, key=lambda each: -sum(bool(unit.activation) for unit in each[0].units)):
        if not any(_agrees(reading[0], other[0]) for other in kept):
            kept.append(reading)
    return kept


def _agrees(one: Net, other: Net) -> bool:
    return len(one.units) == len(other.units) and all(
        mine.weights == theirs.weights
        and (mine.bias == theirs.bias or not one.biases_said)
        and mine.activation in ("", theirs.activation)
        for mine, theirs in zip(one.units, other.units, strict=True)
    )


def shown(net: Net) -> str:
    """The units as formulas, parted by semicolons."""
    return "; ".join(f"{unit.name} = {_formula(unit)}" for unit in net.units)


def _formula(unit: Unit) -> str:
    terms = [name if weight == 1 else f"{weight}*{name}" for name, weight in unit.weights]
    terms += [str(unit.bias)] if unit.bias or not terms else []
    total = " + ".join(terms).replace("+ -", "- ")
    return f"{'step' if unit.activation == 'threshold' else 'relu'}({total})" if unit.activation else total


# Formulas


class _NoForm(Exception):  # noqa: N818 - it is what it says
    """A formula that is no network."""


class _Builder:
    """Units made from formulas; a unit inside a formula gets a name of its own."""

    def __init__(self, activation: str) -> None:
        self.activation = activation
        self.units: list[Unit] = []
        self.known: dict[str, tuple[dict[str, Fraction], Fraction]] = {}

    def define(self, name: str, node: Node) -> None:
        if isinstance(node, Call) and node.name in ("relu", "max"):
            weights, bias = self.form(node)
            (only,) = weights
            self.known[name] = (weights, bias)
            self.units[-1] = self.units[-1]._replace(name=only)
        else:
            self.known[name] = self.form(node)

    def form(self, node: Node) -> tuple[dict[str, Fraction], Fraction]:
        """The weights and the constant of a linear combination of names."""
        match node:
            case Num(value=value):
                return {}, Fraction(value)
            case Sym(name=name):
                weights, bias = self.known.get(name, ({name: Fraction(1)}, Fraction(0)))
                return dict(weights), bias
            case Neg(arg=arg):
                return _scaled(self.form(arg), Fraction(-1))
            case Sum(terms=terms):
                total: dict[str, Fraction] = {}
                constant = Fraction(0)
                for term in terms:
                    weights, bias = self.form(term)
                    for name, weight in weights.items():
                        total[name] = total.get(name, Fraction(0)) + weight
                    constant += bias
                return total, constant
            case Product(factors=factors):
                forms = [self.form(factor) for factor in factors]
                moving = [form for form in forms if form[0]]
                if len(moving) > 1:
                    raise _NoForm
                scale = Fraction(1)
                for weights, bias in forms:
                    scale *= Fraction(1) if weights else bias
                return _scaled(moving[0] if moving else ({}, Fraction(1)), scale)
            case Quotient(top=top, bottom=bottom):
                weights, bias = self.form(bottom)
                if weights or not bias:
                    raise _NoForm
                return _scaled(self.form(top), 1 / bias)
            case Call(name="relu", args=(arg,)):
                return self.unit(arg)
            case Call(name="max", args=(one, other)):
                zero, arg = (one, other) if isinstance(one, Num) else (other, one)
                if not isinstance(zero, Num) or zero.value != 0:
                    raise _NoForm
                return self.unit(arg)
            case _:
                raise _NoForm

    def unit(self, inside: Node) -> tuple[dict[str, Fraction], Fraction]:
        if len(self.units) >= MAX_UNITS:
            raise _NoForm
        weights, bias = self.form(inside)
        name = f"unit {len(self.units)}"
        self.units.append(Unit(name, tuple(weights.items()), bias, self.activation))
        return {name: Fraction(1)}, Fraction(0)


def _scaled(form: tuple[dict[str, Fraction], Fraction], scale: Fraction) -> tuple[dict[str, Fraction], Fraction]:
    return {name: weight * scale for name, weight in form[0].items()}, form[1] * scale


def _formulas(runs: list[Run], *, steps: bool) -> Iterator[Reading]:
    """Equations for the units in order, the output last; or one formula with units in it."""
    builder = _Builder("threshold" if steps else "relu")
    used: list[Run] = []
    last = None
    for run in runs:
        node = run.node
        name = ""
        if isinstance(node, Chain) and node.relations[0] in ("=", "→"):
            first = node.items[0]
            name = first.name if isinstance(first, Sym) else ""
            node = node.items[-1]
        if not _has_symbol(node):
            continue
        try:
            builder.define(name or f"output {len(used)}", node)
        except (_NoForm, ValueError):
            continue
        last = builder.known[name or f"output {len(used)}"]
        used.append(run)
    if last is None or not builder.units:
        return
    weights, bias = last
    names = {unit.name for unit in builder.units}
    if not set(weights) <= names:
        return
    alone = builder.units[-1].name
    units = list(builder.units)
    if weights != {alone: Fraction(1)} or bias:
        units.append(Unit("y", tuple(weights.items()), bias, ""))
    net = _canonical(units)
    if net is not None:
        yield net, (used[0].start, used[-1].end), 0.92


def _has_symbol(node: Node) -> bool:
    match node:
        case Sym():
            return True
        case Neg(arg=arg):
            return _has_symbol(arg)
        case Sum(terms=parts) | Product(factors=parts) | Call(args=parts):
            return any(map(_has_symbol, parts))
        case Quotient(top=top):
            return _has_symbol(top)
        case _:
            return False


def _canonical(units: list[Unit], *, biases_said: bool = True) -> Net | None:
    """With inputs x1, x2, hidden units h1, h2 … and the output y; None where there are not two inputs."""
    own = {unit.name for unit in units}
    free = sorted({name for unit in units for name, _ in unit.weights if name not in own})
    if len(free) != 2 or len(units) > MAX_UNITS:
        return None
    names = {free[0]: "x1", free[1]: "x2"}
    names |= {unit.name: f"h{place}" for place, unit in enumerate(units[:-1], 1)} | {units[-1].name: "y"}
    order = {name: place for place, name in enumerate(names.values())}
    renamed = tuple(
        Unit(
            names[unit.name],
            tuple(
                sorted(
                    ((names[name], weight) for name, weight in unit.weights if weight), key=lambda each: order[each[0]]
                )
            ),
            unit.bias,
            unit.activation,
        )
        for unit in units
    )
    return Net(renamed, biases_said)


# Matrices and named weights


def _assigned(runs: list[Run]) -> Iterator[tuple[str, str, Node, Run]]:
    """(letter, index, value, run) of each "W_1 = …", "b^{(2)} = …", "w1 = w2 = …"."""
    for run in runs:
        node = run.node
        if not isinstance(node, Chain) or set(node.relations) != {"="}:
            continue
        *names, value = node.items
        for name in names:
            if isinstance(name, Sym):
                letter, _, index = name.name.partition("_")
                yield letter, index, value, run
            elif isinstance(name, Power) and isinstance(name.base, Sym) and isinstance(name.exponent, Num):
                yield name.base.name, str(name.exponent.value), value, run


def _rows(node: Node) -> tuple[tuple[Fraction, ...], ...] | None:
    """A matrix of numbers; a list is one row."""
    if isinstance(node, Call) and node.name == "transpose":
        rows = _rows(node.args[0])
        return None if rows is None else tuple(zip(*rows, strict=True))
    if isinstance(node, Matrix):
        grid: tuple[tuple[Node, ...], ...] = node.rows
    elif isinstance(node, Group):
        grid = (node.items,)
    else:
        grid = ((node,),)
    try:
        rows = tuple(tuple(Fraction(evaluate(entry)) for entry in row) for row in grid)
    except (Unreadable, TypeError, ValueError):
        return None
    return rows if rows and len({len(row) for row in rows}) == 1 else None


_SETS = (("W_1", "b_1", "W_2", "b_2"), ("W_0", "b_0", "W_1", "b_1"), ("W", "c", "w", "b"), ("W", "b", "w", "c"))
_NONE = ((Fraction(0),),)


def _matrices(runs: list[Run], text: str) -> Iterator[Reading]:
    """Two layers as matrices, under the names that books use; both ways to multiply where both are possible."""
    values: dict[str, tuple[tuple[Fraction, ...], ...]] = {}
    places: list[Run] = []
    for letter, index, node, run in _assigned(runs):
        rows = _rows(node)
        if rows is not None:
            values[f"{letter}_{index}" if index else letter] = rows
            places.append(run)
    for first, offset, second, shift in _SETS:
        if first not in values or second not in values or max(map(len, (values[first], values[first][0]))) < 2:
            continue
        said = offset in values and (shift in values or first == "W")
        span = places[0].start, places[-1].end
        for weights in dict.fromkeys((values[first], tuple(zip(*values[first], strict=True)))):
            biases, out, last = (_flat(values.get(name)) for name in (offset, second, shift))
            net = _two_layers(weights, biases, out or (), last, said, text)
            if net is not None:
                yield net, span, 0.9
        return


def _flat(rows: tuple[tuple[Fraction, ...], ...] | None) -> tuple[Fraction, ...] | None:
    return None if rows is None else tuple(entry for row in rows for entry in row)


def _two_layers(
    weights: tuple[tuple[Fraction, ...], ...],
    biases: tuple[Fraction, ...] | None,
    out: tuple[Fraction, ...],
    shift: tuple[Fraction, ...] | None,
    said: bool,
    text: str,
) -> Net | None:
    """The network whose hidden unit i has row i as its weights."""
    count = len(weights)
    offsets = biases if biases is not None else (Fraction(0),) * count
    if any(len(row) != 2 for row in weights) or len(offsets) not in (1, count) or len(out) != count:
        return None
    offsets = offsets * count if len(offsets) == 1 else offsets
    activation = _activation(text)
    units = [
        Unit(f"h{place}", (("x1", row[0]), ("x2", row[1])), offset, activation or "relu")
        for place, (row, offset) in enumerate(zip(weights, offsets, strict=True), 1)
    ]
    final = shift[0] if shift else Fraction(0)
    units.append(Unit("y", tuple((f"h{place}", weight) for place, weight in enumerate(out, 1)), final, ""))
    return _canonical(units, biases_said=said)


def _activation(text: str) -> str:
    return "threshold" if re.search(r"\b(?:step|threshold|heaviside|perceptron)\b", text, re.I) else ""


def _named(runs: list[Run], text: str) -> Iterator[Reading]:
    """One unit: w1 = w2 = 1, b = -0.5; or W = [1, 1], b = -0.5. Two layers: w11 …, v1, v2, b1 …."""
    values: dict[str, Fraction] = {}
    places: list[Run] = []
    twice = False
    for letter, index, node, run in _assigned(runs):
        rows = _rows(node)
        if rows is None or letter.casefold() not in ("w", "b", "v", "u", "c", "theta", "bias", "weight"):
            continue
        flat = [entry for row in rows for entry in row]
        names = [f"{letter}{index}"] if len(flat) == 1 else [f"{letter}{index}{place}" for place in (1, 2)]
        if len(flat) != len(names):
            return
        for name, entry in zip(names, flat, strict=True):
            twice |= values.get(name.casefold(), entry) != entry
            values[name.casefold()] = entry
        places.append(run)
    if not places or twice:
        return
    span = places[0].start, places[-1].end
    bias = next((values[name] for name in ("b", "b0", "bias", "c") if name in values), _said_bias(text))
    if {"w1", "w2"} <= set(values) and not {"w11", "w3", "v1"} & set(values):
        if "b1" in values and bias is None:
            bias = values["b1"]
        yield _one_unit(values["w1"], values["w2"], bias, text), span, 0.9 if bias is not None else 0.82
    elif {"w11", "w12", "w21", "w22"} <= set(values):
        out = next((pair for pair in (("v1", "v2"), ("u1", "u2"), ("w31", "w32")) if set(pair) <= set(values)), None)
        if out is None:
            return
        square = ((values["w11"], values["w12"]), (values["w21"], values["w22"]))
        offsets = (values.get("b1", Fraction(0)), values.get("b2", Fraction(0)))
        last = next((values[name] for name in ("b3", "c", "b", "b0") if name in values), Fraction(0))
        weights = (values[out[0]], values[out[1]])
        for grid in dict.fromkeys((square, tuple(zip(*square, strict=True)))):
            net = _two_layers(grid, offsets, weights, (last,), "b1" in values, text)
            if net is not None:
                yield net, span, 0.88


def _one_unit(first: Fraction, second: Fraction, bias: Fraction | None, text: str) -> Net:
    weights = tuple((name, weight) for name, weight in (("x1", first), ("x2", second)) if weight)
    unit = Unit("y", weights, bias or Fraction(0), _activation(text))
    return Net((unit,), bias is not None)


# Prose

_NUMBER = r"([-−+]?\s?\d{0,6}(?:\.\d{1,6}|/\d{1,4}|\d))"
_WEIGHTS = (
    re.compile(
        rf"\bboth (?:of |the )?(?:input )?weights?\s*(?:are|is|equal(?: to)?|set to|=|:|to|of|being)?\s*{_NUMBER}", re.I
    ),
    re.compile(
        rf"\b(?:all|the two) weights?\s*(?:are|equal(?: to)?|set to|=|:|of)?\s*{_NUMBER}"
        r"(?!\s*(?:,|and|;)\s*[-−\d])",
        re.I,
    ),
    re.compile(
        rf"\bweights?\s*(?:are|is|of|=|:|\()?\s*[\[({{$]*\s*{_NUMBER}\s*(?:,|;|and|,\s*and)\s*{_NUMBER}"
        r"(?!\s*(?:,|and)\s*[-−\d])",
        re.I,
    ),
)
_BIAS = lazily(rf"\bbias(?:es)?\s*(?:term\s*)?(?:is|are|of|=|:|equal(?: to)?|set to|to)?\s*\$?\s*{_NUMBER}", re.I)
_NO_BIAS = lazily(r"\b(?:no|zero|without (?:a |any )?)\s*bias", re.I)
_UNITS = lazily(
    r"\b(?:(first|second|third|1st|2nd|3rd)\s+(?:hidden\s+)?(?:unit|neuron|node|relu)|"
    r"(?:hidden\s+)?(?:unit|neuron|node)\s*#?\s*([123])|h_?\{?([123])\}?(?=\s*[:(])|(output)(?:\s+(?:unit|neuron|node|layer))?)\b",
    re.I,
)
_ORDER = {"first": 0, "1st": 0, "1": 0, "second": 1, "2nd": 1, "2": 1, "third": 2, "3rd": 2, "3": 2}


def _said_bias(text: str) -> Fraction | None:
    found = _BIAS.search(text[:MAX_TEXT])
    if found:
        return _value(found[1])
    return Fraction(0) if _NO_BIAS.search(text[:MAX_TEXT]) else None


def _value(written: str) -> Fraction:
    return Fraction(written.replace("−", "-").replace(" ", "").lstrip("+"))


def _said_weights(text: str) -> tuple[Fraction, Fraction] | None:
    for pattern in _WEIGHTS:
        found = pattern.search(text)
        if found:
            values = [_value(value) for value in found.groups()]
            return values[0], values[-1]
    return None


def _prose(text: str) -> Iterator[Reading]:
    """One unit in words; or each unit of two layers in a clause of its own."""
    text = text[:MAX_TEXT]
    marks = list(_UNITS.finditer(text))
    clauses: dict[int, str] = {}
    for place, mark in enumerate(marks):
        stop = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        which = -1 if mark[4] else _ORDER[next(filter(None, mark.groups())).casefold()]
        if _said_weights(text[mark.end() : stop]):
            if which in clauses:
                return
            clauses[which] = text[mark.end() : stop]
    if {0, 1, -1} == set(clauses):
        net = _clausal(clauses, text)
        if net is not None:
            yield net, (marks[0].start(), len(text.rstrip())), 0.88
        return
    weights = _said_weights(text)
    if clauses.keys() - {-1} or weights is None or len(_WEIGHT_WORD.findall(text)) > 3:
        return
    bias = _said_bias(text)
    start = next(found.start() for pattern in _WEIGHTS if (found := pattern.search(text)))
    yield _one_unit(*weights, bias, text), (start, len(text.rstrip())), 0.88 if bias is not None else 0.7


_WEIGHT_WORD = lazily(r"\bweights?\b", re.I)


def _clausal(clauses: Mapping[int, str], text: str) -> Net | None:
    grid, offsets = [], []
    for which in (0, 1):
        weights = _said_weights(clauses[which])
        if weights is None:
            return None
        grid.append(weights)
        offsets.append(_said_bias(clauses[which]))
    out = _said_weights(clauses[-1])
    if out is None:
        return None
    said = None not in offsets
    biases = tuple(offset or Fraction(0) for offset in offsets)
    last = _said_bias(clauses[-1])
    return _two_layers(tuple(grid), biases, out, (last or Fraction(0),), said, text)
