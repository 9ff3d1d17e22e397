"""The layers of a network, from code of Keras 1 to 3 or PyTorch, by its syntax tree; nothing of it is run.

What can't be worked out without running it is said in `unclear`, never guessed.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.patterns import lazily

MAX_CODE = 200_000
MAX_DEPTH = 60
MAX_STEPS = 20_000
MAX_LAYERS = 500


class Layer(NamedTuple):
    """A layer with its kind ("dense", "conv", "pool", "flatten", "dropout", "normalisation", "activation", "input").

    units : outputs of a dense layer, filters of a convolution, None where they can't be told. size : kernel or window.
    inputs : what the code says of the layer's input: its shape, channels last, or the number of inputs.
    """

    kind: str
    units: int | None = None
    size: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    same: bool = False
    inputs: tuple[int, ...] = ()


class Architecture(NamedTuple):
    """A network as its code builds it. epochs, batch : of its training, where the code says them.

    unclear : sentences about what could not be told without running the code.
    """

    layers: tuple[Layer, ...]
    epochs: int | None = None
    batch: int | None = None
    unclear: tuple[str, ...] = ()

    @property
    def hidden(self) -> tuple[int, ...] | None:
        """The units of each hidden dense layer, the last dense layer being the output; None where one is unclear."""
        dense = [layer.units for layer in self.layers if layer.kind == "dense"]
        known = [units for units in dense if units is not None]
        return tuple(known[:-1]) if dense and len(known) == len(dense) and not self.unclear else None

    def has(self, kind: str) -> bool:
        """Whether a layer of that kind is in it."""
        return any(layer.kind == kind for layer in self.layers)

    @property
    def parameters(self) -> int | None:
        """Trainable parameters by our own arithmetic, None where a shape is not known."""
        return _parameters(self.layers) if not self.unclear else None


_KINDS = {
    "dense": "dense", "linear": "dense", "conv2d": "conv", "convolution2d": "conv", "maxpooling2d": "pool",
    "averagepooling2d": "pool", "maxpool2d": "pool", "avgpool2d": "pool", "globalaveragepooling2d": "global pool",
    "flatten": "flatten", "dropout": "dropout", "dropout2d": "dropout", "spatialdropout2d": "dropout",
    "batchnormalization": "normalisation", "batchnorm1d": "normalisation", "batchnorm2d": "normalisation",
    "layernorm": "normalisation", "activation": "activation", "relu": "activation", "softmax": "activation",
    "sigmoid": "activation", "tanh": "activation", "leakyrelu": "activation", "elu": "activation",
    "logsoftmax": "activation", "gelu": "activation", "prelu": "activation", "identity": "activation",
    "input": "input", "inputlayer": "input", "reshape": "flatten",
}  # fmt: skip
_UNKNOWN_LAYERS = lazily(r"^(?:conv|pool|lstm|gru|rnn|embedding|attention|residual|separable)", re.I)


def architectures(code: str) -> list[Architecture]:
    """Every network that the code builds, in order. Broken code is read statement by statement.

    >>> architectures("model = Sequential([Dense(64, input_shape=(784,)), Dense(10)])")[0].parameters
    50890
    """
    reader = _Reader()
    broken = len(code) > MAX_CODE
    for statement in _statements(code[:MAX_CODE]):
        if isinstance(statement, str):
            broken = broken or bool(_LAYER_NAME.search(statement))
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


# Statements


_LAYER_NAME = lazily(r"\b(?:Dense|Linear|Conv\w*2[dD]|Sequential|\.add)\b")
_LISTING = lazily(r"^\s*(?:\d{1,4}\s*[|:]\s?|\d{1,4}\t|>>> |\.\.\. |In ?\[\d*\]:\s?)", re.M)
_MAGIC = lazily(r"^\s*[%!].*$", re.M)


def _statements(code: str) -> Iterator[ast.stmt | str]:
    """The statements; a text in place of what is no Python."""
    numbered = _LISTING.findall(code)
    if len(numbered) > 0.6 * (code.count("\n") + 1):
        code = _LISTING.sub("", code)
    code = _MAGIC.sub("", code).replace("\t", "    ").replace("\r", "")
    tree = _parsed(code)
    if tree is not None:
        yield from tree
        return
    for chunk in _chunks(code):
        parsed = _parsed(chunk)
        if parsed is None:
            yield chunk
        else:
            yield from parsed


def _parsed(code: str) -> list[ast.stmt] | None:
    if _depth(code) > MAX_DEPTH:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _depth(code: str) -> int:
    """How deep its brackets nest at the most; the parser of Python may fail on more than a hundred."""
    deepest = depth = 0
    for character in code:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth = max(depth - 1, 0)
    return deepest


_STARTS = lazily(r"^(?:\w[\w.]*\s*(?:=|\()|class |for |with |def |from |import )")


def _chunks(code: str) -> Iterator[str]:
    """Logical lines: each statement with what stands indented, or inside its brackets, below it."""
    chunk: list[str] = []
    depth = 0
    for line in code.split("\n"):
        begins = depth <= 0 and _STARTS.match(line)
        if begins and chunk:
            yield "\n".join(chunk)
            chunk, depth = [], 0
        if begins or (chunk and (depth > 0 or line.startswith((" ", "    ")) or not line.strip())):
            chunk.append(line)
            depth += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
        elif chunk:
            yield "\n".join(chunk)
            chunk, depth = [], 0
    if chunk:
        yield "\n".join(chunk)


# Reading


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


_UNSET: Any = object()


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
        for model in self.models:
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
            case ast.Expr(value=value):
                self.value(value)
            case ast.For(target=target, iter=over, body=body):
                self.loop(target, over, body)
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
        elif isinstance(target, ast.Tuple | ast.List) and isinstance(made, tuple) and len(made) == len(target.elts):
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
        if isinstance(made, Layer):
            model.layers.append(made)
        elif isinstance(made, _Model):
            model.layers += made.layers
            model.unclear += made.unclear
            del self.models[count:]

    def value(self, node: ast.expr) -> Any:
        """A number, a text, a tuple, a layer or a model; `_UNSET` for everything else."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise _TooMuchError
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self.names.get(name, _UNSET)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                return self.names.get(f"{name}.{attribute}", _UNSET)
            case ast.Tuple(elts=items) | ast.List(elts=items):
                return tuple(self.value(item) for item in items)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                value = self.value(operand)
                return -value if type(value) in (int, float) else _UNSET
            case ast.BinOp(left=left, op=operator, right=right):
                return _computed(self.value(left), operator, self.value(right))
            case ast.Call():
                return self.call(node)
            case _:
                return _UNSET

    def call(self, node: ast.Call) -> Any:
        name = _last_name(node.func)
        if isinstance(node.func, ast.Call):  # Dense(64)(x)
            return self.applied(self.value(node.func), node)
        if name == "range":
            return _range([self.value(argument) for argument in node.args])
        if name == "Sequential":
            return self.sequential(node)
        if name in ("Model", "Functional"):
            return self.functional(node)
        owner = self.value(node.func.value) if isinstance(node.func, ast.Attribute) else _UNSET
        if isinstance(owner, _Model):
            return self.method(owner, name, node)
        if name.lower() in _KINDS:
            return self.layer(name, node)
        if isinstance(owner, _Symbolic) or any(isinstance(self.value(each), _Symbolic) for each in node.args[:3]):
            made = self.names.get(name, _UNSET)
            return self.applied(made, node)
        if _UNKNOWN_LAYERS.match(name):
            return Layer("unknown")
        return _UNSET

    def sequential(self, node: ast.Call) -> _Model:
        model = _Model()
        self.models.append(model)
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                model.unclear.append("its layers come out of a list that is not written there")
                continue
            made = self.value(argument)
            for each in made if type(made) is tuple else (made,):
                self.add(model, each)
        return model

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
            model.epochs = epochs if type(epochs) is int else None
            batch = options.get("batch_size", self.batch)
            model.batch = batch if type(batch) is int else None
        elif name in ("to", "cuda", "cpu", "double", "float"):
            return model
        return _UNSET

    def functional(self, node: ast.Call) -> Any:
        """Keras' Model(inputs, outputs)."""
        given = [self.value(argument) for argument in node.args]
        given += [self.value(keyword.value) for keyword in node.keywords]
        for each in given[::-1]:
            if isinstance(each, _Symbolic) and len(each.model.layers) > 1:
                self.models.append(each.model)
                return each.model
        return _UNSET

    def applied(self, made: Any, node: ast.Call) -> Any:
        given = [self.value(argument) for argument in node.args]
        before = next((each for each in given if isinstance(each, _Symbolic)), None)
        if before is None or not isinstance(made, Layer):
            return _UNSET
        model = _Model(list(before.model.layers), list(before.model.unclear))
        self.add(model, made)
        return _Symbolic(model)

    def layer(self, name: str, node: ast.Call) -> Any:
        kind = _KINDS[name.lower()]
        given = [self.value(argument) for argument in node.args if not isinstance(argument, ast.Starred)]
        options = {keyword.arg or "": self.value(keyword.value) for keyword in node.keywords}
        inputs = _shape(options.get("input_shape", options.get("input_dim", options.get("batch_input_shape"))))
        if kind == "input":
            shape = _shape(options.get("shape", given[0] if given else None))
            return (
                _Symbolic(_Model([Layer("input", inputs=shape)])) if name == "Input" else Layer("input", inputs=shape)
            )
        if kind == "dense":
            return _dense(name, given, options, inputs)
        if kind == "conv":
            return _conv(name, given, options, inputs)
        if kind == "pool":
            size = _pair(options.get("pool_size", options.get("kernel_size", given[0] if given else 2)), (2, 2))
            stride = _pair(options.get("strides", options.get("stride", given[1] if len(given) > 1 else None)), size)
            return Layer("pool", None, size, stride, options.get("padding") == "same", inputs)
        return Layer(kind, inputs=inputs)


