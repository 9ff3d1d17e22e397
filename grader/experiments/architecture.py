"""Networks that code of Keras 1 to 3, PyTorch or scikit-learn builds, by its syntax tree; nothing of it is run.

What can't be worked out without running it is said in `unclear`, never guessed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.experiments.calls import KINDS, layer_of, perceptron
from grader.experiments.folding import UNSET, compared, computed, sequence
from grader.experiments.layers import Architecture, Layer
from grader.experiments.listings import LAYER_NAME, parsed, statements
from grader.patterns import lazily

MAX_CODE = 200_000
MAX_STEPS = 20_000
MAX_LAYERS = 500

_UNKNOWN_LAYERS = lazily(r"^(?:conv|pool|lstm|gru|rnn|embedding|attention|residual|separable)", re.I)


def architectures(code: str) -> list[Architecture]:
    """Every network that the code builds, in order. Broken code is read statement by statement.

    >>> architectures("model = Sequential([Dense(64, input_shape=(784,)), Dense(10)])")[0].parameters
    50890
    """
    reader = _Reader()
    broken = len(code) > MAX_CODE
    for statement in statements(code[:MAX_CODE]):
        if isinstance(statement, str):
            broken = broken or bool(LAYER_NAME.search(statement))
            continue
        try:
            reader.run(statement)
        except _TooMuchError:
            broken = True
            break
    if broken:
        for model in reader.models:
            model.unclear.append("a part of the code could not be read")
    return reader.networks()


class _TooMuchError(Exception):
    """The code is longer than any homework's."""


@dataclass
class _Model:
    layers: list[Layer] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    epochs: int | None = None
    batch: int | None = None
    functional: bool = False


class _Symbolic(NamedTuple):
    """The output of a layer in Keras' functional style: the network up to there."""

    model: _Model


