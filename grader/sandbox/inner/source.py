"""A cell's text as a code object: without magics and shell escapes, without imports of what is not there."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

_MAGIC = re.compile(r"(?P<indent>\s*)(?P<rest>%{1,2}\w.*|[!?].*|[\w.]+\s*=\s*[!%]\w.*|[\w.]+\?{1,2})\s*$")
_RUNS_THE_REST = re.compile(r"\s*%%(time|timeit|capture|prun)\b")
_RUNS_ITS_LINE = re.compile(r"(?P<indent>\s*)%(?:time|prun)\s+(?P<rest>[^\s-].*)$")
_TRIES = 200


class Prepared(NamedTuple):
    """What will be run.

    code : compiled, lines as in the cell. skipped : lines that were left out. missing : top-level names of modules that
    are not there, by the name that the import would have bound. binds : all names that the cell may bind at its top.
    """

    code: CodeType
    skipped: tuple[str, ...]
    missing: dict[str, str]
    binds: tuple[str, ...]


def prepared(text: str, name: str, first_line: int) -> Prepared:
    """The cell, compiled for a file of that name, or SyntaxError.

    A line counts as a magic only where Python can't read the text because of it: "%" in a long formula is Python.
    """
    lines, skipped = text.split("\n"), []
    if lines and lines[0].lstrip().startswith("%%") and not _RUNS_THE_REST.match(lines[0]):
        skipped, lines = [lines[0]], []  # %%bash, %%html, %%writefile: nothing of it is Python
    for _ in range(_TRIES):
        try:
            tree = ast.parse("\n".join(lines), name)
            break
        except SyntaxError as trouble:
            found = _magic(lines, (trouble.lineno or 1) - 1)
            if found is None:
                trouble.lineno = (trouble.lineno or 1) + first_line - 1
                raise
            at, replacement = found
            if replacement.strip() == "pass":
                skipped.append(lines[at].strip())
            lines[at] = replacement
    else:
        raise SyntaxError("too many lines here are no Python")
    missing = _without_missing_imports(tree)
    ast.increment_lineno(tree, first_line - 1)
    code = compile(tree, name, "exec", dont_inherit=True)
    return Prepared(code, tuple(skipped), missing, tuple(_bound(tree)))


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


def is_there(module: str) -> bool:
    """Whether the module's package can be imported here."""
    try:
        return importlib.util.find_spec(_top(module)) is not None
    except (ImportError, ValueError):
        return False


def _top(module: str) -> str:
    return module.partition(".")[0]


def _bound(tree: ast.Module) -> Iterator[str]:
    """Names that running the module binds, those within functions and classes left out."""
    waiting: list[ast.AST] = list(tree.body)
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
