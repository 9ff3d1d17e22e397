"""Follows the straight-line code of a network without running it."""

from __future__ import annotations

import ast
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from solutions._framework_layers import FUNCTIONS, IGNORED, LAYERS
from solutions._traced import (
    MAX_PARTS,
    Join,
    Network,
    Unknown,
    Value,
    as_network,
    built_layer,
    inputs,
    joined,
    key_of,
    learns,
    leaves_of,
    shown,
    twice,
    unknown_at,
)
from solutions.networks import Flatten, Input, Part
from solutions.transformers import Embedding

MAX_STEPS = 20_000
MAX_DEPTH = 60


@dataclass
class Definition:
    """A function, or a class whose forward or call is a network. used : whether the code calls it."""

    node: ast.FunctionDef | ast.ClassDef
    used: bool = False


_Names = dict[str, Any]
_MUTATORS = {"pop", "insert", "extend", "append", "add_module", "register_module", "clear", "remove"}
_UNCHANGED = {"to", "cuda", "cpu", "float", "double", "half", "eval", "train", "contiguous"}
_JOINS: dict[str, Literal["add", "concat"]] = {
    "Add": "add", "add": "add", "Concatenate": "concat", "concatenate": "concat", "cat": "concat", "concat": "concat",
}  # fmt: skip
_SHAPES = {"input_shape", "input_dim"}
_METHODS = "self()"
"""The name under which the methods of the class at hand are kept; no code can use it."""
_OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv,
}  # fmt: skip


