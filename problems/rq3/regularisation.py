"""Questions 3 and 4: batch normalisation and dropout."""

from grader.answers.choice import Choice
from grader.answers.essay import Essay
from grader.answers.expression import Expression
from grader.authoring import Criterion, Problem, Rubric
from grader.maths import Symbol

batch_normalisation = Problem("3", "Batch normalisation")
_DROPPED = r"\b(?:drop(?:out|ped|ping)?|dropout)[ -]?(?:rate|prob\w*)|prob\w* (?:of|to|that)[^.;]{0,30}\bdrop|\bif p is\b|\bp is the (?:drop|share)"
"""Whoever speaks of the drop rate may call that p."""

NORMALISED = Expression(
    "x",
    "gamma",
    "beta",
    Symbol("mu", ("E[x]", r"\mu_B", "mu_B", r"\mu_{B}"), "real"),
    Symbol("sigma", (r"\sigma_B", "sigma_B", r"\sigma_{B}"), "positive"),
    Symbol("epsilon", ("eps",), "positive"),
)


@batch_normalisation.part("a", points=2, answer=Essay(), title="What batch normalisation does")
def purpose() -> Rubric:
    """What does batch normalisation do, and why does it help?"""
    return Rubric(
        Criterion(
            "it normalises each input of a layer over the batch to mean 0 and variance 1",
            1,
            ("normaliz", "normalis", "mean", "zero-center", "variance"),
        ),
        Criterion("it then scales and shifts by two learned parameters", 1, ("scale", "scaling", "shift", "gamma")),
        Criterion(
            "training is faster and depends less on initialisation",
            1,
            ("initializ", "initialis", "learning rate", "vanishing", "faster"),
        ),
    )


@batch_normalisation.part("b", points=1, answer=NORMALISED, title="Its formula")
def formula() -> str:
    """Give its output for an input x, with the batch's mean mu and standard deviation sigma, the learned gamma and beta, and a small epsilon."""
    return "gamma*(x - mu)/sqrt(sigma^2 + epsilon) + beta"


@formula.mistake(credit=0.5)
def forgets_epsilon() -> str:
    """What would happen in a batch of equal values? Something small guards against that."""
    return "gamma*(x - mu)/sigma + beta"


@formula.mistake(credit=0.5)
def forgets_the_scale() -> str:
    """The layer also learns a factor for what it has normalised."""
    return "(x - mu)/sqrt(sigma^2 + epsilon) + beta"


@formula.mistake(credit=0.5)
def forgets_the_shift() -> str:
    """The layer also learns a number that it adds in the end."""
    return "gamma*(x - mu)/sqrt(sigma^2 + epsilon)"


@formula.mistake(credit=0.5)
def divides_by_the_variance() -> str:
    """After division by the variance the values don't have variance 1. By what have they?"""
    return "gamma*(x - mu)/(sigma^2 + epsilon) + beta"


@formula.mistake(credit=0.5)
def swaps_scale_and_shift() -> str:
    """Which of the two parameters scales, and which is added?"""
    return "beta*(x - mu)/sqrt(sigma^2 + epsilon) + gamma"


@formula.mistake(credit=0.5)
def forgets_scale_and_shift() -> str:
    """The layer also learns to undo the normalisation, if that is better: by which two parameters?"""
    return "(x - mu)/sqrt(sigma^2 + epsilon)"


dropout = Problem("4", "Dropout")


TRAINING = ("training", "train", "fitting", "converge", "convergence", "epochs", "entraînement", "entrenamiento")
INFERENCE = (
    "inference",
    "infer",
    "test",
    "prediction",
    "predicting",
    "inférence",
    "inferencia",
    "inferenz",
    "evaluation",
)


@dropout.part(
    "a",
    points=1,
    answer=Choice(claim=("slow|longer", "train"), about=TRAINING, others=INFERENCE),
    title="Slower training?",
)
def slows_training() -> str:
    """Does dropout slow down training (yes or no)?"""
    return "yes"


@dropout.part(
    "b",
    points=1,
    answer=Choice(claim=("slow|longer", "infer|predict|test"), about=INFERENCE, others=TRAINING),
    title="Slower inference?",
)
def slows_inference() -> str:
    """Does dropout slow down inference (yes or no)?"""
    return "no"


SCALE = Expression(
    "p",
    doubtful=_DROPPED,
    names=("scale", "factor", "weights", "w_test", "test", "multiplied"),
    carriers=("w", "W", "W_train", "w_train", "W_{train}", "w_{train}", "weights", "weight"),
    constant=r"\binvert\w*|\binvertid\w*|\binversé\w*",
)


@dropout.part("c", points=1, answer=SCALE, title="Scale of the weights at test time")
def scale_at_test_time() -> str:
    """Units are kept with probability p during training. By what are their outgoing weights multiplied at test time?"""
    return "p"


@scale_at_test_time.convention()
def scales_in_training() -> str:
    """Read as inverted dropout, which divides by p in training and leaves the weights alone at test time."""
    return "1"


@scale_at_test_time.mistake()
def divides_at_test_time() -> str:
    """All units are on at test time. Is what reaches the next unit then too large, or too small?"""
    return "1/p"


@scale_at_test_time.mistake(credit=0.5)
def takes_the_drop_rate() -> str:
    """Is p the share of the units that are dropped, or that are kept?"""
    return "1 - p"
