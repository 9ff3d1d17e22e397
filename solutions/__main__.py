"""List the solvers by chapter, or those that a word is found in: `python -m solutions [WORD]`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import is_dataclass
from types import FunctionType, ModuleType

from solutions._chapters import chapters, classes, first_line, load, signature, solvers
from solutions._explaining import declared_steps


def main(arguments: list[str] | None = None) -> int:
    """Print the list; return 1 where no solver matches."""
    parser = argparse.ArgumentParser(
        prog="python -m solutions",
        description="List the reference solvers. solutions.explain shows the steps of those marked [steps].",
    )
    parser.add_argument("word", nargs="?", default="", help="only solvers with this in their name or documentation")
    parser.add_argument("--markdown", action="store_true", help="the whole list as a page of the documentation")
    options = parser.parse_args(arguments)
    if options.markdown:
        print(page(), end="")
        return 0
    found = listing(options.word)
    if not found:
        print(f"No solver mentions ‘{options.word}’; python -m solutions lists all of them.", file=sys.stderr)
        return 1
    print("\n".join(found))
    return 0


def listing(word: str = "") -> list[str]:
    """The chapters with what matches, each with signatures and first lines; names come before mentions."""
    wanted = word.casefold()
    lines = []
    for chapter in chapters():
        module = load(chapter)
        matching = [
            each for each in _public(module) if wanted in f"{chapter} {each.__name__} {each.__doc__}".casefold()
        ]
        if not matching:
            continue
        lines.append(f"\nsolutions.{chapter}  {first_line(module)}")
        for thing in sorted(matching, key=lambda each: bool(word) and wanted not in each.__name__.casefold()):
            lines += [f"  {_marked(_call(thing), thing)}", f"      {first_line(thing)}"]
    return lines


def _public(module: ModuleType) -> list[FunctionType | type]:
    return [*solvers(module).values(), *classes(module).values()]


def _call(thing: FunctionType | type) -> str:
    """How a function is called or a dataclass is made; other classes are only returned."""
    return signature(thing) if isinstance(thing, FunctionType) or is_dataclass(thing) else thing.__name__


def _marked(text: str, thing: FunctionType | type) -> str:
    """The text, with a mark if the solver declares its steps."""
    declared = declared_steps(thing.__module__.removeprefix("solutions."))
    return f"{text} [steps]" if thing.__name__ in declared else text


def page() -> str:
    """The list in Markdown."""
    modules = {chapter: load(chapter) for chapter in chapters()}
    count = sum(len(solvers(module)) for module in modules.values())
    lines = [
        "# Reference solvers",
        "",
        f"{count} functions in {len(modules)} chapters, generated from their docstrings by",
        "`python -m solutions --markdown`. Import them from `solutions`; `help(function)` shows shapes, units, errors,",
        "the source and a worked example. `solutions.explain(function, …)` shows the steps of a call, for those marked",
        "[steps].",
    ]
    for chapter, module in modules.items():
        lines += ["", f"## {chapter}", "", first_line(module), ""]
        lines += [f"- {_marked(f'`{_call(each)}`', each)}: {first_line(each)}" for each in _public(module)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