class Reader:
    """Follows straight-line code; what it cannot follow is unknown, and a network that needs it is refused."""

    def __init__(self) -> None:
        self.steps = 0
        self.depth = 0
        self.applied: dict[int, Part] = {}

    def networks(self, body: Sequence[ast.stmt]) -> dict[str, Network | Unknown]:
        """The networks of a module by the names of their variables, classes or functions."""
        names: _Names = {}
        self.run(body, names)
        definitions = {name: thing for name, thing in names.items() if isinstance(thing, Definition)}
        results = {
            name: self.made(thing, [], {}, names, thing.node) for name, thing in definitions.items() if not thing.used
        }
        names |= results
        known = {name: leaves_of(thing.parts) for name, thing in names.items() if isinstance(thing, Network)}
        learning = {name: {id(leaf) for leaf in leaves if learns(leaf)} for name, leaves in known.items()}
        whole = {
            frozenset(own): name
            for name, own in learning.items()
            if not any(own < other for other in learning.values())
        }
        failed = {thing: name for name, thing in names.items() if isinstance(thing, Unknown) and thing.network}
        return {name: names[name] for name in [*whole.values(), *failed.values()]}

    def run(self, body: Sequence[ast.stmt], names: _Names) -> Any:
        """Run statements; return what they return, None where they return nothing."""
        for statement in body:
            match statement:
                case ast.Return(value=ast.expr() as value):
                    return self.value(value, names)
                case ast.Return():
                    return None
                case ast.Assign(targets=targets, value=value):
                    made = self.value(value, names)
                    for target in targets:
                        _assign(target, made, names)
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    _assign(target, self.value(value, names), names)
                case ast.AugAssign(target=ast.Name() | ast.Attribute() as target, op=op, value=value):
                    whole = ast.copy_location(ast.BinOp(target, op, value), statement)
                    _assign(target, self.value(whole, names), names)
                case ast.Expr(value=ast.Call(func=ast.Attribute(value=base, attr=method)) as call):
                    self.change(key_of(base), method, call, names)
                case ast.Expr(value=ast.Call(func=ast.Name()) as call):
                    self.value(call, names)
                case ast.FunctionDef() | ast.ClassDef():
                    names[statement.name] = Definition(statement)
                case ast.With(body=inner) | ast.If(test=ast.Compare(left=ast.Name(id="__name__")), body=inner):
                    if (returned := self.run(inner, names)) is not None:
                        return returned
                case ast.For() | ast.While() | ast.If() | ast.Try() | ast.Delete():
                    if _forget(statement, names):
                        return Unknown(statement.lineno, "what is returned under a condition is not followed")
        return None

    def change(self, key: str, method: str, call: ast.Call, names: _Names) -> None:
        """Run a statement that is a call of a method."""
        thing, arguments = names.get(key), call.args
        if isinstance(thing, Network) and method == "add" and len(arguments) == 1:
            added = self.value(arguments[0], names)
            names[key] = self.sequence([thing, added], arguments[0])
        elif type(thing) is tuple and method == "append" and arguments:
            names[key] = (*thing, self.value(arguments[0], names))
        elif key in names and method in _MUTATORS:
            names[key] = _changed(key, call, names)
        elif key == "self" and method in names.get(_METHODS, {}):
            self.value(call, names)

    def value(self, node: ast.expr, names: _Names) -> Any:
        """What an expression is: a number, text, tuple, network, value of a network, or unknown."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise ValueError(f"line {node.lineno}: the code is too long to be read")
        if self.depth > MAX_DEPTH:
            return Unknown(node.lineno, "the code is nested too deeply to be read")
        self.depth += 1
        try:
            return self.evaluated(node, names)
        finally:
            self.depth -= 1

    def evaluated(self, node: ast.expr, names: _Names) -> Any:
        match node:
            case ast.Constant(value=int() | float() | str() | bool() | None as plain):
                return plain
            case ast.Name() | ast.Attribute() if (key := key_of(node)) in names:
                return names[key]
            case ast.Tuple(elts=items) | ast.List(elts=items) if len(items) <= MAX_PARTS:
                return tuple(self.arguments(items, names))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                number = self.value(operand, names)
                return -number if type(number) in (int, float) else unknown_at(node)
            case ast.BinOp(left=left, op=op, right=right):
                return self.operation(self.value(left, names), op, self.value(right, names), node)
            case ast.Call():
                return self.call(node, names)
        return unknown_at(node)

    def operation(self, one: Any, op: ast.operator, other: Any, node: ast.expr) -> Any:
        """Arithmetic on numbers, or the sum of two values inside the network."""
        if isinstance(one, Value) and isinstance(other, Value) and isinstance(op, ast.Add):
            return joined([one, other], "add", node)
        for side in (one, other):
            if isinstance(side, Unknown):
                return side
        if {type(one), type(other)} <= {int, float} and type(op) in _OPERATORS and max(abs(one), abs(other)) < 10**9:
            if isinstance(op, ast.FloorDiv) and not other:
                return unknown_at(node)
            return _OPERATORS[type(op)](one, other)
        return unknown_at(node)

    def arguments(self, nodes: Sequence[ast.expr], names: _Names) -> list[Any]:
        """The values of arguments, a starred tuple being spread."""
        values: list[Any] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                spread = self.value(node.value, names)
                values += (
                    spread if type(spread) is tuple else [spread if isinstance(spread, Unknown) else unknown_at(node)]
                )
            else:
                values.append(self.value(node, names))
        return values

    def call(self, node: ast.Call, names: _Names) -> Any:
        """What a call returns: of a definition in the code, of a layer, of a method, or of the framework."""
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        values = self.arguments(node.args, names)
        ignored = IGNORED - {"input_dim"} if name == "Embedding" else IGNORED
        named = {each.arg or "**": self.value(each.value, names) for each in node.keywords if each.arg not in ignored}
        stated = {each.arg: self.value(each.value, names) for each in node.keywords if each.arg in ignored & _SHAPES}
        known = names.get(key_of(function))
        target = self.value(function, names) if isinstance(function, ast.Call) else known
        if key_of(function) == f"self.{name}" and name in names.get(_METHODS, {}):
            target = Definition(names[_METHODS][name])
            values = [None, *values]
        if isinstance(target, Definition):
            made = self.made(target, values, named, names, node)
            if _changes_arguments(target.node):
                for key in filter(names.__contains__, map(key_of, node.args)):
                    names[key] = _changed(key, node, names)
            return made
        if isinstance(target, Network):
            return self.applied_to(target, values, node)
        if isinstance(target, Join):
            return joined(values[0] if values and type(values[0]) is tuple else [], target.how, node)
        if isinstance(target, Unknown):
            return target
        if isinstance(function, ast.Attribute):
            of = function.value
            base = names.get(of.id) if isinstance(of, ast.Name) else self.value(of, names)
            if isinstance(base, Network | Value | Unknown) and name in _UNCHANGED:
                return base
            if isinstance(base, Value):
                values = [base, *values]
        return self.built(name, values, named, stated, node)

    def built(self, name: str, values: list[Any], named: dict[str, Any], stated: dict[str, Any], node: ast.Call) -> Any:
        """What a call of a framework's own function or class makes."""
        if name == "Sequential":
            layers = values[0] if len(values) == 1 and type(values[0]) is tuple else values
            return self.sequence(layers, node)
        if name == "OrderedDict" and values and type(values[0]) is tuple:
            pairs = values[0]
            return tuple(each[1] if type(each) is tuple and len(each) == 2 else unknown_at(node) for each in pairs)
        if name in ("Input", "InputLayer"):
            shape = next(iter([*values, *named.values(), *stated.values()]), None)
            return (Value if name == "Input" else Network)(inputs(shape))
        if name == "Model" and (outputs := named.get("outputs", values[1] if len(values) > 1 else None)) is not None:
            made = Network(outputs.parts) if isinstance(outputs, Value) else outputs
            return as_network(made, node)
        if name in ("view", "reshape") and isinstance(values[0] if values else None, Value) and _keeps_examples(node):
            return self.applied_to(Network((Flatten(),)), values, node)
        unknown = next((each for each in [*values, *named.values()] if isinstance(each, Unknown)), None)
        if unknown is not None:
            return unknown
        if name in _JOINS:
            return self.join(name, values, named, node)
        if values and isinstance(values[0], Value):
            if name in FUNCTIONS:
                return self.applied_to(built_layer(name, FUNCTIONS[name], values[1:], named, node), values, node)
            return Unknown(node.lineno, f"‘{shown(node)}’ does something to the network's values that is not read")
        if name in LAYERS:
            shape = inputs(next(iter(stated.values()), None))
            made = built_layer(name, LAYERS[name], values, named, node)
            return Network((*shape, *made.parts)) if isinstance(made, Network) else made
        if name[:1].isupper():
            return Unknown(node.lineno, f"{name} is not a layer that this reader knows")
        return unknown_at(node)

    def join(self, name: str, values: list[Any], named: dict[str, Any], node: ast.Call) -> Any:
        """What adds or concatenates values, or a layer that does where no values are given."""
        axis = named.get("dim", named.get("axis"))
        if len(values) == 2 and type(values[0]) is tuple:
            axis = values.pop()
        if axis not in ((1, -3) if name == "cat" else (None, -1, 3)):
            return Unknown(node.lineno, f"{name} along axis {axis} is not read, only along the channels")
        if not values:
            return Join(_JOINS[name])
        several = values[0] if type(values[0]) is tuple else values
        leaves = [leaf for each in several for leaf in leaves_of(getattr(each, "parts", ()))]
        if name == "cat" and any(isinstance(leaf, Embedding) for leaf in leaves):
            return Unknown(node.lineno, "a concatenation of tokens is not read")
        return joined(several, _JOINS[name], node)

    def sequence(self, layers: Sequence[Any], node: ast.expr) -> Network | Unknown:
        """Layers in order as one network."""
        parts: list[Part] = []
        for layer in layers:
            if not isinstance(layer, Network | Value):
                return as_network(layer, node)
            parts += [part for part in layer.parts if not (isinstance(part, Input) and parts)]
        return (
            Unknown(node.lineno, "a layer is used twice, sharing its weights", True)
            if twice(parts)
            else Network(tuple(parts))
        )

    def applied_to(self, network: Network | Unknown, values: Sequence[Any], node: ast.expr) -> Any:
        """The first value with a network applied to it."""
        if isinstance(network, Unknown):
            return network
        if not values or not isinstance(values[0], Value):
            return values[0] if values and isinstance(values[0], Unknown) else unknown_at(node)
        leaves = [leaf for leaf in leaves_of(network.parts) if learns(leaf)]
        if any(id(leaf) in self.applied for leaf in leaves) or len(values[0].parts) > MAX_PARTS:
            return Unknown(node.lineno, "a layer is used twice, sharing its weights")
        self.applied |= {id(leaf): leaf for leaf in leaves}
        return Value((*values[0].parts, *network.parts))

    def made(self, thing: Definition, values: list[Any], named: dict[str, Any], names: _Names, node: Any) -> Any:
        """What a call of a function returns, or the network that a class is."""
        thing.used = True
        own = dict(names)
        if isinstance(thing.node, ast.FunctionDef):
            self.bind(thing.node, values, named, own)
            made = self.run(thing.node.body, own)
            names |= {key: value for key, value in own.items() if key.startswith("self.")}
            return made
        own = {key: value for key, value in names.items() if not key.startswith("self")}
        methods = {each.name: each for each in thing.node.body if isinstance(each, ast.FunctionDef)}
        forward = methods.get("forward", methods.get("call"))
        if forward is None:
            return unknown_at(node)
        own[_METHODS] = methods
        before, self.applied = self.applied, {}
        if (init := methods.get("__init__")) is not None:
            self.bind(init, [None, *values], named, own)
            self.run(init.body, own)
        self.bind(forward, [None, Value(())], {}, own)
        made = self.run(forward.body, own)
        self.applied = before
        return as_network(Network(made.parts) if isinstance(made, Value) else made, node)

    def bind(self, function: ast.FunctionDef, values: list[Any], named: dict[str, Any], names: _Names) -> None:
        """Set the parameters of a function."""
        places = [*function.args.posonlyargs, *function.args.args]
        defaults = dict(zip([each.arg for each in places][::-1], function.args.defaults[::-1], strict=False))
        defaults |= {e.arg: d for e, d in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True) if d}
        given = dict(zip([each.arg for each in places], values, strict=False)) | named
        for parameter in [*places, *function.args.kwonlyargs]:
            name = parameter.arg
            if name in given:
                names[name] = given[name]
            elif name in defaults:
                names[name] = self.value(defaults[name], names)
            else:
                names[name] = Unknown(function.lineno, f"the argument {name!r} of {function.name} has no value")


