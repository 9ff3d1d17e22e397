"""List the solvers by chapter, or those that a word is found in: `python -m solutions [WORD]`."""

from __future__ import annotations

import argparse
import sys

from solutions._chapters import chapters, first_line, load, signature, solvers


def main(arguments: list[str] | None = None) -> int:
    """Print the list; return 1 where no solver matches."""
    parser = argparse.ArgumentParser(prog="python -m solutions", description="List the reference solvers.")
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
    """The chapters with a matching solver, each with signatures and first lines; names come before mentions."""
    wanted = word.casefold()
    lines = []
    for chapter in chapters():
        module = load(chapter)
        functions = solvers(module).values()
        matching = [each for each in functions if wanted in f"{chapter} {each.__name__} {each.__doc__}".casefold()]
        if not matching:
            continue
        lines.append(f"\nsolutions.{chapter}  {first_line(module)}")
        for function in sorted(matching, key=lambda each: bool(word) and wanted not in each.__name__):
            lines += [f"  {signature(function)}", f"      {first_line(function)}"]
    return lines


def page() -> str:
    """The list in Markdown."""
    modules = {chapter: load(chapter) for chapter in chapters()}
    count = sum(len(solvers(module)) for module in modules.values())
    lines = [
        "# Reference solvers",
        "",
        f"{count} functions in {len(modules)} chapters, generated from their docstrings by",
        "`python -m solutions --markdown`. Import them from `solutions`; `help(function)` shows shapes, units, errors,",
        "the source and a worked example.",
    ]
    for chapter, module in modules.items():
        lines += ["", f"## {chapter}", "", first_line(module), ""]
        lines += [f"- `{signature(each)}`: {first_line(each)}" for each in solvers(module).values()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
