"""The sigmoid chain f = σ(σ(x₁ + w₁)·w₂ + x₂), its gradient and one step of descent, as formulas of numbers."""

from __future__ import annotations

from fractions import Fraction


def sigmoid_chain_output(x1: Fraction | int, x2: Fraction | int, w1: Fraction | int, w2: Fraction | int) -> str:
    """f, as a formula that holds numbers only.

    >>> sigmoid_chain_output(Fraction(1), Fraction(0), Fraction(0), Fraction(0))
    'sigma(sigma((1) + (0))*(0) + (0))'
    """
    return f"sigma(sigma(({x1}) + ({w1}))*({w2}) + ({x2}))"


def sigmoid_chain_gradient(x1: Fraction | int, x2: Fraction | int, w1: Fraction | int, w2: Fraction | int) -> str:
    """∂f/∂w₂ = σ′(z)·σ(x₁ + w₁) with z = σ(x₁ + w₁)·w₂ + x₂ and σ′ = σ(1 − σ), as a formula.

    At x = (1, 0), w = 0 this is σ(1)/4 = e/(4(1 + e)).

    Source: the chain rule; Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.5.2.

    >>> sigmoid_chain_gradient(1, 0, 0, 0)
    'sigma(sigma((1) + (0))*(0) + (0))*(1 - sigma(sigma((1) + (0))*(0) + (0)))*sigma((1) + (0))'
    """
    output = sigmoid_chain_output(x1, x2, w1, w2)
    return f"{output}*(1 - {output})*sigma(({x1}) + ({w1}))"


def sgd_step(weight: str, rate: str, slope: str) -> str:
    """Weight − rate·slope, as a formula.

    >>> sgd_step("0", "1/2", "3")
    '(0) - (1/2)*(3)'
    """
    return f"({weight}) - ({rate})*({slope})"
