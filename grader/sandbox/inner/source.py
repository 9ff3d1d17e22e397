"""A cell's text as a code object: without magics and shell escapes, without imports of what is not there."""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib.util
import re
from collections.abc import Iterator, Mapping
from types import CodeType
from typing import NamedTuple

_MAGIC = re.compile(r"(?P<indent>\s*)(?P<rest>%{1,2}\w.*|[!?].*|[\w.]+\s*=\s*[!%]\w.*|[\w.]+\?{1,2})\s*$")
_RUNS_THE_REST = re.compile(r"\s*%%(time|timeit|capture|prun)\b")
_RUNS_ITS_LINE = re.compile(r"(?P<indent>\s*)%(?:time|prun)\s+(?P<rest>[^\s-].*)$")
_PLAIN_IMPORT = re.compile(r"\s|(?:import|from)\s+(\w+)[\w.]*\s*(?:as\s+\w+\s*|\bimport\b[^;]*)?$")
_TRIES = 200


class Prepared(NamedTuple):
    """What will be run.

    code : compiled, lines as in the file. skipped : lines that were left out. missing : top-level names of modules that
    are not there, by the name that the import would have bound.
    """

    code: CodeType
    skipped: tuple[str, ...] = ()
    missing: Mapping[str, str] = {}


def prepared(text: str, name: str, first_line: int) -> Prepared:
    """The cell, compiled for a file of that name, or SyntaxError.

    A line counts as a magic only where Python can't read the text because of it: "%" in a long formula is Python.
    """
    text = "\n" * (first_line - 1) + text
    if all(map(_is_fine, (line for line in text.split("\n") if "import" in line))):
        with contextlib.suppress(SyntaxError):
            return Prepared(compile(text, name, "exec", dont_inherit=True))
    tree, skipped = _parsed(text.split("\n"), name, first_line - 1)
    missing = _without_missing_imports(tree)
    return Prepared(compile(tree, name, "exec", dont_inherit=True), skipped, missing)


def _parsed(lines: list[str], name: str, first: int) -> tuple[ast.Module, tuple[str, ...]]:
    """The text without magics, and these."""
    skipped: list[str] = []
    if lines[first].lstrip().startswith("%%") and not _RUNS_THE_REST.match(lines[first]):
        return ast.Module([], []), (lines[first].strip(),)  # %%bash, %%html, %%writefile: nothing of it is Python
    for _ in range(_TRIES):
        try:
            return ast.parse("\n".join(lines), name), tuple(skipped)
        except SyntaxError as trouble:
            found = _magic(lines, (trouble.lineno or 1) - 1)
            if found is None:
                raise
            at, replacement = found
            if replacement.strip() == "pass":
                skipped.append(lines[at].strip())
            lines[at] = replacement
    raise SyntaxError("too many lines here are no Python")


def _magic(lines: list[str], at: int) -> tuple[int, str] | None:
    """The line that Python tripped over, or the one before it, if it is a magic, and what stands there instead."""
    for index in (at, at - 1):
        if not 0 <= index < len(lines):
            continue
        if found := _RUNS_ITS_LINE.match(lines[index]):
            return index, found["indent"] + found["rest"]
        if found := _MAGIC.match(lines[index]):
            return index, found["indent"] + "pass"
    return None


def _without_missing_imports(tree: ast.Module) -> dict[str, str]:
    """The names that top-level imports of absent modules would have bound; the imports become `pass`."""
    missing: dict[str, str] = {}
    for index, statement in enumerate(tree.body):
        if isinstance(statement, ast.Import):
            gone = [alias for alias in statement.names if not is_there(alias.name)]
            missing |= {alias.asname or _top(alias.name): _top(alias.name) for alias in gone}
            kept: ast.stmt = ast.Import([alias for alias in statement.names if alias not in gone])
        elif isinstance(statement, ast.ImportFrom) and statement.module and not is_there(statement.module):
            gone = statement.names
            missing |= {alias.asname or alias.name: _top(statement.module) for alias in gone}
            kept = ast.Pass()
        else:
            continue
        if gone:
            tree.body[index] = ast.copy_location(kept if getattr(kept, "names", ()) else ast.Pass(), statement)
    return missing


def _is_fine(line: str) -> bool:
    """Whether nothing has to be left out of a line with an import, as far as can be told at a glance."""
    found = _PLAIN_IMPORT.match(line)
    return found is not None and (found[1] is None or is_there(found[1]))


@functools.cache
def is_there(module: str) -> bool:
    """Whether the module's package can be imported here."""
    try:
        return importlib.util.find_spec(_top(module)) is not None
    except (ImportError, ValueError):
        return False


def _top(module: str) -> str:
    return module.partition(".")[0]


def bound(text: str) -> Iterator[str]:
    """Names that running the text would bind at its top; functions and classes are not looked into."""
    waiting: list[ast.AST] = list(ast.parse(text).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        if isinstance(node, ast.alias):
            yield node.asname or _top(node.name)
        if not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)
