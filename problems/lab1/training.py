"""Part 7: a step of gradient descent with momentum, and the check of a gradient."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator

training = Problem("7", "Training")


def step_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    for shape, rate, momentum, at_rest in (((1,), 0.5, 0.5, True), ((1,), 0.5, 0.5, False), ((2, 3), 0.1, 0.9, False)):
        v = np.zeros(shape) if at_rest else 1 + abs(whole(rng, *shape))
        arguments = (whole(rng, *shape), v, 1 + abs(whole(rng, *shape)), rate, momentum)
        first = "from rest" if at_rest else "moving"
        yield from (Case(f"{name}, {first}", arguments, only=place) for place, name in enumerate(("w", "v")))


MOMENTUM = Code("momentum_step(w, v, gradient, rate, momentum)", step_cases)


@training.part("a", points=2, answer=MOMENTUM, title="A step with momentum")
def momentum_step() -> Function:
    """Return the tuple (w, v) after one step of gradient descent with momentum: first the velocity becomes momentum·v + gradient, then w moves against it by rate times the new velocity. Leave the arrays that are given as they are."""
    return solutions.momentum_step


@momentum_step.mistake(credit=0.5)
def folds_the_rate_into_the_velocity() -> Function:
    """Here the learning rate is part of the velocity. In the rule that is asked for it only comes in when w moves; think of what changing the rate during training does to either."""

    def wrong(w: Array, v: Array, gradient: Array, rate: float, momentum: float) -> tuple[Array, Array]:
        velocity = momentum * v + rate * gradient
        return w - velocity, velocity

    return wrong


@momentum_step.mistake(credit=0.5)
def climbs_instead_of_descending() -> Function:
    """The gradient points uphill. Which way should w move?"""
    return lambda w, v, gradient, rate, momentum: (
        w + rate * (momentum * v + gradient),
        momentum * v + gradient,
    )


@momentum_step.mistake(credit=0.5)
def moves_by_the_old_velocity() -> Function:
    """Which comes first, the new velocity or the move?"""
    return lambda w, v, gradient, rate, momentum: (w - rate * v, momentum * v + gradient)


@momentum_step.mistake(credit=0.25)
def forgets_the_momentum() -> Function:
    """This is plain gradient descent: nothing of the velocity before is left."""
    return lambda w, v, gradient, rate, momentum: (w - rate * gradient, gradient)


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "sum of squares": lambda z: (z**2).sum(),
    "sum of cubes": lambda z: (z**3).sum(),
    "product": lambda z: z.prod(),
}
THROUGH = """lambda f, x, h: numerical_gradient({
    "sum of squares": lambda z: (z**2).sum(),
    "sum of cubes": lambda z: (z**3).sum(),
    "product": lambda z: z.prod(),
}[f], x, h)"""


def gradient_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("one entry", ("sum of squares", np.array([3.0]), 0.5))
    yield Case("one entry", ("sum of cubes", np.array([2.0]), 0.5))
    yield Case("vectors", ("sum of cubes", whole(rng, 3), 0.25))
    yield Case("vectors", ("product", np.array([2.0, 3.0]), 0.5))
    yield Case("matrices", ("sum of cubes", whole(rng, 2, 2), 0.25))
    yield Case("matrices", ("product", 1 + abs(whole(rng, 2, 3)), 0.5))


NUMERICAL = Code("numerical_gradient(f, x, h=1e-5)", gradient_cases, through=THROUGH)


@training.part("b", points=2, answer=NUMERICAL, title="Numerical gradient")
def numerical_gradient() -> Function:
    """Return the gradient of f at x by central differences with steps of h, of the shape of x. f takes an array of the shape of x and returns a number. Leave x as it is."""
    return _of(solutions.numerical_gradient)


@numerical_gradient.mistake(credit=0.5)
def takes_forward_differences() -> Function:
    """A step to one side only has an error of the order of h. Step to both sides."""

    def slope(f: Callable[[Any], Any], x: Array, h: float) -> Array:
        import numpy as np

        gradient = np.zeros_like(x)
        for place in np.ndindex(x.shape):
            step = np.zeros_like(x)
            step[place] = h
            gradient[place] = (f(x + step) - f(x)) / h
        return gradient

    return _of(slope)


@numerical_gradient.mistake(credit=0.5)
def divides_by_one_step() -> Function:
    """How far apart are the two points at which f is taken?"""
    return _of(lambda f, x, h: 2 * solutions.numerical_gradient(f, x, h))


@numerical_gradient.mistake(credit=0.25)
def moves_all_entries_at_once() -> Function:
    """Here all entries of x move together. Each has a slope of its own, the others standing still."""

    def slope(f: Callable[[Any], Any], x: Array, h: float) -> Array:
        import numpy as np

        return np.full_like(x, (f(x + h) - f(x - h)) / (2 * h))

    return _of(slope)


def _of(slope: Callable[[Callable[[Any], Any], Array, float], Array]) -> Function:
    """The same with the function to be derived named in words, as the cases do."""
    return lambda f, x, h: slope(FUNCTIONS[f], x, h)


def error_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("equal gradients", (np.array([3.0]), np.array([3.0])))
    yield Case("vectors", (np.array([1.0, 0.0]), np.array([0.0, 2.0])))
    yield Case("vectors", (np.array([-3.0, 4.0]), np.array([3.0, 4.0])))
    yield Case("matrices", (whole(rng, 2, 3), whole(rng, 2, 3)))
    yield Case("small gradients", (np.array([3e-7, 0.0]), np.array([0.0, 4e-7])))
    yield Case("zeros", (np.zeros(2), np.zeros(2)))


@training.part(
    "c", points=1, answer=Code("relative_error(one, other)", error_cases, scalars=True), title="Gradient check"
)
def relative_error() -> Function:
    """Return how far two gradients of one shape are apart, as one number: the Euclidean norm of their difference over the sum of their norms, taken over all entries; 0 where both are zero."""
    return solutions.relative_error


@relative_error.mistake(credit=0.5)
def divides_by_zero() -> Function:
    """What comes out where both gradients are zero?"""
    import numpy as np

    return lambda one, other: np.linalg.norm(one - other) / (np.linalg.norm(one) + np.linalg.norm(other))


@relative_error.mistake(credit=0.25)
def gives_the_absolute_error() -> Function:
    """Is a difference of 0.001 large? That depends on the size of the gradients."""
    import numpy as np

    return lambda one, other: float(np.linalg.norm(one - other))
