"""Question 5: how fast momentum gets."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from grader.answers.number import Number
from grader.answers.several import Several
from grader.authoring import Problem, one_of
from solutions.momentum import terminal_velocity


@dataclass(frozen=True)
class Momentum:
    """Gradient descent with momentum, under a gradient that stays the same."""

    slow: Annotated[Fraction, one_of(Fraction(8, 10), Fraction(9, 10), Fraction(95, 100))] = Fraction(9, 10)
    fast: Annotated[Fraction, one_of(Fraction(999, 1000), Fraction(9_999, 10_000), Fraction(99_999, 100_000))] = (
        Fraction(99_999, 100_000)
    )

    @property
    def betas(self) -> tuple[str, str]:
        return f"{float(self.slow):g}", f"{float(self.fast):g}"

    @property
    def asked(self) -> str:
        return "β = {} and for β = {}".format(*self.betas)


momentum = Problem("5", "Momentum", Momentum)


def _two_velocities(given: Momentum) -> Several:
    slow, fast = given.betas
    return Several(
        slow=Number(digits=2, unit="times", cues=(slow, slow.lstrip("0"))),
        fast=Number(digits=2, unit="times", cues=(fast, fast.lstrip("0"))),
    )


@momentum.part(points=3, answer=_two_velocities, title="Terminal velocity")
def velocities(given: Momentum) -> tuple[Fraction, Fraction]:
    """How large do the updates become in the end, as a multiple of learning rate times gradient, for {asked}?"""
    return terminal_velocity(given.slow), terminal_velocity(given.fast)


@velocities.mistake()
def adds_beta(given: Momentum) -> tuple[Fraction, Fraction]:
    """This is the size of the second update. What do 1 + β + β² + … come to?"""
    return 1 + given.slow, 1 + given.fast


@velocities.mistake(credit=0.5)
def one_step_behind(given: Momentum) -> tuple[Fraction, Fraction]:
    """This is β times the terminal velocity: does the last gradient count in full?"""
    return given.slow * terminal_velocity(given.slow), given.fast * terminal_velocity(given.fast)
