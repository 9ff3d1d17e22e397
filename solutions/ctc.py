"""Connectionist temporal classification: the probability of a label over all its alignments, by dynamic programming.

A path has a class for every step, one of the classes being the blank. It collapses to a label: first repeats are
merged, then blanks are dropped.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions.losses import log_softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "ctc_best_path",
    "ctc_collapse",
    "ctc_gradient",
    "ctc_least_steps",
    "ctc_loss",
    "ctc_path_count",
    "ctc_probability",
]


def ctc_collapse(path: Sequence[int], *, blank: int = 0) -> tuple[int, ...]:
    """The label that a path collapses to: repeats merged, then blanks dropped.

    Source: Graves et al., Connectionist temporal classification (2006), section 3.1.

    >>> ctc_collapse([1, 1, 0, 1, 2, 2, 0])
    (1, 1, 2)
    """
    return tuple(step for place, step in enumerate(path) if step != blank and (place == 0 or step != path[place - 1]))


def ctc_least_steps(label: Sequence[int]) -> int:
    """Least number of steps of a path for this label: its length, and a blank between each two equal neighbours.

    Source: Graves et al., Connectionist temporal classification (2006), section 4.1.

    >>> ctc_least_steps([1, 1, 2])
    4
    """
    return len(label) + sum(one == other for one, other in itertools.pairwise(label))


def ctc_path_count(label: Sequence[int], steps: int) -> int:
    """Number of paths of so many steps that collapse to this label; 0 where there are too few steps.

    steps at least 0, else ValueError. No entry of the label is the blank.

    Source: Graves et al., Connectionist temporal classification (2006), equations 6 and 7, with all probabilities 1.

    >>> ctc_path_count([1, 2], 3)
    5
    """
    if steps < 0:
        raise ValueError(f"steps is at least 0, not {steps}")
    classes = max(label, default=0) + 2
    shifted = [entry + 1 for entry in label]
    return int(ctc_probability([[1] * classes] * steps, shifted))


def ctc_probability(
    probabilities: Sequence[Sequence[int | Fraction]], label: Sequence[int], *, blank: int = 0
) -> Fraction:
    """Probability that a path collapses to this label, its steps being independent; exact.

    probabilities : for each step those of all classes. Raises ValueError where the label has a blank or no class.

    Source: Graves et al., Connectionist temporal classification (2006), equations 3 and 5 to 8.

    >>> half = Fraction(1, 2)
    >>> ctc_probability([[half, half], [half, half]], [1])
    Fraction(3, 4)
    """
    extended = _extended(label, len(probabilities[0]) if len(probabilities) else None, blank)
    forward = [Fraction(1)] + [Fraction(0)] * (len(extended) - 1)  # before the first step all stand in front
    started = False
    for row in probabilities:
        before = forward if started else [Fraction(0)] * len(extended)
        forward = []
        for place, entry in enumerate(extended):
            total = sum((before[other] for other in _before(extended, place, blank)), Fraction(0))
            total += 1 if not started and place < 2 else 0
            forward.append(total * row[entry])
        started = True
    return sum(forward[-2:], Fraction(0))


def ctc_loss(logits: ArrayLike, label: Sequence[int], *, blank: int = 0) -> float:
    """CTC loss, −log of the probability that a path collapses to this label, in nats; infinite for too few steps.

    logits : (steps, classes), before the softmax; log-probabilities are as good. Raises ValueError where the label has
    a blank or no class.

    Source: Graves et al., Connectionist temporal classification (2006), equations 5 to 8, in logarithms.

    >>> round(ctc_loss([[0.0, 0.0], [0.0, 0.0]], [1]), 4)
    0.2877
    """
    import numpy as np

    rows, extended = _checked(logits, label, blank)
    return float(-np.logaddexp.reduce(_forward(rows, extended, blank)[-1, -2:]))


def ctc_gradient(logits: ArrayLike, label: Sequence[int], *, blank: int = 0) -> Array:
    """Gradient of ctc_loss in the logits: softmax minus the probability of each class at each step given the label.

    logits : (steps, classes), which is also the shape returned. Raises ValueError where there are too few steps, or the
    label has a blank or no class.

    Source: Graves et al., Connectionist temporal classification (2006), equations 10 and 16.

    >>> ctc_gradient([[0.0, 0.0], [0.0, 0.0]], [1]).round(3).tolist()
    [[0.167, -0.167], [0.167, -0.167]]
    """
    import numpy as np

    rows, extended = _checked(logits, label, blank)
    forward = _forward(rows, extended, blank)
    backward = _forward(rows[::-1], extended[::-1], blank)[::-1, ::-1]
    total = np.logaddexp.reduce(forward[-1, -2:])
    if not np.isfinite(total):
        raise ValueError(f"{len(rows)} steps are too few for this label: it takes {ctc_least_steps(label)}")
    gradient = np.exp(rows)
    for place, entry in enumerate(extended):
        gradient[:, entry] -= np.exp(forward[:, place] + backward[:, place] - rows[:, entry] - total)
    return np.asarray(gradient)


def ctc_best_path(logits: ArrayLike, *, blank: int = 0) -> tuple[int, ...]:
    """The label of the likeliest path, by the likeliest class at each step; not always the likeliest label.

    logits : (steps, classes), or probabilities.

    Source: Graves et al., Connectionist temporal classification (2006), section 3.2, best path decoding.

    >>> ctc_best_path([[0.1, 0.9], [0.6, 0.4], [0.2, 0.8]])
    (1, 1)
    """
    import numpy as np

    return ctc_collapse(np.asarray(logits, dtype=float).argmax(axis=1).tolist(), blank=blank)


def _extended(label: Sequence[int], classes: int | None, blank: int) -> list[int]:
    """The label with a blank before, between and after its entries."""
    for entry in label:
        if entry == blank or entry < 0 or (classes is not None and entry >= classes):
            raise ValueError(f"a label has classes other than the blank {blank}, not {entry}")
    return [blank, *(each for entry in label for each in (entry, blank))]


def _before(extended: Sequence[int], place: int, blank: int) -> list[int]:
    """Where a path may have been one step before: here, one back, and two back past a blank between two classes."""
    entry = extended[place]
    skips = place > 1 and entry not in (blank, extended[place - 2])
    return [place - back for back in (0, 1, 2) if place >= back and (back < 2 or skips)]


def _checked(logits: ArrayLike, label: Sequence[int], blank: int) -> tuple[Array, list[int]]:
    import numpy as np

    values = np.asarray(logits, dtype=float)
    if values.ndim != 2 or not len(values):
        raise ValueError(f"logits are (steps, classes), not {values.shape}")
    return log_softmax(values), _extended(label, values.shape[1], blank)


def _forward(rows: Array, extended: Sequence[int], blank: int) -> Array:
    """Log-probabilities, (steps, len(extended)), that a path has come to each place, that step's class counted."""
    import numpy as np

    forward = np.full((len(rows), len(extended)), -np.inf)
    forward[0, :2] = rows[0, extended[:2]]
    for step in range(1, len(rows)):
        for place, entry in enumerate(extended):
            reached = np.logaddexp.reduce(forward[step - 1, _before(extended, place, blank)])
            forward[step, place] = reached + rows[step, entry]
    return forward
