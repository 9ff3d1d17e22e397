"""Tree → text: on one line, as it would be typed and is read back, and as LaTeX."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from grader.maths.functions import Value
from grader.maths.nodes import (
    EVERY,
    Call,
    Chain,
    Factorial,
    Group,
    Interval,
    Matrix,
    Neg,
    Node,
    Num,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Sum,
    Summation,
    Sym,
    WithWords,
)
from grader.maths.tokens import GREEK
from grader.maths.vocabulary import ACCENTS

_SIGNS = {"hadamard": "⊙", "kron": "⊗"}
_WRITTEN = {*_SIGNS, "norm", "indicator", "entry", "cases"}
"""Functions that have a notation of their own, the same in LaTeX and on one line."""

_PARTIAL = "\\partial "
_SUM, _PRODUCT, _POWER, _ATOM = range(4)
_LATEX_FUNCTIONS = ("exp", "log", "ln", "sin", "cos", "tan", "tanh", "max", "min", "sigma")


def show(node: Node) -> str:
    r"""The formula on one line; parsing it gives the same tree.

    >>> from grader.maths import parse
    >>> show(parse(r"\frac{\gamma (x - 2)}{\sqrt{\sigma^2}}"))
    'γ (x - 2)/(σ^2)^(1/2)'
    """
    return _text(node)[0]


def show_value(value: Value) -> str:
    """A value: an int or fraction as it is, a real number to 12 digits."""
    if isinstance(value, Decimal):
        return f"{value:.12g}"
    return str(value)


def _wrapped(node: Node, floor: int) -> str:
    text, level = _text(node)
    return text if level >= floor else f"({text})"


def _text(node: Node) -> tuple[str, int]:
    match node:
        case Num():
            return _number(node)
        case Sym(name=name):
            return _name(name), _ATOM
        case Call():
            return _call(node)
        case Neg(arg=arg):
            return f"-{_wrapped(arg, _PRODUCT)}", _SUM
        case Sum(terms=terms):
            return _sum(terms), _SUM
        case Product(factors=factors, marks=marks):
            return _product(factors, marks), _PRODUCT
        case Quotient(top=top, bottom=bottom):
            return f"{_wrapped(top, _PRODUCT)}/{_wrapped(bottom, _POWER)}", _PRODUCT
        case Power(base=base, exponent=exponent):
            return f"{_wrapped(base, _ATOM)}^{_wrapped(exponent, _ATOM)}", _POWER
        case Factorial(arg=arg):
            return f"{_wrapped(arg, _ATOM)}!", _POWER
        case Group(items=items, bracket=bracket):
            inner = ", ".join(_text(item)[0] for item in items) + ("," if bracket == "(" and len(items) == 1 else "")
            return f"{bracket}{inner}{ {'(': ')', '[': ']', '{': '}', '': ''}[bracket] }", _ATOM if bracket else _SUM
        case Interval(low=low, high=high, closed=closed):
            ends = ("[" if closed[0] else "(", "]" if closed[1] else ")")
            return f"{ends[0]}{_text(low)[0]}, {_text(high)[0]}{ends[1]}", _ATOM
        case Matrix(rows=rows):
            return "[" + ", ".join("[" + ", ".join(_text(item)[0] for item in row) + "]" for row in rows) + "]", _ATOM
        case Chain(items=items, relations=relations):
            return "".join(
                _text(item)[0] + (f" {relation} " if relation else "")
                for item, relation in zip(items, (*relations, ""), strict=True)
            ), _SUM
        case PlusMinus(arg=arg, left=left):
            return f"{_text(left)[0] + ' ' if left else ''}±{_wrapped(arg, _PRODUCT)}", _SUM
        case Summation():
            return _summation(node), _PRODUCT
        case WithWords(node=inner, words=words):
            return f"{_text(inner)[0]} {words}", _SUM


def _number(node: Num) -> tuple[str, int]:
    value = Fraction(node.value)
    if node.percent:
        return f"{_decimal(value * 100, None if node.unit is None else node.unit * 100)}%", _ATOM
    if value.denominator == 1 and node.unit is None:
        return str(value), _ATOM
    if node.unit is None:
        return f"{value.numerator}/{value.denominator}", _PRODUCT
    return _decimal(value, node.unit), _ATOM


def _decimal(value: Fraction, unit: Fraction | None) -> str:
    """A decimal with as many digits as it was given with."""
    if unit is None or (unit >= 1 and value.denominator == 1 and unit == 1):
        return str(value)
    exponent = 0
    while Fraction(10) ** exponent > unit:
        exponent -= 1
    while Fraction(10) ** (exponent + 1) <= unit:
        exponent += 1
    digits = int(value / Fraction(10) ** exponent)
    if -12 <= exponent < 0:
        text = str(abs(digits)).rjust(-exponent + 1, "0")
        return f"{'-' * (digits < 0)}{text[:exponent]}.{text[exponent:]}"
    return f"{digits}e{exponent}"


def _call(node: Call) -> tuple[str, int]:
    name, args = node.name, node.args
    if name in _SIGNS and len(args) == 2:
        return f"{_wrapped(args[0], _POWER)} {_SIGNS[name]} {_wrapped(args[1], _POWER)}", _PRODUCT
    if name == "norm":
        return f"‖{_text(args[0])[0]}‖" + (f"_{{{_text(args[1])[0]}}}" if len(args) > 1 else ""), _ATOM
    if name == "indicator":
        return f"𝟙[{_text(args[0])[0]}]", _ATOM
    if name == "entry":
        return f"{_wrapped(args[0], _ATOM)}_{{{_text(args[1])[0]}}}", _ATOM
    if name == "log" and len(args) == 2:
        return f"log_{{{_text(args[1])[0]}}}({_text(args[0])[0]})", _ATOM
    if name.startswith("∇"):
        return f"∇{_index(name[1:])} {_wrapped(args[0], _ATOM)}", _POWER
    if name == "cases":
        pairs = zip(args[::2], args[1::2], strict=True)
        rows = [f"{_text(value)[0]} & {_condition(condition)}" for value, condition in pairs]
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}", _ATOM
    bars = len(name) - len(name.rstrip("|;"))
    signs = name[len(name) - bars :] if bars else ""
    head = name[: len(name) - bars]
    text = _text(args[0])[0] if args else ""
    for place, arg in enumerate(args[1:]):
        text += f"{signs[place] if place < len(signs) else ','} {_text(arg)[0]}"
    return f"{_name(head)}{chr(39) * node.primes}({text})", _ATOM


def _condition(node: Node) -> str:
    return r"\text{otherwise}" if node == Call("otherwise", ()) else _text(node)[0]


def _summation(node: Summation) -> str:
    sign = {"sum": r"\sum", "prod": r"\prod", "argmax": r"\arg\max", "argmin": r"\arg\min"}.get(
        node.kind, f"\\{node.kind}"
    )
    body = _wrapped(node.body, _PRODUCT)
    if node.high == Sym(EVERY):
        return rf"{sign}_{{{_name(node.variable)}}} {body}"
    return rf"{sign}_{{{_name(node.variable)}={_text(node.low)[0]}}}^{{{_text(node.high)[0]}}} {body}"


def _name(name: str) -> str:
    if name.startswith("∂"):
        return name
    name, *above = name.split("^")
    head, *parts = name.split("_")
    return (
        GREEK.get(head, head)
        + "".join(map(_index, parts))
        + "".join(f"^{{{tail}}}" if tail != "'" else tail for tail in above)
    )


def _index(part: str) -> str:
    part = part.lstrip("_")
    return f"_{part}" if part.isalnum() else f"_{{{part}}}" if part else ""


def _sum(terms: tuple[Node, ...]) -> str:
    text = _wrapped(terms[0], _SUM)
    for term in terms[1:]:
        text += f" - {_wrapped(term.arg, _PRODUCT)}" if isinstance(term, Neg) else f" + {_wrapped(term, _PRODUCT)}"
    return text


def _product(factors: tuple[Node, ...], marks: tuple[str, ...]) -> str:
    text = _wrapped(factors[0], _PRODUCT)
    for factor, mark in zip(factors[1:], marks or ("*",) * (len(factors) - 1), strict=False):
        shown = _wrapped(factor, _POWER)
        sign = mark if mark != "x" else "×"
        if not sign and (shown[0].isdigit() or isinstance(factor, Num)):
            sign = "*"
        text += f" {sign} {shown}" if sign in ("×",) else f"{sign or ' '}{shown}"
    return text


def latex(node: Node) -> str:
    r"""The formula in LaTeX.

    >>> from grader.maths import parse
    >>> latex(parse("gamma*(x - mu)/sqrt(sigma^2 + epsilon)"))
    '\\frac{\\gamma \\left(x - \\mu\\right)}{\\sqrt{\\sigma^{2} + \\epsilon}}'
    """
    return _latex(node)[0]


def _latex_wrapped(node: Node, floor: int) -> str:
    text, level = _latex(node)
    return text if level >= floor else rf"\left({text}\right)"


def _latex(node: Node) -> tuple[str, int]:
    match node:
        case Sym(name=name):
            return _latex_name(name), _ATOM
        case Neg(arg=arg):
            return f"-{_latex_wrapped(arg, _PRODUCT)}", _SUM
        case Sum(terms=terms):
            text = _latex_wrapped(terms[0], _SUM)
            for term in terms[1:]:
                inner = term.arg if isinstance(term, Neg) else term
                text += f" {'-' if isinstance(term, Neg) else '+'} {_latex_wrapped(inner, _PRODUCT)}"
            return text, _SUM
        case Product(factors=factors):
            text = _latex_wrapped(factors[0], _PRODUCT)
            for factor in factors[1:]:
                shown = _latex_wrapped(factor, _POWER)
                text += (r" \cdot " if shown[0].isdigit() else " ") + shown
            return text, _PRODUCT
        case Quotient(top=top, bottom=bottom):
            return rf"\frac{{{_latex(top)[0]}}}{{{_latex(bottom)[0]}}}", _ATOM
        case Power(base=base, exponent=Quotient(top=Num(value=1), bottom=Num(value=2))):
            return rf"\sqrt{{{_latex(base)[0]}}}", _ATOM
        case Call(name="sqrt", args=(arg,)):
            return rf"\sqrt{{{_latex(arg)[0]}}}", _ATOM
        case Power(base=base, exponent=exponent):
            return f"{_latex_wrapped(base, _ATOM)}^{{{_latex(exponent)[0]}}}", _POWER
        case Call(name=name) if not name.isalnum() or name in _WRITTEN:
            return _call(node)
        case Call(name=name, args=args, primes=primes):
            inside = ", ".join(_latex(arg)[0] for arg in args)
            function = rf"\{name}" if name in _LATEX_FUNCTIONS else rf"\operatorname{{{name}}}"
            return rf"{function}{chr(39) * primes}\left({inside}\right)", _ATOM
        case Matrix(rows=rows):
            body = r" \\ ".join(" & ".join(_latex(item)[0] for item in row) for row in rows)
            return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}", _ATOM
        case _:
            return _text(node)


def _latex_name(name: str) -> str:
    if name.startswith("∂"):
        above, _, below = name.partition("/")
        return rf"\frac{{{above.replace('∂', _PARTIAL)}}}{{{below.replace('∂', _PARTIAL)}}}" if below else name
    name, *tops = name.split("^")
    head, *parts = name.split("_")
    base = rf"\{head}" if head in GREEK else head
    for accent in (part for part in parts if part in ACCENTS):
        base = rf"\{accent}{{{base}}}"
    index = "".join(part for part in parts if part not in ACCENTS)
    return base + (f"_{{{index}}}" if index else "") + "".join(f"^{{{top}}}" if top != "'" else top for top in tops)
