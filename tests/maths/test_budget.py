"""The worst wrong answers of any accepted length end within the budget, and none of them is right."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from grader.maths import equivalent

LIMIT = 0.05
"""Seconds of processor time for one comparison."""


def table(size: int, entry: Callable[[int, int], str], kind: str = "bmatrix") -> str:
    rows = r"\\".join("&".join(entry(row, column) for column in range(size)) for row in range(size))
    return rf"\begin{{{kind}}}{rows}\end{{{kind}}}"


def changed(entry: Callable[[int, int], str], size: int, other: str) -> Callable[[int, int], str]:
    return lambda row, column: other if (row, column) == (size - 1, size - 1) else entry(row, column)


def sine(row: int, column: int) -> str:
    return rf"\sin({row}x+{column})"


def sine_of_a_number(row: int, column: int) -> str:
    return rf"\sin({row}+{column}/7)"


def product(row: int, column: int) -> str:
    return f"{row * column}"


def sums(term: str, count: int) -> str:
    return "+".join(term.format(number) for number in range(count))


WRONG = {
    "matrix of sines": (table(12, sine), table(12, changed(sine, 12, r"\sin(x)"))),
    "matrix of sines of numbers": (table(12, sine_of_a_number), table(12, changed(sine_of_a_number, 12, r"\sin(3)"))),
    "rows in another order": (table(12, lambda r, c: sine_of_a_number(11 - r, c)), table(12, sine_of_a_number)),
    "matrix of whole numbers": (table(28, product), table(28, changed(product, 28, "7"))),
    "matrix of decimals": (table(28, lambda r, c: f"{r}.{c}"), table(28, changed(lambda r, c: f"{r}.{c}", 28, "7"))),
    "determinant": (table(20, lambda r, c: f"x_{{{r},{c}}}", "vmatrix"), "x"),
    "set of sines": ("{" + ",".join(f"sin({n})" for n in range(400)) + "}", "{" + ",".join(f"sin({n})" for n in range(1, 401)) + "}"),
    "set of powers": ("{" + ",".join(f"x^{n}" for n in range(200)) + "}", "{" + ",".join(f"x^{n}" for n in range(1, 201)) + "}"),
    "many bends": (sums("relu(x-{}*y)", 100), sums("relu(x-{}*y)", 101)),
    "many bends in another order": ("+".join(f"relu(x-{n}*y)" for n in range(59, -1, -1)) + "+1", sums("relu(x-{}*y)", 60)),
    "a long maximum": ("max(" + ",".join(f"x_{n}" for n in range(300)) + ")", "max(" + ",".join(f"x_{n}" for n in range(299)) + ")"),
    "sums in sums": (r"\sum_{i=1}^{900} \sum_{j=1}^{900} i j x", "x"),
    "a long product": (r"\prod_{i=1}^{1000} 999999999999", "2"),
    "functions in functions": ("exp(" * 38 + "x" + ")" * 38, "x"),
    "sines in sines": ("sin(" * 38 + "1" + ")" * 38, "3"),
    "a sum of sines": (sums("sin({}x)", 300), sums("sin({}x)", 299)),
    "a sum of sines that is right but for one": (sums("sin({}x)", 250) + "+1", "+".join(f"sin({n}x)" for n in range(249, -1, -1))),
    "a sum of sines that is wrong by little": (sums("sin({}x)", 120) + "+1e-12", "+".join(f"sin({n}x)" for n in range(119, -1, -1))),
    "high powers": ("(x+1)^9999*" * 300 + "1", "(x+2)^9999*2"),
    "a chain that is too long to check": ("+".join(f"sin({n})" for n in range(500)) + " = 608", "608"),
    "a chain of sines": ("=".join(f"sin({n})" for n in range(300)), "sin(2)"),
    "a chain of equal sines": ("=".join("sin(2x)" for _ in range(500)) + "= 1", "sin(2x)"),
    "factorials": (sums("999!", 800), "3"), "powers": (sums("3^20000", 600), "3"), "error functions": (sums("erf({}.5)", 300), "3"),
    "arc tangents": (sums("arctan({}.5)", 300), "3"), "logarithms": (sums("ln({}+2)", 600), "3"), "roots": (sums("sqrt({})", 600), "3"),
    "tangents": (sums("tan({})", 600), "3"), "exponentials": (sums("e^{}", 800), "3"), "circles": ("*".join(["pi"] * 1500), "3"),
    "roots of numbers": (sums("({}+2)^(1/7)", 350), "3"), "binomials": (sums(r"\binom{{999}}{{500}}", 250), "2"),
    "many digits": ("*".join(["1" * 390] * 12), "3"), "many norms": (sums(r"\|x_{{{}}}\|", 300), "x"),
    "many transposes": (sums("A_{0}^T B_{0} x", 200), "A x"), "softmax of softmax": ("softmax(" * 12 + "z" + ")" * 12, "softmax(z)"),
    "many cases": (r"\begin{cases}" + r"\\".join(f"x^{n} & x > {n}" for n in range(200)) + r"\end{cases}", "x"),
    "opaque functions": (sums("f(x+{})", 300), "f(x)"), "opaque in opaque": ("f(" * 38 + "x" + ")" * 38, "f(x)"),
    "a growth of many terms": ("O(" + "+".join(f"n^{n} m^{100 - n}" for n in range(100)) + ")", "O(n)"),
    "a growth that multiplies out": ("O(" + "*".join(f"(a_{n}+b_{n})" for n in range(30)) + ")", "O(n)"),
    "inequalities": ("<".join(f"x_{n}" for n in range(900)), "x<y"), "names": (r"\hat{y}_{i} " * 500, "x"), "words": ("word " * 1100, "608"),
    "letters": (" ".join(["ab"] * 1500), "x"), "hats on hats": (r"\hat{" * 1100, "x"), "open indices": ("x_{" * 1900, "x"),
    "stars": ("x^*" * 1900, "x"), "primes": ("x" + "'" * 5900, "x"), "entries": ("x[1]" * 1400, "x"), "tildes": ("~" * 5900, "x"),
    "nested sets": ("{" * 38 + "1" + "}" * 38, "2"), "pairs": ("(" + ",".join(["(1,2)"] * 900) + ")", "(1,2)"), "plus or minus": (sums("1±{}", 300), "2"),
    "expectations of expectations": ("E[" * 18 + "X" + "]" * 18, "E[X^2]"), "variances of variances": ("Var(" * 9 + "X" + ")" * 9 + "+1", "Var(X)"),
    "expectations": (r"\mathbb{E}_{x\sim p}[x]" * 200, "x"), "fractions": (sums("x/{}", 400), "3x"), "blanks": ("x" + " " * 5900 + "y", "x"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_the_worst_wrong_answer_ends_within_the_budget(name: str) -> None:
    answer, reference = WRONG[name]
    spent = []
    for _ in range(3):
        begun = time.process_time()
        match = equivalent(answer, reference)
        spent.append(time.process_time() - begun)
        assert match.equal is False
    assert min(spent) < LIMIT
