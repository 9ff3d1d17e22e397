"""Functions of the field, written out in the few that are evaluated.

Sources: Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.3 (ReLU, leaky ReLU, softplus); Clevert et al.
(2016), equation 15 (ELU); Hendrycks & Gimpel (2016) (GELU, SiLU); Misra (2019) (Mish).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from grader.maths.nodes import Call, Chain, Factorial, Neg, Node, Num, Power, Product, Quotient, Sum, Sym
from grader.model.answers import Unreadable

SLOPE = Num(Fraction(1, 100))
"""The usual slope of a leaky ReLU on the left."""

_ONE, _TWO, _ZERO = Num(1), Num(2), Num(0)


def _call(name: str, *args: Node) -> Node:
    return Call(name, args)


def _times(*factors: Node) -> Node:
    return Product(factors, ("*",) * (len(factors) - 1))


def _root(x: Node) -> Node:
    return Power(x, Num(Fraction(1, 2)))


def _clip(x: Node, low: Node, high: Node) -> Node:
    return _call("min", _call("max", x, low), high)


def _elu(x: Node, slope: Node = _ONE) -> Node:
    below = Sum((_call("exp", _call("min", x, _ZERO)), Neg(_ONE)))
    return Sum((_call("max", x, _ZERO), _times(slope, below)))


def _leaky(x: Node, slope: Node = SLOPE) -> Node:
    return Sum((_call("max", x, _ZERO), _times(slope, _call("min", x, _ZERO))))


def _gaussians(one: Node, other: Node) -> Node | None:
    """KL(N(m, v) ‖ N(n, w)) = ½ (ln(w/v) + (v + (m − n)²)/w − 1); None for other distributions."""
    if not (_is_gaussian(one) and _is_gaussian(other)):
        return None
    (m, v), (n, w) = one.args, other.args  # type: ignore[union-attr]
    spread = Quotient(Sum((v, Power(Sum((m, Neg(n))), _TWO))), w)
    return Quotient(Sum((_call("ln", Quotient(w, v)), spread, Neg(_ONE))), _TWO)


def _is_gaussian(node: Node) -> bool:
    return isinstance(node, Call) and node.name == "N" and len(node.args) == 2


_RULES: dict[tuple[str, int], Callable[..., Node | None]] = {
    ("silu", 1): lambda x: _times(x, _call("sigma", x)),
    ("silu", 2): lambda x, slope: _times(x, _call("sigma", _times(slope, x))),
    ("mish", 1): lambda x: _times(x, _call("tanh", _call("softplus", x))),
    ("gelu", 1): lambda x: Quotient(_times(x, Sum((_ONE, _call("erf", Quotient(x, _root(_TWO)))))), _TWO),
    ("elu", 1): _elu,
    ("elu", 2): _elu,
    ("leaky_relu", 1): _leaky,
    ("leaky_relu", 2): _leaky,
    ("relu6", 1): lambda x: _clip(x, _ZERO, Num(6)),
    ("clip", 3): _clip,
    ("hardtanh", 1): lambda x: _clip(x, Neg(_ONE), _ONE),
    ("softsign", 1): lambda x: Quotient(x, Sum((_ONE, _call("abs", x)))),
    ("logsigmoid", 1): lambda x: Neg(_call("softplus", Neg(x))),
    ("tanhshrink", 1): lambda x: Sum((x, Neg(_call("tanh", x)))),
    ("log_softmax", 1): lambda z: Sum((z, Neg(_call("logsumexp", z)))),
    ("log1p", 1): lambda x: _call("ln", Sum((_ONE, x))),
    ("expm1", 1): lambda x: Sum((_call("exp", x), Neg(_ONE))),
    ("step", 1): lambda x: _call("indicator", Chain((x, _ZERO), (">",))),
    ("pow", 2): lambda x, y: Power(x, y),
    ("square", 1): lambda x: Power(x, _TWO),
    ("cbrt", 1): lambda x: Power(x, Num(Fraction(1, 3))),
    ("fraction", 1): lambda x: x,
    ("fraction", 2): lambda x, y: Quotient(x, y),
    ("factorial", 1): lambda x: Factorial(x),
    ("cot", 1): lambda x: Quotient(_call("cos", x), _call("sin", x)),
    ("coth", 1): lambda x: Quotient(_call("cosh", x), _call("sinh", x)),
    ("sec", 1): lambda x: Quotient(_ONE, _call("cos", x)),
    ("csc", 1): lambda x: Quotient(_ONE, _call("sin", x)),
    ("arcsinh", 1): lambda x: _call("ln", Sum((x, _root(Sum((Power(x, _TWO), _ONE)))))),
    ("arccosh", 1): lambda x: _call("ln", Sum((x, _root(Sum((Power(x, _TWO), Neg(_ONE))))))),
    ("arctanh", 1): lambda x: Quotient(_call("ln", Quotient(Sum((_ONE, x)), Sum((_ONE, Neg(x))))), _TWO),
    ("arcsin", 1): lambda x: _call("arctan", Quotient(x, _root(Sum((_ONE, Neg(Power(x, _TWO))))))),
    ("arccos", 1): lambda x: Sum(
        (Quotient(Sym("pi"), _TWO), Neg(_call("arctan", Quotient(x, _root(Sum((_ONE, Neg(Power(x, _TWO)))))))))
    ),
    ("KL|", 2): _gaussians,
    ("D_KL|", 2): _gaussians,
    ("where", 3): lambda condition, one, other: _call("cases", one, condition, other, _call("otherwise")),
}
NAMES = frozenset(name for name, _ in _RULES)


def written_out(call: Call) -> Node | None:
    """The function written out in others; None where it is none of these.

    Raises Unreadable for the wrong number of arguments.

    >>> written_out(Call("square", (Num(3),)))
    Power(base=Num(value=3, unit=None, percent=False), exponent=Num(value=2, unit=None, percent=False))
    """
    if call.primes or call.name not in NAMES:
        return None
    rule = _RULES.get((call.name, len(call.args)))
    if rule is None:
        raise Unreadable(f"{call.name} takes another number of arguments", (call.start, call.end))
    return rule(*call.args)
