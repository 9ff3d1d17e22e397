"""Networks from the code of Keras and PyTorch, by its syntax tree; nothing of the code is run."""

from __future__ import annotations

import ast
import warnings

from solutions._following import Reader
from solutions._traced import Unknown
from solutions.networks import Part

__all__ = ["read_layers"]

MAX_CODE = 100_000


def read_layers(code: str, name: str | None = None) -> tuple[Part, ...]:
    """Layers of the network that the code of Keras or PyTorch builds, as summarise takes them.

    Parameters
    ----------
    code : a module or a piece of it with a Sequential (also filled by `add`), a functional model of Keras, or a class
        whose forward (or call) runs straight through its layers; sums and concatenations become branches.
    name : of the variable or class, where the code builds several networks.

    Returns
    -------
    The layers, an Input first where the code states its shape. Keras' `activation=` is not listed.

    Raises
    ------
    ValueError
        Where the code has no network or several, or where a line cannot be followed without running it: an unknown
        layer, a number that is computed elsewhere, a loop, weights that are used twice. Nothing is guessed.

    Examples
    --------
    >>> read_layers("model = Sequential([Conv2D(8, 5, activation='relu'), Flatten(), Dense(10)])")
    (Conv(filters=8, kernel=5, stride=1, padding='valid', groups=1, bias=True, dilation=1, channels=None), Flatten(), \
Linear(units=10, bias=True, inputs=None))
    """
    if len(code) > MAX_CODE:
        raise ValueError(f"code of more than {MAX_CODE} characters is not read")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(f"this is not code that Python can read: {error}") from error
    networks = Reader().networks(tree.body)
    if name is not None:
        if name not in networks:
            raise ValueError(f"the code builds no network {name!r}, but {', '.join(networks) or 'none'}")
        networks = {name: networks[name]}
    if len(networks) != 1:
        listed = ", ".join(
            f"{name} (line {network.line}: {network.reason})" if isinstance(network, Unknown) else name
            for name, network in networks.items()
        )
        found = f"several networks, {listed}: state the name of one" if networks else "no network"
        raise ValueError(f"the code builds {found}")
    (found_one,) = networks.values()
    if isinstance(found_one, Unknown):
        raise ValueError(f"line {found_one.line}: {found_one.reason}")
    return found_one.parts