def _dense(name: str, given: Sequence[Any], options: dict[str, Any], inputs: tuple[int, ...]) -> Layer:
    if name == "Linear":
        into = given[0] if given else options.get("in_features")
        units = given[1] if len(given) > 1 else options.get("out_features")
        inputs = (into,) if type(into) is int else ()
    else:
        units = given[0] if given else options.get("units", options.get("output_dim"))
    return Layer("dense", units if type(units) is int else None, inputs=inputs)


def _conv(name: str, given: Sequence[Any], options: dict[str, Any], inputs: tuple[int, ...]) -> Layer:
    torch = "in_channels" in options or (name == "Conv2d")
    if torch:
        channels = options.get("in_channels", given[0] if given else None)
        rest = given[1:] if given and "in_channels" not in options else given
        units = options.get("out_channels", rest[0] if rest else None)
        size: Any = options.get("kernel_size", rest[1] if len(rest) > 1 else None)
        stride = options.get("stride", rest[2] if len(rest) > 2 else 1)
        padding = options.get("padding", rest[3] if len(rest) > 3 else 0)
        window = _pair(size, (0, 0))
        same = padding == "same" or (type(padding) is int and padding * 2 + 1 == window[0])
        known = padding in (0, "valid") or same
        inputs = (-1, -1, channels) if type(channels) is int else ()
        return Layer(
            "conv", units if type(units) is int and known else None, window, _pair(stride, (1, 1)), same, inputs
        )
    units = given[0] if given else options.get("filters", options.get("nb_filter"))
    if name == "Convolution2D" and len(given) > 2:
        size = (given[1], given[2])
    else:
        size = options.get("kernel_size", given[1] if len(given) > 1 else None)
    stride = options.get("strides", options.get("subsample", given[2] if len(given) == 3 and name == "Conv2D" else 1))
    same = options.get("padding", options.get("border_mode")) == "same"
    return Layer(
        "conv", units if type(units) is int else None, _pair(size, (0, 0)), _pair(stride, (1, 1)), same, inputs
    )


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _pair(value: Any, usual: tuple[int, int]) -> tuple[int, int]:
    if type(value) is int:
        return value, value
    if isinstance(value, tuple) and len(value) == 2 and all(type(each) is int for each in value):
        return value[0], value[1]
    return usual


