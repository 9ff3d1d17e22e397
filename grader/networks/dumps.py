"""Networks as frameworks print them and as tables and lists give them, and whether printed outputs contradict them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from grader.grids import Grid, grids
from grader.networks.nets import Net, Reading, Rows, one_unit, two_layers
from grader.networks.prose import said_bias
from grader.patterns import lazily

_VALUE = r"[-−+]?\s?(?:\d{1,6}(?:\.\d{0,8})?|\.\d{1,8})(?:/\d{1,4})?"
_LIST = r"\[[\s\[\],;\d.+\-−e]{1,200}\]"
_STATE = lazily(rf"(?P<layer>[\w.]{{0,40}}?)\.?\b(?P<kind>weight|bias|kernel)\b[^\[\]\d]{{0,60}}(?P<values>{_LIST})")
_SET = lazily(rf"set_weights\(\s?\[(?P<arrays>(?:[\s,]{{0,4}}np\.array\({_LIST}\)){{2,4}})")
_UNPACKED = lazily(
    rf"^\W{{0,8}}(?P<names>[a-zA-Z]\w{{0,3}}(?:\s?,\s?[a-zA-Z]\w{{0,3}}){{1,8}})\s?=\s?(?P<values>{_VALUE}(?:\s?,\s?{_VALUE}){{1,8}})\s*$",
    re.M,
)
_ITEM = lazily(
    rf"\bweights?\s(?:of\s|for\s|from\s)?x_?(?P<input>[12])\s?[:=]\s?(?P<value>{_VALUE})\s{{0,4}}(?=[,;\n]|$)", re.I
)


def dumps(text: str) -> Iterator[Reading]:
    """Yield networks of state_dict, named_parameters and set_weights, of unpacked names, of a list of weights."""
    yield from _states(text)
    for found in _UNPACKED.finditer(text):
        names = [name.casefold().replace("_", "") for name in re.findall(r"\w+", found["names"])]
        numbers = [_number(value) for value in re.findall(_VALUE, found["values"])]
        if len(names) == len(numbers) and {"w1", "w2"} <= set(names) <= {"w1", "w2", "b"}:
            values = dict(zip(names, numbers, strict=True))
            yield one_unit(values["w1"], values["w2"], values.get("b", said_bias(text)), text), found.span(), 0.9
    items = {found["input"]: found for found in _ITEM.finditer(text)}
    if len(items) == 2 and len(_ITEM.findall(text)) == 2:
        span = items["1"].start(), items["2"].end()
        weights = [_number(items[place]["value"]) for place in ("1", "2")]
        bias = said_bias(text)
        yield one_unit(weights[0], weights[1], bias, text), span, 0.9 if bias is not None else 0.7


def _states(text: str) -> Iterator[Reading]:
    arrays: list[Rows] = []
    span = (0, 0)
    columns = False
    given = _SET.search(text)
    if given:
        arrays = [_rows(found[0]) for found in re.finditer(_LIST, given["arrays"])]
        span, columns = given.span(), True
    else:
        states = list(_STATE.finditer(text))
        if states and [state["kind"] == "bias" for state in states] == [False, True] * (len(states) // 2):
            arrays = [_rows(state["values"]) for state in states]
            span, columns = (states[0].start(), states[-1].end()), states[0]["kind"] == "kernel"
    net = _net([_turned(array) if columns and place % 2 == 0 else array for place, array in enumerate(arrays)], text)
    if net is not None:
        yield net, span, 0.9


def _net(arrays: Sequence[Rows], text: str) -> Net | None:
    """Weights and biases of one layer or two, in turn; a row for each unit."""
    if not all(arrays):
        return None
    flat = [tuple(entry for row in array for entry in row) for array in arrays]
    if len(arrays) == 2 and len(flat[0]) == 2 and len(flat[1]) == 1:
        return one_unit(flat[0][0], flat[0][1], flat[1][0], text)
    if len(arrays) == 4 and len(flat[3]) == 1:
        return two_layers(arrays[0], flat[1], flat[2], flat[3], True, text)
    return None


def _rows(written: str) -> Rows:
    """The rows of a nested list; () where it holds none."""
    rows = re.findall(r"\[([^\[\]]*)\]", written)
    grid = tuple(tuple(_number(value) for value in re.findall(_VALUE, row)) for row in rows)
    return grid if len({len(row) for row in grid}) == 1 and grid[0] else ()


def _turned(rows: Rows) -> Rows:
    return tuple(zip(*rows, strict=True))


def _number(written: str) -> Fraction:
    return Fraction(re.sub(r"\s", "", written).replace("−", "-").rstrip(".").lstrip("+") or "0")


# Tables

_INPUT = lazily(r"^(?:w(?:eights?)?[ _]?\(?|w )?(?P<name>[xhv]?)_?\{?(?P<place>[12])\}?\)?$", re.I)
_BIAS = lazily(r"^(?:b|c|bias|b_?\d)$", re.I)


def tables(text: str) -> Iterator[Reading]:
    """Yield networks of tables: a row for each unit, columns for its weights and its bias, the output in its own."""
    layers = [(columns, grid) for grid in grids(text, fewest=1) if (columns := _columns(grid)) is not None]
    if not 0 < len(layers) < 3:
        return
    arrays: list[Rows] = []
    for columns, grid in layers:
        try:
            rows = tuple(tuple(_number(row.cells[place]) for place in columns) for row in grid.rows)
        except ValueError:
            return
        arrays += [tuple(row[:2] for row in rows), (tuple(row[2] for row in rows),)]
    net = _net(arrays, text)
    if net is not None:
        yield net, (layers[0][1].start, layers[-1][1].end), 0.9


def _columns(grid: Grid) -> tuple[int, int, int] | None:
    """The places of two weights and a bias."""
    places: dict[str, int] = {}
    for place, name in enumerate(grid.names):
        weight = _INPUT.match(name)
        key = weight["place"] if weight else "bias" if _BIAS.match(name) else ""
        if key in places:
            return None
        if key:
            places[key] = place
    return (places["1"], places["2"], places["bias"]) if set(places) == {"1", "2", "bias"} else None


# Outputs

_GAP = r"\s{0,2},?\s{0,12}"
_PRINTED = lazily(
    rf"\[\s?(?:{_VALUE}{_GAP}){{3}}{_VALUE}\s?\]|\[(?:\[\s?{_VALUE}\s?\]{_GAP}){{3}}\[\s?{_VALUE}\s?\]\s?\]"
)
_INPUTS = ((0, 0), (0, 1), (1, 0), (1, 1))


def contradicted(text: str, span: tuple[int, int], outputs: Mapping[tuple[int, ...], Sequence[Fraction]]) -> bool:
    """Return whether a list of four outputs that the text prints is not what the network gives.

    span : where its weights stand. outputs : by the inputs, what it gives with and without a ReLU behind the output.
    """
    rest = text[: span[0]] + "\n" + text[span[1] :]
    for found in _PRINTED.finditer(rest):
        printed = [_number(value) for value in re.findall(_VALUE, found[0])]
        orders = (_INPUTS, (_INPUTS[0], _INPUTS[2], _INPUTS[1], _INPUTS[3]))
        agree = any(
            all(_is(value, outputs[inputs]) for value, inputs in zip(printed, order, strict=True)) for order in orders
        )
        if not agree:
            return True
    return False


def _is(value: Fraction, outputs: Sequence[Fraction]) -> bool:
    """Whether a value is one of the outputs, or the 1 that stands for all that fire."""
    return value in outputs or (value == 1 and max(outputs) >= 1)
