"""Reference solvers of the field's exercises: `from solutions import conv2d_parameters`.

`python -m solutions` lists them, `solutions.explain` shows the steps of a call. A chapter is imported when one of its
names is asked for, so that a chapter that needs NumPy or SymPy costs the others nothing.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from solutions._explaining import Explanation
    from solutions.activations import *  # noqa: F403
    from solutions.architectures import *  # noqa: F403
    from solutions.convolution import *  # noqa: F403
    from solutions.evaluation import *  # noqa: F403
    from solutions.frameworks import *  # noqa: F403
    from solutions.gradients import *  # noqa: F403
    from solutions.graph import *  # noqa: F403
    from solutions.initialisation import *  # noqa: F403
    from solutions.layers import *  # noqa: F403
    from solutions.linear import *  # noqa: F403
    from solutions.logic import *  # noqa: F403
    from solutions.losses import *  # noqa: F403
    from solutions.momentum import *  # noqa: F403
    from solutions.networks import *  # noqa: F403
    from solutions.pooling import *  # noqa: F403
    from solutions.regularisation import *  # noqa: F403
    from solutions.summary import *  # noqa: F403
    from solutions.transformers import *  # noqa: F403


def explain(solver: Callable[..., Any], /, *arguments: Any, **options: Any) -> Explanation:
    """Explain a call of a solver: its steps as text and as LaTeX; in a notebook they are shown as formulas.

    Raises the solver's own errors, and ValueError for a solver that declares no steps, or an example that is too large.

    >>> from solutions import conv2d_parameters
    >>> print(explain(conv2d_parameters, 3, 8, 5))
    5·5·3 = 75 weights per filter
    75 + 1 = 76 with the bias
    76·8 = 608 parameters of all filters
    """
    from solutions._explaining import explanation

    return explanation(solver, arguments, options)


class _Library(ModuleType):
    """The package itself: what it and its chapters offer to completion is their public names and nothing else."""

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            from solutions import _chapters

            if name in _chapters.chapters():
                return _chapters.load(name)
            if name in _chapters.index():
                return getattr(_chapters.load(_chapters.index()[name]), name)
        raise AttributeError(f"solutions has no solver {name!r}; python -m solutions lists them")

    def __setattr__(self, name: str, value: object) -> None:
        # Python binds a submodule to its package here, whichever way it was imported.
        if isinstance(value, ModuleType) and hasattr(value, "__all__"):
            public = sorted(value.__all__)
            vars(value).setdefault("__dir__", lambda: public)
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        from solutions import _chapters

        return [*_chapters.chapters(), *_chapters.index(), "explain"]


sys.modules[__name__].__class__ = _Library