def _assign(target: ast.expr, made: Any, names: _Names) -> None:
    """Assign to a name, an attribute or several; a network whose attribute or item is assigned to becomes unknown."""
    if isinstance(target, ast.Tuple | ast.List):
        several = (
            made if type(made) is tuple and len(made) == len(target.elts) else [unknown_at(target)] * len(target.elts)
        )
        for each, value in zip(target.elts, several, strict=True):
            _assign(each, value, names)
    elif isinstance(target, ast.Attribute | ast.Subscript) and isinstance(names.get(key_of(target.value)), Network):
        if not (isinstance(target, ast.Attribute) and target.attr in ("trainable", "requires_grad")):
            names[key_of(target.value)] = _changed(key_of(target.value), target, names)
    elif key := key_of(target):
        names[key] = made


def _forget(statement: ast.stmt, names: _Names) -> bool:
    """Make unknown what a statement may change that is not followed; return whether it may return something."""
    for node in ast.walk(statement):
        key = ""
        if isinstance(node, ast.Name | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            key = key_of(node)
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            key = key_of(node.value)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            key = node.name
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            key = key_of(node.func.value) if node.func.attr in _MUTATORS | {"add"} else ""
        if key:
            names[key] = _changed(key, statement, names)
    return any(isinstance(node, ast.Return) for node in ast.walk(statement))


def _keeps_examples(call: ast.Call) -> bool:
    """Whether a view or reshape makes one row of each example: (-1, n), (x.size(0), -1) or (x.shape[0], -1)."""
    sizes = [ast.unparse(each) for each in call.args]
    if len(sizes) != 2:
        return False
    return sizes[0] == "-1" or (sizes[1] == "-1" and sizes[0].endswith((".size(0)", ".shape[0]")))


def _changes_arguments(node: ast.AST) -> bool:
    """Whether a function may add to a list or a network that it is given."""
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return any(isinstance(each, ast.Attribute) and each.attr in _MUTATORS | {"add"} for each in calls)


def _changed(key: str, node: ast.stmt | ast.expr, names: _Names) -> Unknown:
    """What a name stands for after something that is not followed."""
    before = names.get(key)
    network = isinstance(before, Network) or (isinstance(before, Unknown) and before.network)
    return Unknown(node.lineno, f"what happens to {key} here is not followed", network)
