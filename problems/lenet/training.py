"""Part 4: training the network, and what it confuses."""

from grader.answers.confusion import Confused, Confusion, Expected, disagreement
from grader.answers.experiment import Built, Experiment, Goal
from grader.authoring import Problem
from solutions.evaluation import MNIST_TEST_COUNTS

training = Problem("4", "Training and testing")


@training.part("1", points=2, answer=Experiment(), title="Test accuracy")
def test_accuracy() -> Goal:
    """Train the network for 3000 more iterations and report its test accuracy."""
    return Goal()


@training.part("2", points=4, answer=Confusion(10), title="Confusion matrix")
def confusion_matrix() -> Expected:
    """Give the confusion matrix of the test images, and the two pairs of classes that are confused most."""
    return Expected((sum(MNIST_TEST_COUNTS), 500), MNIST_TEST_COUNTS, 2)


@test_accuracy.agrees(confusion_matrix)
def the_matrix_shows_the_same_accuracy(built: Built, confused: Confused) -> str:
    said = built.results.final
    if said is None or not confused.total:
        return ""
    return disagreement(said.value, said.unit, confused.accuracy_shown)