def _shape(value: Any) -> tuple[int, ...]:
    if type(value) is int:
        return (value,)
    if isinstance(value, tuple):
        numbers = tuple(each for each in value if type(each) is int)
        return numbers if len(numbers) == len([each for each in value if each is not None]) else ()
    return ()


def _range(given: list[Any]) -> Any:
    if not given or len(given) > 3 or any(type(each) is not int for each in given):
        return _UNSET
    try:
        values = range(*given)
    except ValueError:
        return _UNSET
    return tuple(values) if len(values) <= 10_000 else _UNSET


def _computed(left: Any, operator: ast.operator, right: Any) -> Any:
    if type(left) is tuple and type(right) is tuple and isinstance(operator, ast.Add):
        return left + right if len(left) + len(right) <= MAX_LAYERS else _UNSET
    if type(left) not in (int, float) or type(right) not in (int, float) or max(abs(left), abs(right)) > 10**9:
        return _UNSET
    match operator:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.FloorDiv() if right:
            return left // right
        case ast.Div() if right:
            return left / right
        case ast.Pow() if 0 <= right <= 16 and abs(left) <= 1024:
            return left**right
        case _:
            return _UNSET


# Counting


def _parameters(layers: Sequence[Layer]) -> int | None:
    """Weights and biases, from shapes that are carried from layer to layer, channels last."""
    shape: tuple[int, ...] = ()
    total = 0
    for layer in layers:
        if (layer.inputs and not shape) or (layer.kind == "dense" and layer.inputs):
            shape = layer.inputs
        counted = _counted(layer, shape)
        if counted is None:
            return None
        total, shape = total + counted[0], counted[1]
    return total


