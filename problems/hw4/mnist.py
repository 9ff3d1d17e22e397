"""Problem 2.A and 2.B: the tools and the data."""

from __future__ import annotations

from dataclasses import dataclass

from grader.answers.interval import Interval
from grader.answers.several import Several
from grader.answers.shape import Shape
from grader.answers.text import Text
from grader.authoring import Problem

versions = Problem("2.A", "Tools")

_LIBRARY = (
    r"(?<![a-z])(?:tensorflow(?:[-_](?:gpu|cpu|macos))?|tf2?|keras|(?:py)?torch|torchvision|lightning|jax|flax|theano|mxnet|"
    r"caffe2?|cntk|chainer|paddle(?:paddle)?|fastai|sklearn|scikit[-_ ]learn)(?![a-z])"
)
_BETWEEN = (
    r"(?:[\W_]|(?<![a-z])(?:versions?|ver|v|release|is|are|was|were|s|with|and|backend|the|latest|stable|library|gpu|cpu|"
    r"print|import|as|in|on|top|of|used|use|i|we|have|has|version de|versi[oó]n|es|ist|und|et|der|la)(?![a-z]))"
)
_NUMBER = r"(?<![\d.])v?\d+\.\d+"
VERSION = (
    rf"(?i){_LIBRARY}(?:{_BETWEEN}|{_LIBRARY}){{0,60}}{_NUMBER}|{_NUMBER}[\w.+]*\W{{0,6}}(?:that|this) is {_LIBRARY}"
)
"""A library with its version: Python's alone, or an operating system's, is none."""


@versions.part(points=1, answer=Text("keras 3.4.1, torch 2.3.0"), title="Library versions")
def library_versions() -> str:
    """Which versions of the deep-learning libraries did you use?"""
    return VERSION


@dataclass(frozen=True)
class Mnist:
    """MNIST holds {images} training images of handwritten digits, {size}×{size} pixels in grey, in ten classes."""

    images: int = 60_000
    size: int = 28
    classes: int = 10

    @property
    def flat(self) -> int:
        return self.size * self.size


mnist = Problem("2.B", "The data", Mnist)


@mnist.part(
    "i",
    points=2,
    answer=Several(
        shape=Shape("height", "width", cues=("input", "image", "picture", "digit", "pixel", "training set")),
        range=Interval("pixel values"),
    ),
    title="Shape and range of an input",
)
def raw_input(given: Mnist) -> tuple[tuple[int, ...], tuple[int, int]]:
    """What is the shape of one input image, and what does it hold? In what range do its values lie?"""
    return (given.size, given.size), (0, 255)


@raw_input.convention()
def scaled_to_one(given: Mnist) -> tuple[tuple[int, ...], tuple[int, int]]:
    """The range after a conversion that divides by 255, as a tensor transform does."""
    return (given.size, given.size), (0, 1)


@raw_input.convention()
def whole_training_set(given: Mnist) -> tuple[tuple[int, ...], tuple[int, int]]:
    """Read as the shape of the whole training set."""
    return (given.images, given.size, given.size), (0, 255)


@raw_input.convention()
def whole_training_set_scaled_to_one(given: Mnist) -> tuple[tuple[int, ...], tuple[int, int]]:
    """Read as the shape of the whole training set, its values divided by 255."""
    return (given.images, given.size, given.size), (0, 1)


@raw_input.convention()
def one_grey_channel(given: Mnist) -> tuple[tuple[int, ...], tuple[int, int]]:
    """Read as one image with its single grey channel first."""
    return (1, given.size, given.size), (0, 255)


@raw_input.convention()
def one_grey_channel_scaled_to_one(given: Mnist) -> tuple[tuple[int, ...], tuple[int, int]]:
    """Read as one image with its single grey channel first, its values divided by 255."""
    return (1, given.size, given.size), (0, 1)


@raw_input.convention()
def one_grey_channel_last(given: Mnist) -> tuple[tuple[int, ...], tuple[int, int]]:
    """Read as one image with its single grey channel last."""
    return (given.size, given.size, 1), (0, 255)


@raw_input.mistake(credit=0.5)
def takes_grey_for_colour(given: Mnist) -> tuple[tuple[int, ...], tuple[int, int]]:
    """These images are grey: a pixel is one number, not three."""
    return (given.size, given.size, 3), (0, 255)


TEST_SET = ("test", "x_test", "y_test", "xtest", "ytest")


@mnist.part(
    "ii",
    points=2,
    answer=Several(
        inputs=Shape(
            "examples",
            "features",
            cues=(
                "x:",
                "x =",
                "x train",
                "input",
                "x_train",
                "xtrain",
                "x_test",
                "xtest",
                "training point",
                "image",
                "flatten",
                "vector",
            ),
            others=TEST_SET,
        ),
        targets=Shape(
            "examples",
            "classes",
            cues=(
                "y:",
                "y =",
                "y train",
                "target",
                "label",
                "one-hot",
                "one hot",
                "y_train",
                "ytrain",
                "y_test",
                "ytest",
            ),
            others=TEST_SET,
        ),
        lacking=("targets",),
    ),
    title="Shapes after flattening",
)
def flattened(given: Mnist) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What is the shape of the training inputs after flattening, and of the targets after one-hot encoding?"""
    return (given.images, given.flat), (given.images, given.classes)


@flattened.convention()
def one_example(given: Mnist) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Read as the shape of a single example."""
    return (given.flat,), (given.classes,)


@flattened.convention()
def one_input_alone(given: Mnist) -> tuple[tuple[int, ...], None]:
    """Read as the shape of a single input; the sheet of some years asks for no more."""
    return (given.flat,), None


@flattened.convention()
def one_input_and_all_targets(given: Mnist) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The input read as a single example, the targets as the whole set."""
    return (given.flat,), (given.images, given.classes)


@flattened.convention()
def examples_in_columns(given: Mnist) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """With one example in each column, as some courses write it."""
    return (given.flat, given.images), (given.classes, given.images)


@flattened.convention()
def keeps_some_images_for_validation(given: Mnist) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Read as the training set without the 10 000 images that were kept for validation."""
    return (given.images - 10_000, given.flat), (given.images - 10_000, given.classes)


@flattened.mistake()
def does_not_flatten(given: Mnist) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Flattening lays the rows of an image end to end: a matrix no longer."""
    return (given.images, given.size, given.size), (given.images, given.classes)


@flattened.mistake()
def leaves_one_image_a_matrix(given: Mnist) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Flattening lays the rows of an image end to end: a matrix no longer."""
    return (given.size, given.size), (given.images, given.classes)


@flattened.mistake(credit=0.5)
def takes_the_test_set(given: Mnist) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """That is the size of the test set; the question is about the training set."""
    return (10_000, given.flat), (10_000, given.classes)
