"""python -m grader.maths "ANSWER" ["REFERENCE"]: how an answer is understood, and whether it is right."""

from __future__ import annotations

import sys

from grader.maths import equivalent, evaluate, parse
from grader.maths.nodes import Node
from grader.maths.points import children
from grader.maths.printing import latex, show, show_value
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
    return 0 if match.equal else 1


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