class _Reader:
    """Follows the statements that make models; everything else is passed over."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.models: list[_Model] = []
        self.steps = 0
        self.epochs: int | None = None
        self.batch: int | None = None

    def networks(self) -> list[Architecture]:
        found = []
        built = self.models or [each.model for each in self.names.values() if isinstance(each, _Symbolic)][-1:]
        for model in built:
            if any(layer.kind in ("dense", "conv") for layer in model.layers):
                epochs, batch = model.epochs or self.epochs, model.batch or self.batch
                found.append(Architecture(tuple(model.layers), epochs, batch, tuple(dict.fromkeys(model.unclear))))
        return found

    def run(self, statement: ast.stmt) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise _TooMuchError
        match statement:
            case ast.Assign(targets=targets, value=value):
                made = self.value(value)
                for target in targets:
                    self.assign(target, made)
            case ast.AnnAssign(target=target, value=value) if value is not None:
                self.assign(target, self.value(value))
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                self.names[name] = computed(self.names.get(name, UNSET), ast.Add(), self.value(value))
            case ast.Expr(value=value):
                self.value(value)
            case ast.For(target=target, iter=over, body=body):
                self.loop(target, over, body)
            case ast.If(test=ast.Compare() as test, body=body, orelse=orelse) if self.value(test) is not UNSET:
                for inner in body if self.value(test) else orelse:
                    self.run(inner)
            case ast.If(body=body, orelse=orelse):
                before = sum(len(model.layers) for model in self.models)
                for inner in [*body, *orelse]:
                    self.run(inner)
                if sum(len(model.layers) for model in self.models) != before:
                    self.models[-1].unclear.append("a layer depends on a condition")
            case ast.With(body=body) | ast.While(body=body):
                for inner in body:
                    self.run(inner)
            case ast.ClassDef():
                self.module(statement)
            case ast.FunctionDef(body=body):
                self.function(statement.name, body)
            case ast.Return(value=value) if value is not None:
                self.value(value)
            case _:
                return

    def function(self, name: str, body: Sequence[ast.stmt]) -> None:
        """A function that builds a model is read once, as if it were called."""
        if name in ("forward", "call", "train", "test", "fit", "evaluate", "main"):
            for inner in body:
                self.settings(inner)
            return
        for inner in body:
            self.run(inner)

    def settings(self, statement: ast.stmt) -> None:
        for node in ast.walk(statement):
            if isinstance(node, ast.For):
                self.epoch_loop(node.target, node.iter)

    def assign(self, target: ast.expr, made: Any) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = made
            if re.fullmatch(r"(?:n(?:um)?_?|nb_?)?epochs?(?:_?\w{1,4})?", target.id, re.I) and type(made) is int:
                self.epochs = made
            if re.fullmatch(r"batch_?size", target.id, re.I) and type(made) is int:
                self.batch = made
        elif isinstance(target, ast.Attribute):
            self.names[f"{getattr(target.value, 'id', '')}.{target.attr}"] = made
        elif isinstance(target, ast.Tuple | ast.List) and type(made) is tuple and len(made) == len(target.elts):
            for each, value in zip(target.elts, made, strict=True):
                self.assign(each, value)

    def loop(self, target: ast.expr, over: ast.expr, body: Sequence[ast.stmt]) -> None:
        if self.epoch_loop(target, over):
            return
        values = self.value(over)
        if type(values) is tuple and len(values) <= 50:
            for value in values:
                self.assign(target, value)
                for inner in body:
                    self.run(inner)
            return
        before = sum(len(model.layers) for model in self.models)
        for inner in body:
            self.run(inner)
        if sum(len(model.layers) for model in self.models) != before:
            self.models[-1].unclear.append("layers are added in a loop whose length is not written there")

    def epoch_loop(self, target: ast.expr, over: ast.expr) -> bool:
        if not (isinstance(target, ast.Name) and re.match(r"epoch|ep$", target.id, re.I)):
            return False
        values = self.value(over)
        if isinstance(values, tuple):
            self.epochs = len(values)
        return True

    def module(self, statement: ast.ClassDef) -> None:
        """A class of PyTorch, or a subclass of Keras' Model: the layers of its __init__ in their order."""
        bases = {_last_name(base) for base in statement.bases}
        if not bases & {"Module", "Model", "Layer", "LightningModule"}:
            return
        model = _Model()
        self.models.append(model)
        for inner in statement.body:
            if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                for line in inner.body:
                    self.member(line, model)
            elif isinstance(inner, ast.FunctionDef) and inner.name in ("forward", "call"):
                called = {_last_name(node.func).lower() for node in ast.walk(inner) if isinstance(node, ast.Call)}
                if "dropout" in called and not any(layer.kind == "dropout" for layer in model.layers):
                    model.layers.append(Layer("dropout"))

    def member(self, line: ast.stmt, model: _Model) -> None:
        if not isinstance(line, ast.Assign):
            return
        count = len(self.models)
        made = self.value(line.value)
        for target in line.targets:
            self.assign(target, made)
        for each in made if type(made) is tuple else (made,):
            if isinstance(each, Layer):
                model.layers.append(each)
        if isinstance(made, _Model):
            model.layers += made.layers
            model.unclear += made.unclear
            del self.models[count:]

    def value(self, node: ast.expr) -> Any:
        """A number, a text, a tuple, a layer or a model; `UNSET` for everything else."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise _TooMuchError
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self.names.get(name, UNSET)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                return self.names.get(f"{name}.{attribute}", UNSET)
            case ast.Tuple(elts=items) | ast.List(elts=items):
                return tuple(self.value(item) for item in items)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                value = self.value(operand)
                return -value if type(value) in (int, float) else UNSET
            case ast.BinOp(left=left, op=operator, right=right):
                return computed(self.value(left), operator, self.value(right))
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return compared(self.value(left), operator, self.value(right))
            case ast.Subscript(value=inner, slice=place):
                return self.picked(self.value(inner), place)
            case ast.Call():
                return self.call(node)
            case _:
                return UNSET

    def call(self, node: ast.Call) -> Any:
        name = _last_name(node.func)
        if isinstance(node.func, ast.Call):  # Dense(64)(x)
            return self.applied(self.value(node.func), node)
        if name in ("range", "zip", "enumerate"):
            return sequence(name, [self.value(argument) for argument in node.args])
        if name in ("MLPClassifier", "MLPRegressor"):
            return self.scikit(node)
        if name == "Sequential":
            return self.sequential(node)
        if name in ("Model", "Functional"):
            return self.functional(node)
        owner = self.value(node.func.value) if isinstance(node.func, ast.Attribute) else UNSET
        if name == "add" and owner is UNSET and isinstance(node.func, ast.Attribute):
            owner = self.unopened(node)
        if isinstance(owner, _Model):
            return self.method(owner, name, node)
        if type(owner) is tuple and name in ("append", "extend"):
            return self.grown(node, owner, name)
        if name.lower() in KINDS:
            return self.layer(name, node)
        if isinstance(owner, _Symbolic) or any(isinstance(self.value(each), _Symbolic) for each in node.args[:3]):
            made = self.names.get(name, UNSET)
            return self.applied(made, node)
        if _UNKNOWN_LAYERS.match(name):
            return Layer("unknown")
        return UNSET

    def sequential(self, node: ast.Call) -> _Model:
        model = _Model()
        self.models.append(model)
        for argument in node.args:
            made = self.value(argument.value if isinstance(argument, ast.Starred) else argument)
            if isinstance(argument, ast.Starred) and type(made) is not tuple:
                model.unclear.append("its layers come out of a list that is not written there")
                continue
            for each in made if type(made) is tuple else (made,):
                self.add(model, each)
        return model

    def scikit(self, node: ast.Call) -> _Model:
        given, options = self.arguments(node)
        epochs = options.get("max_iter")
        model = _Model(list(perceptron(given, options)), epochs=epochs if type(epochs) is int else None)
        if any(layer.units is None for layer in model.layers):
            model.unclear.append("the size of a layer is not written as a number")
        self.models.append(model)
        return model

    def unopened(self, node: ast.Call) -> Any:
        """The model of "model.add(Dense(64))" where no line makes it: the listing begins behind that."""
        if not isinstance(node.func, ast.Attribute) or not isinstance(node.func.value, ast.Name) or not node.args:
            return UNSET
        if not isinstance(self.value(node.args[-1]), Layer | _Symbolic):
            return UNSET
        model = self.names[node.func.value.id] = _Model()
        self.models.append(model)
        return model

    def grown(self, node: ast.Call, owner: tuple[Any, ...], name: str) -> Any:
        """A list of layers with one more."""
        made = self.value(node.args[-1]) if node.args else UNSET
        more = made if name == "extend" and type(made) is tuple else (made,)
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            self.names[node.func.value.id] = computed(owner, ast.Add(), more)
        return UNSET

    def picked(self, values: Any, place: ast.expr) -> Any:
        """An item or a slice of a tuple."""
        if type(values) is not tuple:
            return UNSET
        if isinstance(place, ast.Slice):
            bounds = [None if each is None else self.value(each) for each in (place.lower, place.upper, place.step)]
            known = all(each is None or type(each) is int for each in bounds) and bounds[2] != 0
            return values[slice(*bounds)] if known else UNSET
        at = self.value(place)
        return values[at] if type(at) is int and -len(values) <= at < len(values) else UNSET

    def add(self, model: _Model, made: Any) -> None:
        if len(model.layers) > MAX_LAYERS:
            raise _TooMuchError
        if isinstance(made, _Symbolic) and len(made.model.layers) == 1:
            made = made.model.layers[0]  # add(Input(…))
        if isinstance(made, Layer):
            model.layers.append(made)
            if made.kind in ("dense", "conv") and made.units is None:
                model.unclear.append("the size of a layer is not written as a number")
            if made.kind == "unknown":
                model.unclear.append("a layer of a kind that is not known here")
        elif isinstance(made, _Model):
            model.layers += made.layers
            model.unclear += made.unclear
            if made in self.models:
                self.models.remove(made)
        elif type(made) is tuple and len(made) == 2 and isinstance(made[1], Layer):
            self.add(model, made[1])  # ("name", layer)
        elif made is not None:
            model.unclear.append("a layer of a kind that is not known here")

    def method(self, model: _Model, name: str, node: ast.Call) -> Any:
        if name in ("add", "append", "add_module") and node.args:
            self.add(model, self.value(node.args[-1]))
        elif name in ("fit", "fit_generator", "train"):
            options = {keyword.arg: self.value(keyword.value) for keyword in node.keywords}
            epochs = options.get("epochs", options.get("nb_epoch", self.epochs))
            model.epochs = epochs if type(epochs) is int else model.epochs
            batch = options.get("batch_size", self.batch)
            model.batch = batch if type(batch) is int else None
        elif name in ("to", "cuda", "cpu", "double", "float"):
            return model
        return UNSET

    def functional(self, node: ast.Call) -> Any:
        """Keras' Model(inputs, outputs)."""
        given = [self.value(argument) for argument in node.args]
        given += [self.value(keyword.value) for keyword in node.keywords]
        for each in given[::-1]:
            if isinstance(each, _Symbolic) and len(each.model.layers) > 1:
                self.models.append(each.model)
                return each.model
        return UNSET

    def applied(self, made: Any, node: ast.Call) -> Any:
        given = [self.value(argument) for argument in node.args]
        before = next((each for each in given if isinstance(each, _Symbolic)), None)
        if before is None or not isinstance(made, Layer):
            return UNSET
        model = _Model(list(before.model.layers), list(before.model.unclear))
        self.add(model, made)
        return _Symbolic(model)

    def arguments(self, node: ast.Call) -> tuple[list[Any], dict[str, Any]]:
        given = [self.value(argument) for argument in node.args if not isinstance(argument, ast.Starred)]
        return given, {keyword.arg or "": self.value(keyword.value) for keyword in node.keywords}

    def layer(self, name: str, node: ast.Call) -> Any:
        made = layer_of(name, *self.arguments(node))
        return _Symbolic(_Model([made])) if made and name == "Input" else made


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def call(name: str, arguments: str) -> Layer | None:
    """Return the layer of a single call of a list of layers; its size is None where that can't be read."""
    tree = parsed(f"{name}({arguments})")
    reader = _Reader()
    if tree and isinstance(tree[0], ast.Expr) and isinstance(tree[0].value, ast.Call):
        return layer_of(name, *reader.arguments(tree[0].value))
    sizes = [int(size) for size in re.findall(r"(?<![\w.])\d{1,4}(?![\w.])", arguments)]
    return layer_of(name, sizes, {})