def _counted(layer: Layer, shape: tuple[int, ...]) -> tuple[int, tuple[int, ...]] | None:
    """The layer's parameters and the shape of its output; -1 for a length that is not known."""
    match layer.kind:
        case "dense" if layer.units is not None and shape and shape[-1] > 0:
            return (shape[-1] + 1) * layer.units, (*shape[:-1], layer.units)
        case "conv" if layer.units is not None and len(shape) == 3 and layer.size[0] > 0:
            weights = layer.size[0] * layer.size[1] * shape[2]
            return (weights + 1) * layer.units, (*_moved(layer, shape), layer.units)
        case "pool" if len(shape) == 3:
            return 0, (*_moved(layer, shape), shape[2])
        case "global pool" if len(shape) == 3:
            return 0, shape[2:]
        case "flatten":
            if not shape or -1 in shape:
                return 0, (-1,)
            length = 1
            for each in shape:
                length *= each
            return 0, (length,)
        case "normalisation" if shape and shape[-1] > 0:
            return 2 * shape[-1], shape
        case "normalisation" | "dense" | "conv" | "pool" | "global pool" | "unknown":
            return None
        case _:
            return 0, shape


def _moved(layer: Layer, shape: tuple[int, ...]) -> tuple[int, int]:
    lengths = []
    for length, size, stride in zip(shape[:2], layer.size, layer.stride, strict=True):
        if length < 0:
            lengths.append(-1)
        elif layer.same:
            lengths.append(-(-length // stride))
        else:
            lengths.append(max((length - size) // stride + 1, 0))
    return lengths[0], lengths[1]
