"""What a piece of a network's code is: a layer, a value inside the network, or unknown."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from solutions.networks import (
    Activation,
    Branches,
    Dropout,
    Flatten,
    GlobalAveragePool,
    Input,
    Part,
    Pool,
    Upsample,
)

MAX_PARTS = 5_000

_WITHOUT_PARAMETERS = (Activation, Dropout, Flatten, GlobalAveragePool, Input, Pool, Upsample)


class Network(NamedTuple):
    """A layer, or several in order, that can be applied."""

    parts: tuple[Part, ...]


class Value(NamedTuple):
    """A value inside a network: all that has been applied to the input."""

    parts: tuple[Part, ...]


class Join(NamedTuple):
    """A layer that joins a list of values: Add() or Concatenate()."""

    how: Literal["add", "concat"]


class Unknown(NamedTuple):
    """Something that cannot be known without running the code. network : whether it would be a network."""

    line: int
    reason: str
    network: bool = False


def key_of(node: ast.expr) -> str:
    """The key of a variable or an attribute, such as "x" or "self.conv"; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""


def joined(values: Sequence[Any], how: Literal["add", "concat"], node: ast.expr) -> Any:
    """Values that are added or concatenated, as branches from what they have in common."""
    for value in values:
        if not isinstance(value, Value):
            return value if isinstance(value, Unknown) else unknown_at(node)
    if len(values) < 2:
        return unknown_at(node)
    common = 0
    for parts in zip(*(value.parts for value in values), strict=False):
        if any(part is not parts[0] for part in parts):
            break
        common += 1
    rests = tuple(value.parts[common:] for value in values)
    branch = Branches(rests, how)
    if any(isinstance(part, Input) for rest in rests for part in rest):
        return Unknown(node.lineno, "networks with several inputs are not read")
    if twice([branch]):
        return Unknown(node.lineno, "branches that join and part again are not read")
    return Value((*values[0].parts[:common], branch))


def built_layer(name: str, builder: Any, values: list[Any], named: dict[str, Any], node: ast.expr) -> Network | Unknown:
    """What a constructor makes of these arguments."""
    try:
        made = builder(*values, **named)
    except TypeError as error:
        return Unknown(node.lineno, f"{name} is not called like this: {str(error).partition('() ')[2] or error}")
    except ValueError as error:
        return Unknown(node.lineno, f"{name}: {error}")
    return Network(() if made is None else (made,))


def inputs(shape: Any) -> tuple[Input, ...]:
    """An Input for a shape that is stated in full, else none."""
    lengths = shape if type(shape) is tuple else (shape,)
    return (Input(lengths),) if lengths and all(type(each) is int and each > 0 for each in lengths) else ()


def as_network(thing: Any, node: ast.expr) -> Network | Unknown:
    """A thing that has to be a network, or why it is none."""
    if isinstance(thing, Network):
        return thing
    if isinstance(thing, Unknown):
        return thing._replace(network=True)
    return Unknown(node.lineno, "something here is not a layer, or there are several outputs", True)


def leaves_of(parts: Sequence[Part]) -> list[Part]:
    """The layers inside blocks and branches."""
    leaves: list[Part] = []
    for part in parts:
        if isinstance(part, Branches):
            for path in part.paths:
                leaves += leaves_of(path)
        else:
            leaves.append(part)
        if len(leaves) > MAX_PARTS:
            raise ValueError(f"a network of more than {MAX_PARTS} layers is not read")
    return leaves


def learns(part: Part) -> bool:
    """Whether a layer may have parameters, so that it cannot be applied twice without sharing them."""
    return not isinstance(part, _WITHOUT_PARAMETERS)


def twice(parts: Sequence[Part]) -> bool:
    """Whether a layer that learns stands in several places."""
    learning = [id(leaf) for leaf in leaves_of(parts) if learns(leaf)]
    return len(set(learning)) < len(learning)


def unknown_at(node: Any) -> Unknown:
    """What an expression is that cannot be followed."""
    return Unknown(node.lineno, f"‘{shown(node)}’ cannot be known without running the code")


def shown(node: ast.AST) -> str:
    """A piece of code in a message."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 50 else text[:49] + "…"
