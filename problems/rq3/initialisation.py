"""Question 1: the values that weights and biases start from."""

from grader.answers.choice import Choice
from grader.answers.essay import Essay
from grader.answers.expression import Expression
from grader.authoring import Criterion, Problem, Rubric

_MAY_START = "ok|okay|fine|common|usual|possible|allowed|may|can|start|initiali[sz]"

initialisation = Problem("1", "Initialisation")


@initialisation.part("a", points=2, answer=Essay(), title="All weights alike")
def same_random_value() -> Rubric:
    """May all weights of a layer start at the same random value? Why, or why not?"""
    return Rubric(
        Criterion(
            "no: units that start alike get the same gradient and stay alike",
            1,
            ("symmetr", "identical", "same gradient"),
        ),
        Criterion("the layer then acts as a single unit", 1, ("single", "one unit", "one neuron", "symmetrically")),
    )


VARIANCE = ("variance", "var", "sigma^2", "σ²", "σ^2", "sigma_w^2", "varianz", "varianza", "variance(w)")
DEVIATION = (
    "std",
    "standard deviation",
    "écart-type",
    "desviación",
    "standardabweichung",
    "limit",
    "uniform",
    "stddev",
    "forward",
    "backward",
)


@initialisation.part(
    "b",
    points=1,
    answer=Expression("n_in", "n_out", names=(*VARIANCE, "xavier", "glorot"), others=(*DEVIATION, "he", "kaiming")),
    title="Variance in Xavier initialisation",
)
def xavier_variance() -> str:
    """What is the variance of the weights in Xavier (Glorot) initialisation, in terms of n_in, the number of units that feed a unit (and n_out, if you need it)?"""
    return "1/n_in"


@xavier_variance.convention()
def both_fans() -> str:
    """Read as Glorot's compromise between both directions."""
    return "2/(n_in + n_out)"


@xavier_variance.mistake()
def takes_fan_out_for_fan_in() -> str:
    """Which fan keeps the variance of what comes forward: that of the units which feed a unit, or of those it feeds?"""
    return "1/n_out"


@xavier_variance.mistake(credit=0.5)
def gives_the_standard_deviation() -> str:
    """This is the standard deviation; the variance was asked for."""
    return "1/sqrt(n_in)"


@initialisation.part(
    "c",
    points=1,
    answer=Expression("n_in", "n_out", names=(*VARIANCE, "he", "kaiming"), others=(*DEVIATION, "xavier", "glorot")),
    title="Variance in He initialisation",
)
def he_variance() -> str:
    """What is the variance in He initialisation, in the same terms?"""
    return "2/n_in"


@he_variance.mistake()
def takes_xavier_for_he() -> str:
    """This is Xavier's. What does ReLU do to half of its inputs, and how is that made good?"""
    return "1/n_in"


@he_variance.mistake(credit=0.5)
def gives_he_as_a_standard_deviation() -> str:
    """This is the standard deviation; the variance was asked for."""
    return "sqrt(2/n_in)"


@he_variance.mistake()
def takes_he_of_fan_out() -> str:
    """Which fan keeps the variance of what comes forward: that of the units which feed a unit, or of those it feeds?"""
    return "2/n_out"


@initialisation.part(
    "d",
    points=1,
    answer=Choice(claim=(_MAY_START, "bias", "zero|0"), about=("bias", "biases"), others=("weight", "weights")),
    title="Biases at zero",
)
def biases_at_zero() -> str:
    """May the biases start at zero (yes or no)?"""
    return "yes"
