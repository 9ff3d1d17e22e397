"""Reference solvers of the field's exercises: `from solutions import conv2d_parameters`.

`python -m solutions` lists them, `solutions.explain` shows the steps of a call. A chapter is imported when one of its
names is asked for, so that a chapter that needs NumPy or SymPy costs the others nothing.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from solutions._explaining import Explanation
    from solutions.activations import *  # noqa: F403
    from solutions.adversarial import *  # noqa: F403
    from solutions.architectures import *  # noqa: F403
    from solutions.attention import *  # noqa: F403
    from solutions.calibration import *  # noqa: F403
    from solutions.contrastive_losses import *  # noqa: F403
    from solutions.convolution import *  # noqa: F403
    from solutions.convolution_1d_3d import *  # noqa: F403
    from solutions.convolution_costs import *  # noqa: F403
    from solutions.convolution_gradients import *  # noqa: F403
    from solutions.ctc import *  # noqa: F403
    from solutions.decoding import *  # noqa: F403
    from solutions.descent import *  # noqa: F403
    from solutions.detection import *  # noqa: F403
    from solutions.diffusion import *  # noqa: F403
    from solutions.divergences import *  # noqa: F403
    from solutions.estimators import *  # noqa: F403
    from solutions.evaluation import *  # noqa: F403
    from solutions.floats import *  # noqa: F403
    from solutions.flows import *  # noqa: F403
    from solutions.frameworks import *  # noqa: F403
    from solutions.gradients import *  # noqa: F403
    from solutions.graph import *  # noqa: F403
    from solutions.initialisation import *  # noqa: F403
    from solutions.latent_variables import *  # noqa: F403
    from solutions.layers import *  # noqa: F403
    from solutions.learning_theory import *  # noqa: F403
    from solutions.linear import *  # noqa: F403
    from solutions.logic import *  # noqa: F403
    from solutions.losses import *  # noqa: F403
    from solutions.memory import *  # noqa: F403
    from solutions.momentum import *  # noqa: F403
    from solutions.networks import *  # noqa: F403
    from solutions.ngrams import *  # noqa: F403
    from solutions.normalisation import *  # noqa: F403
    from solutions.optimisers import *  # noqa: F403
    from solutions.planning import *  # noqa: F403
    from solutions.policies import *  # noqa: F403
    from solutions.pooling import *  # noqa: F403
    from solutions.positions import *  # noqa: F403
    from solutions.quantisation import *  # noqa: F403
    from solutions.ranking import *  # noqa: F403
    from solutions.receptive_fields import *  # noqa: F403
    from solutions.recurrent import *  # noqa: F403
    from solutions.recurrent_gradients import *  # noqa: F403
    from solutions.recurrent_parameters import *  # noqa: F403
    from solutions.regression_losses import *  # noqa: F403
    from solutions.regularisation import *  # noqa: F403
    from solutions.regularised_regression import *  # noqa: F403
    from solutions.reinforcement import *  # noqa: F403
    from solutions.schedules import *  # noqa: F403
    from solutions.separable_convolution import *  # noqa: F403
    from solutions.sequences import *  # noqa: F403
    from solutions.summary import *  # noqa: F403
    from solutions.text_scores import *  # noqa: F403
    from solutions.tokenisation import *  # noqa: F403
    from solutions.transformer_blocks import *  # noqa: F403
    from solutions.transformer_costs import *  # noqa: F403
    from solutions.transformer_sizes import *  # noqa: F403
    from solutions.transformers import *  # noqa: F403
    from solutions.transposed_convolution import *  # noqa: F403


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


def __getattr__(name: str) -> Any:
    if name == "__all__" or not name.startswith("_"):
        from solutions import _chapters

        if name == "__all__":  # asked for by a star import, which then loads every chapter
            return [*_chapters.index(), "explain"]
        if name in _chapters.chapters():
            return _chapters.load(name)
        if name in _chapters.index():
            return getattr(_chapters.load(_chapters.index()[name]), name)
    raise AttributeError(f"solutions has no solver {name!r}; python -m solutions lists them")


def __dir__() -> list[str]:
    from solutions import _chapters

    for chapter in _chapters.chapters():
        if f"{__name__}.{chapter}" in sys.modules:
            _chapters.load(chapter)
    return [*_chapters.chapters(), *_chapters.index(), "explain"]
