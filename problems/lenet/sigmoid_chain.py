"""Question 1.1: a gradient through two sigmoids, and one step of descent."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from grader.answers.number import Number, Real
from grader.authoring import Problem, one_of
from solutions.gradients import sgd_step, sigmoid_chain_gradient, sigmoid_chain_output


@dataclass(frozen=True)
class SigmoidChain:
    """f = σ(σ(x₁ + w₁)·w₂ + x₂) with σ(z) = 1/(1 + exp(−z)). Both weights start at 0; the training point is x = ({x1}, {x2}) with y = {y}."""

    x1: Annotated[int, one_of(1, 2, 3)] = 1
    x2: Annotated[int, one_of(-1, 0, 1)] = 0
    y: Annotated[int, one_of(3, 4, 5, 6)] = 5
    rate: Annotated[Fraction, one_of(Fraction(1, 5), Fraction(1, 2), Fraction(1, 4))] = Fraction(1, 2)

    @property
    def shown_rate(self) -> str:
        return f"{float(self.rate):g}"

    @property
    def output(self) -> str:
        return sigmoid_chain_output(self.x1, self.x2, 0, 0)


SLOPE = ("df/dw2", "∂f/∂w2", "f'(w2)", "f'", "df", "dw2", "gradient", "derivative", "grad")

sigmoid_chain = Problem("1.1", "A chain of sigmoids", SigmoidChain)


@sigmoid_chain.part("a", points=2, answer=Number(digits=3, symbols=SLOPE), title="The gradient in w₂")
def gradient(given: SigmoidChain) -> Real:
    """What is ∂f/∂w₂ there? An exact form is welcome."""
    return sigmoid_chain_gradient(given.x1, given.x2, 0, 0)


@gradient.convention()
def reads_a_product(given: SigmoidChain) -> Real:
    """Read with x₁·w₁ inside, where the sheet lacks the operator."""
    return f"{given.output}*(1 - {given.output})*sigma(0)"


@gradient.mistake(credit=0.5)
def takes_the_derivative_for_sigma_of_one_minus_x(given: SigmoidChain) -> Real:
    """σ′(z) is σ(z)·(1 − σ(z)), not σ(z)·σ(1 − z)."""
    return f"{given.output}*sigma(1 - ({given.x2}))*sigma({given.x1})"


@gradient.mistake(credit=0.5)
def drops_the_inner_sigmoid(given: SigmoidChain) -> Real:
    """What w₂ is multiplied by is itself the output of a sigmoid."""
    return f"{given.output}*(1 - {given.output})*({given.x1})"


@gradient.mistake(credit=0.5)
def applies_the_derivative_twice(given: SigmoidChain) -> Real:
    """The inner sigmoid is what w₂ is multiplied by: it is not differentiated for w₂."""
    return f"{given.output}*(1 - {given.output})*sigma({given.x1})*(1 - sigma({given.x1}))"


@gradient.mistake()
def takes_sigma_of_one_minus_x_and_drops_the_inner_sigmoid(given: SigmoidChain) -> Real:
    """Two things: σ′(z) is σ(z)·(1 − σ(z)), not σ(z)·σ(1 − z); and what w₂ is multiplied by is itself the output of a sigmoid."""
    return f"{given.output}*sigma(1 - ({given.x2}))*({given.x1})"


@sigmoid_chain.part(
    "b", points=2, answer=Number(digits=3, symbols=("w_2",)), title="w₂ after one step", uses=gradient, carried=0.5
)
def weight_after_step(slope: Real, given: SigmoidChain) -> Real:
    """With learning rate {shown_rate} and the loss ½(f − y)², what is w₂ after one step of SGD?"""
    return sgd_step("0", str(given.rate), f"({given.output} - {given.y})*({slope})")


@weight_after_step.convention()
def loss_without_the_half(slope: Real, given: SigmoidChain) -> Real:
    """Read with the loss (f − y)², without the ½."""
    return sgd_step("0", str(given.rate), f"2*({given.output} - {given.y})*({slope})")


@weight_after_step.convention()
def steps_with_a_product(slope: Real, given: SigmoidChain) -> Real:
    """Read with x₁·w₁ inside, where the sheet lacks the operator."""
    del slope
    return sgd_step("0", str(given.rate), f"({given.output} - {given.y})*{given.output}*(1 - {given.output})*sigma(0)")


@weight_after_step.convention()
def steps_with_a_product_without_the_half(slope: Real, given: SigmoidChain) -> Real:
    """Read with x₁·w₁ inside, where the sheet lacks the operator, and with the loss (f − y)², without the ½."""
    del slope
    return sgd_step(
        "0", str(given.rate), f"2*({given.output} - {given.y})*{given.output}*(1 - {given.output})*sigma(0)"
    )


@weight_after_step.mistake(credit=0.5)
def climbs_instead_of_descending(slope: Real, given: SigmoidChain) -> Real:
    """Look at the sign: descent goes against the gradient of the loss, and f is still below y."""
    return sgd_step("0", str(given.rate), f"-({given.output} - {given.y})*({slope})")


@weight_after_step.mistake(credit=0.5)
def climbs_with_the_loss_without_the_half(slope: Real, given: SigmoidChain) -> Real:
    """Read with the loss (f − y)², the size is right. Look at the sign: descent goes against the gradient of the loss."""
    return sgd_step("0", str(given.rate), f"-2*({given.output} - {given.y})*({slope})")
