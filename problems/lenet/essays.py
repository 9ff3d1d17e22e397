"""Questions 1.2 to 1.4 and 5 to 6: what a person reads."""

from grader.answers.essay import Essay
from grader.authoring import Criterion, Problem, Rubric

theory = Problem("1", "Theory")
visualisation = Problem("5", "Visualisation")
photographs = Problem("6", "Digits in photographs")


@theory.part("2", points=2, answer=Essay(), title="Linear activations")
def linear_activations() -> Rubric:
    """Show that with linear activations the number of hidden layers has no effect on what a network can compute."""
    return Rubric(
        Criterion(
            "each layer is an affine map, and a composition of affine maps is one: A = W_T…W_1 with its bias",
            1,
            ("affine", "linear", "product", "composition"),
        ),
        Criterion("so one layer computes the same", 1, ("one layer", "1 layer", "single layer")),
    )


@theory.part("3", points=2, answer=Essay(), title="ReLU rather than sigmoid")
def relu_or_sigmoid() -> Rubric:
    """Why is ReLU generally preferred to the sigmoid in deep networks?"""
    return Rubric(
        Criterion(
            "the sigmoid's gradient vanishes on both sides, ReLU's does not for positive inputs",
            1,
            ("vanish", "saturat"),
        ),
        Criterion("ReLU is cheap, and sparse", 1, ("quick", "cheap", "fast", "comput", "sparse")),
        Criterion("error of fact to look for: σ′(x) = σ(x)σ(1 − x)", 0),
    )


@theory.part("4", points=2, answer=Essay(), title="Starting from a constant")
def constant_start() -> Rubric:
    """Why is it a bad idea to start all weights at zero, or at any other constant?"""
    return Rubric(
        Criterion(
            "symmetry: units of a layer get the same gradient and stay alike", 1, ("symmetr", "same", "identical")
        ),
        Criterion("with zeros nothing, or next to nothing, is learnt", 1, ("zero", "gradient")),
    )


@visualisation.part("1", points=2, answer=Essay(), title="Feature maps of layers 2 and 3")
def feature_maps() -> Rubric:
    """Show 20 feature maps each of the second and third layer, in a grid of 4×5."""
    return Rubric(Criterion("20 maps of the second layer"), Criterion("20 maps of the third layer"))


@visualisation.part("2", points=2, answer=Essay(), title="Maps and original image")
def comparison() -> Rubric:
    """Compare the feature maps with the original image and explain the differences."""
    return Rubric(
        Criterion("early maps show edges, the shape is still there", 1, ("edge", "shape")),
        Criterion("later maps are more abstract, or sparser", 1, ("abstract", "hardly", "part")),
    )


@photographs.part(points=6, answer=Essay(), title="Digits in photographs")
def predictions() -> Rubric:
    """Find and classify the digits in the photographs; give the two best guesses for each with their probabilities."""
    return Rubric(
        Criterion("two guesses with probabilities for each digit", 3, ("probabilit", "prediction", "guess")),
        Criterion("mistakes are named and explained", 3, ("wrong", "confus")),
    )
