"""Reference solvers, importable alone: `from solutions import conv2d_parameters`. `python -m solutions` lists them.

A solver's module is imported when the solver is asked for, so that one that needs NumPy costs nobody else anything.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solutions.activations import *  # noqa: F403
    from solutions.architectures import *  # noqa: F403
    from solutions.convolution import *  # noqa: F403
    from solutions.evaluation import *  # noqa: F403
    from solutions.gradients import *  # noqa: F403
    from solutions.initialisation import *  # noqa: F403
    from solutions.layers import *  # noqa: F403
    from solutions.linear import *  # noqa: F403
    from solutions.logic import *  # noqa: F403
    from solutions.losses import *  # noqa: F403
    from solutions.momentum import *  # noqa: F403
    from solutions.pooling import *  # noqa: F403
    from solutions.regularisation import *  # noqa: F403


def modules() -> Iterator[ModuleType]:
    """The modules of solvers, in the order of their names."""
    for module in pkgutil.iter_modules(__path__):  # noqa: F405
        if not module.name.startswith("_"):
            yield importlib.import_module(f"{__name__}.{module.name}")


def solvers(module: ModuleType) -> dict[str, FunctionType]:
    """The public functions that a module defines, in the order of their definition."""
    return {
        name: thing
        for name, thing in vars(module).items()
        if isinstance(thing, FunctionType) and thing.__module__ == module.__name__ and not name.startswith("_")
    }


def __getattr__(name: str) -> Any:
    if not name.startswith("_"):
        for module in modules():
            if name in vars(module) and getattr(vars(module)[name], "__module__", module.__name__) == module.__name__:
                return vars(module)[name]
    raise AttributeError(f"solutions has no solver {name!r}; python -m solutions lists them")
