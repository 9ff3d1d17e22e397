"""Question 5: how fast momentum gets."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from grader.answers.number import Number
from grader.answers.several import Several
from grader.authoring import Problem
from solutions.momentum import terminal_velocity


@dataclass(frozen=True)
class Momentum:
    """Gradient descent with momentum, under a gradient that stays the same."""

    slow: Fraction = Fraction(9, 10)
    fast: Fraction = Fraction(99_999, 100_000)


momentum = Problem("5", "Momentum", Momentum)

VELOCITIES = Several(
    slow=Number(digits=2, unit="times", cues=("0.9", ".9")),
    fast=Number(digits=2, unit="times", cues=("0.99999", ".99999")),
)


@momentum.part(points=3, answer=VELOCITIES, title="Terminal velocity")
def velocities(given: Momentum) -> tuple[Fraction, Fraction]:
    """How large do the updates become in the end, as a multiple of learning rate times gradient, for β = 0.9 and for β = 0.99999?"""
    return terminal_velocity(given.slow), terminal_velocity(given.fast)


@velocities.mistake()
def adds_beta(given: Momentum) -> tuple[Fraction, Fraction]:
    """This is the size of the second update. What do 1 + β + β² + … come to?"""
    return 1 + given.slow, 1 + given.fast


@velocities.mistake(credit=0.5)
def one_step_behind(given: Momentum) -> tuple[Fraction, Fraction]:
    """This is β times the terminal velocity: does the last gradient count in full?"""
    return given.slow * terminal_velocity(given.slow), given.fast * terminal_velocity(given.fast)
