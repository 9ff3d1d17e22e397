"""The chapters of the library and the public names of each; nothing is imported to find a name."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import re
from types import FunctionType, ModuleType

import solutions


@functools.cache
def chapters() -> tuple[str, ...]:
    """Names of the chapters in alphabetical order: every module of the package without a leading underscore."""
    return tuple(
        sorted(each.name for each in pkgutil.iter_modules(solutions.__path__) if not each.name.startswith("_"))
    )


@functools.cache
def index() -> dict[str, str]:
    """Public names and the chapter of each, as the `__all__` in the chapters' sources states them.

    The sources are read rather than imported, so that asking for one name never pays for another chapter's libraries.
    """
    return {name: chapter for chapter in chapters() for name in _stated(chapter)}


def _stated(chapter: str) -> list[str]:
    source = (pkgutil.get_data("solutions", f"{chapter}.py") or b"").decode("utf-8")
    found = re.search(r"^__all__ = (\[.*?\])", source, re.MULTILINE | re.DOTALL)
    return list(ast.literal_eval(found[1])) if found else []


def load(chapter: str) -> ModuleType:
    """The module of a chapter, which from now on offers its public names to completion and nothing else."""
    module = importlib.import_module(f"solutions.{chapter}")
    vars(module).setdefault("__dir__", lambda: sorted(module.__all__))
    return module


def solvers(module: ModuleType) -> dict[str, FunctionType]:
    """The public functions of a chapter, in the order of their definition."""
    functions = {name: thing for name, thing in vars(module).items() if isinstance(thing, FunctionType)}
    return {name: function for name, function in functions.items() if name in module.__all__}


def classes(module: ModuleType) -> dict[str, type]:
    """The public classes of a chapter, in the order of their definition."""
    return {name: thing for name, thing in vars(module).items() if isinstance(thing, type) and name in module.__all__}


def signature(function: FunctionType | type) -> str:
    """A call as its author would write it: names and defaults, without types.

    >>> from solutions.pooling import max_pool2d
    >>> signature(max_pool2d)
    'max_pool2d(matrix, size=2, *, stride=None)'
    """
    whole = inspect.signature(function)
    plain = [each.replace(annotation=inspect.Parameter.empty) for each in whole.parameters.values()]
    return f"{function.__name__}{whole.replace(parameters=plain, return_annotation=inspect.Signature.empty)}"


def first_line(thing: object) -> str:
    """First line of a docstring, "" where there is none."""
    return (thing.__doc__ or "").partition("\n")[0]
