"""Misconceptions about losses, their gradients, divergences and alignments."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions import contrastive_losses, ctc, divergences, losses, regression_losses
from solutions.activations import sigmoid, softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]


def entropy_without_logarithm(logits: ArrayLike, labels: ArrayLike) -> float:
    """How bad is a prediction that is certain and wrong? Your loss never exceeds one."""
    import numpy as np

    true = np.asarray(labels, dtype=int)
    return float(1 - softmax(logits)[np.arange(len(true)), true].mean())


def entropy_summed_over_the_batch(logits: ArrayLike, labels: ArrayLike) -> float:
    """Should the loss double when every example is in the batch twice?"""
    import numpy as np

    return losses.cross_entropy(logits, labels) * len(np.asarray(labels))


def entropy_of_two_softmaxes(logits: ArrayLike, labels: ArrayLike) -> float:
    """The loss takes logits. What did you hand it?"""
    return losses.cross_entropy(softmax(logits), labels)


def gradient_that_climbs(logits: ArrayLike, labels: ArrayLike) -> Array:
    """A step against the gradient should raise the true class. Does yours?"""
    return -losses.cross_entropy_gradient(logits, labels)


def gradient_without_the_target(logits: ArrayLike, labels: ArrayLike) -> Array:
    """What is your gradient where the prediction is perfect?"""
    return softmax(logits) / len(softmax(logits))


def gradient_of_the_sum(logits: ArrayLike, labels: ArrayLike) -> Array:
    """The loss is a mean over the batch. What does that do to the gradient?"""
    import numpy as np

    return losses.cross_entropy_gradient(logits, labels) * len(np.asarray(labels))


def binary_entropy_of_one_class(logits: ArrayLike, targets: ArrayLike) -> float:
    """What does an example of the other class cost you? Look at what is left of your sum there."""
    import numpy as np

    return float(-(np.asarray(targets, dtype=float) * np.log(sigmoid(logits))).mean())


def focus_on_easy_examples(
    logits: ArrayLike, targets: ArrayLike, *, gamma: float = 2.0, alpha: float | None = 0.25
) -> float:
    """Which examples should count less: those that are classified well already, or the others?"""
    import numpy as np

    true = np.asarray(targets, dtype=float)
    shares = np.where(true == 1, sigmoid(logits), 1 - sigmoid(logits))
    weights = np.ones_like(shares) if alpha is None else np.where(true == 1, alpha, 1 - alpha)
    return float(-(weights * shares**gamma * np.log(shares)).mean())


def hinge_without_margin(scores: ArrayLike, targets: ArrayLike) -> float:
    """Is it enough for a score to have the right sign?"""
    import numpy as np

    return float(np.maximum(0, -np.asarray(targets, dtype=float) * np.asarray(scores, dtype=float)).mean())


def labels_that_sum_to_less(labels: Sequence[int], classes: int, smoothing: float) -> Array:
    """What do the entries of a row sum to? Does the true class get its part of what is shared out?"""
    import numpy as np

    rows = np.full((len(labels), classes), smoothing / classes)
    rows[np.arange(len(labels)), list(labels)] = 1 - smoothing
    return rows


def perplexity_in_the_wrong_base(loss: float, *, base: float = math.e) -> float:
    """In which unit is this loss, in bits or in nats?"""
    return losses.perplexity(loss, base=2 if base != 2 else math.e)


def bits_that_are_nats(loss: float, dimensions: int, *, levels: int = 1) -> float:
    """Which logarithm is the loss made of, and which one counts bits?"""
    return loss / dimensions + math.log2(levels)


def summed_squares(predictions: ArrayLike, targets: ArrayLike) -> float:
    """Can losses of data sets of different sizes be compared this way? What does the first letter of MSE stand for?"""
    import numpy as np

    return regression_losses.mean_squared_error(predictions, targets) * np.size(targets)


def huber_that_jumps(predictions: ArrayLike, targets: ArrayLike, delta: float = 1.0) -> float:
    """What value do your two pieces have where they meet?"""
    import numpy as np

    sizes = abs(np.asarray(predictions, dtype=float) - np.asarray(targets, dtype=float))
    return float(np.where(sizes <= delta, sizes**2 / 2, delta * sizes).mean())


def divergence_backwards(p: ArrayLike, q: ArrayLike) -> Array:
    """Under which of the two distributions is the mean taken?"""
    return divergences.kl_divergence(q, p)


def divergence_without_the_entropy(p: ArrayLike, q: ArrayLike) -> Array:
    """What does your divergence give for two equal distributions?"""
    return divergences.distribution_cross_entropy(p, q)


def divergence_that_takes_variances_for_deviations(
    mean: float, deviation: float, other_mean: float = 0.0, other_deviation: float = 1.0
) -> float:
    """Which of your numbers is squared already, the deviation or the variance?"""
    return divergences.kl_gaussians(mean, deviation**0.5, other_mean, other_deviation**0.5)


def triplet_that_pulls_the_negative(
    anchors: ArrayLike, positives: ArrayLike, negatives: ArrayLike, *, margin: float = 0.2, squared: bool = True
) -> float:
    """Which of the two should end up nearer to the anchor?"""
    return contrastive_losses.triplet_loss(anchors, negatives, positives, margin=margin, squared=squared)


def collapse_that_drops_blanks_first(path: Sequence[int], *, blank: int = 0) -> tuple[int, ...]:
    """How would a label with a double letter come about? Mind the order of the two steps."""
    return tuple(entry for entry, _ in itertools.groupby(step for step in path if step != blank))


def collapse_that_keeps_repeats(path: Sequence[int], *, blank: int = 0) -> tuple[int, ...]:
    """A letter may be spoken for several steps. Is it written several times?"""
    return tuple(step for step in path if step != blank)


def probability_of_the_best_path(
    probabilities: Sequence[Sequence[int | Fraction]], label: Sequence[int], *, blank: int = 0
) -> Fraction:
    """Is there only one path for this label? What about the others?"""
    best = Fraction(0)
    for path in itertools.product(*(range(len(row)) for row in probabilities)):
        if ctc.ctc_collapse(path, blank=blank) == tuple(label):
            chosen = (row[step] for row, step in zip(probabilities, path, strict=True))
            best = max(best, Fraction(math.prod(chosen)))
    return best


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "cross_entropy": (entropy_without_logarithm, entropy_summed_over_the_batch, entropy_of_two_softmaxes),
    "cross_entropy_gradient": (gradient_that_climbs, gradient_without_the_target, gradient_of_the_sum),
    "binary_cross_entropy_with_logits": (binary_entropy_of_one_class,),
    "focal_loss": (focus_on_easy_examples,),
    "hinge_loss": (hinge_without_margin,),
    "smooth_labels": (labels_that_sum_to_less,),
    "perplexity": (perplexity_in_the_wrong_base,),
    "bits_per_dimension": (bits_that_are_nats,),
    "mean_squared_error": (summed_squares,),
    "huber_loss": (huber_that_jumps,),
    "kl_divergence": (divergence_backwards, divergence_without_the_entropy),
    "kl_gaussians": (divergence_that_takes_variances_for_deviations,),
    "triplet_loss": (triplet_that_pulls_the_negative,),
    "ctc_collapse": (collapse_that_drops_blanks_first, collapse_that_keeps_repeats),
    "ctc_probability": (probability_of_the_best_path,),
}
