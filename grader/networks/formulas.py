"""Networks as equations: one for each unit, or one formula for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.maths import Run
from grader.maths.nodes import Call, Chain, Neg, Node, Num, Product, Quotient, Sum, Sym
from grader.networks.nets import MAX_UNITS, Reading, Unit, canonical


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


def formulas(runs: list[Run], *, steps: bool) -> Iterator[Reading]:
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
    net = canonical(units)
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
