"""python -m grader.maths "ANSWER" ["REFERENCE"]: how an answer is understood, and whether it is right."""

from __future__ import annotations

import sys

from grader.maths import equivalent, evaluate, parse
from grader.maths.budget import Budget
from grader.maths.identity import Comparison, Space
from grader.maths.nodes import EVERY, Node
from grader.maths.parser import parse_all
from grader.maths.points import children, free_symbols
from grader.maths.printing import latex, show, show_value
from grader.maths.relations import statement
from grader.maths.spaces import is_linear, usual
from grader.model.answers import Unreadable


def main(arguments: list[str]) -> int:
    """Print the tree, the value and, with a reference, the verdict; 0 equal or read, 1 not equal, 2 unreadable."""
    if not 1 <= len(arguments) <= 2 or arguments[0] in ("-h", "--help"):
        print('usage: python -m grader.maths "ANSWER" ["REFERENCE"]')
        return 2
    try:
        node = parse(arguments[0])
    except Unreadable as trouble:
        print(trouble.pointed())
        return 2
    print("\n".join(_tree(node)))
    print(f"\nread as   {show(node)}\nLaTeX     {latex(node)}")
    try:
        print(f"value     {show_value(evaluate(node))}")
    except Unreadable as trouble:
        print(f"value     none: {trouble.hint}")
    if len(arguments) == 1:
        return 0
    try:
        match = equivalent(*arguments)
    except Unreadable as trouble:
        print(f"\nThe reference can't be read:\n{trouble.pointed()}")
        return 2
    print(f"verdict   {'equal' if match.equal else 'not equal'}" + (f": {match.reason}" if match.reason else ""))
    if not match.equal:
        print("\n".join(_counterexample(*arguments)))
    return 0 if match.equal else 1


def _counterexample(answer: str, reference: str) -> list[str]:
    """Values of the symbols at which two formulas differ, one line each; [] for anything else."""
    try:
        key, given = parse_all((reference, answer), {})
        mine, theirs = statement(given).value, statement(key).value
        if not free_symbols(mine) | free_symbols(theirs):
            return []
        space = usual((mine, theirs)) if is_linear(mine) or is_linear(theirs) else Space()
        sample = Comparison(mine, theirs, space, Budget()).counterexample()
    except Unreadable:
        return []
    if sample is None or not isinstance(sample.one, float | int) or not isinstance(sample.other, float | int):
        return []
    at = ", ".join(f"{name} = {value:.6g}" for name, value in sorted(sample.values.items())[:8] if name != EVERY)
    return [f"at        {at}", f"answer    {sample.one:.12g}", f"reference {sample.other:.12g}"]


def _tree(node: Node, indent: str = "") -> list[str]:
    detail = {
        name: getattr(node, name) for name in ("value", "name", "bracket", "relations", "words") if hasattr(node, name)
    }
    told = " ".join(f"{value}" for value in detail.values() if value not in ("", ()))
    rows = [f"{indent}{type(node).__name__} {told}".rstrip() + f"  [{node.start}:{node.end}]"]
    for child in children(node):
        rows += _tree(child, indent + "  ")
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
