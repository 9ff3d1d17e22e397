"""What names its question outright: a sheet's keys, tagged cells, variables that a notebook assigns literals to."""

from __future__ import annotations

from grader.model.assignments import Outline
from grader.model.documents import Block, Document, Segment


def named_segments(document: Document, outline: Outline) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
    """The segments of blocks that bear a label, and a remark for each label that is no question's."""
    labels = {_folded(slot.label): slot.label for slot in outline.slots}
    gathered: dict[tuple[str, int | None], list[Block]] = {}
    remarks: list[str] = []
    for block in document.blocks:
        if block.label is None:
            if document.format == "sheet" and block.text.startswith("assignment: "):
                remarks += _other_assignment(block.text.removeprefix("assignment: "), outline)
            continue
        ours = labels.get(_folded(block.label))
        if ours is None:
            remark = _unknown(block.label, tuple(labels.values()), outline.name)
            if remark not in remarks:
                remarks.append(remark)
        elif not _assigns(block, outline):
            key = (ours, None if block.kind == "field" else block.cell)
            gathered.setdefault(key, []).append(block)
    return tuple(
        Segment(label, document.path, tuple(blocks), field=all(block.kind == "field" for block in blocks))
        for (label, _), blocks in gathered.items()
    ), tuple(remarks)


def _assigns(block: Block, outline: Outline) -> bool:
    """Whether the block is code that assigns to a declared variable: that is read as a field of its own."""
    return block.kind == "code" and any(
        f"{slot.variable} =" in block.text or f"{slot.variable}=" in block.text for slot in outline.slots
    )


def _folded(label: str) -> str:
    return label.casefold().replace(" ", "").strip(".():")


def _unknown(label: str, labels: tuple[str, ...], name: str) -> str:
    import difflib

    near = difflib.get_close_matches(label, labels, n=1, cutoff=0.5)
    advice = f" Did you mean {near[0]}?" if near else f" Its questions: {', '.join(labels)}."
    return f"{name} has no question “{label[:40]}”.{advice}"


def _other_assignment(named: str, outline: Outline) -> list[str]:
    if named.casefold() == outline.name.casefold():
        return []
    return [f"This sheet says that it is for “{named[:40]}”; it was checked as {outline.name}."]


def variable_segments(document: Document, outline: Outline) -> tuple[Segment, ...]:
    """A field for each declared variable that code assigns a literal to; the last assignment counts. Nothing is run."""
    wanted = {slot.variable: slot.label for slot in outline.slots}
    found: dict[str, Segment] = {}
    for block in document.blocks:
        if block.kind != "code" or not any(name in block.text for name in wanted):
            continue
        for name, text, line in _literals(block.text):
            if name in wanted:
                field = Block("field", text, block.line + line - 1, block.cell, wanted[name])
                found[name] = Segment(wanted[name], document.path, (field,), field=True)
    return tuple(segment for segment in found.values() if segment.text.strip())


def _literals(source: str) -> list[tuple[str, str, int]]:
    """(name, text, line) of every top-level assignment of a literal; None assigns nothing."""
    import ast
    import warnings

    if len(source) > 200_000:
        return []
    plain = "\n".join("" if line.lstrip()[:1] in "%!?" else line for line in source.split("\n"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = []
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            target, value = statement.target, statement.value
        else:
            continue
        if not isinstance(target, ast.Name):
            continue
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            found.append((target.id, value.value, value.lineno))
        elif isinstance(value, ast.Constant) and (value.value is None or value.value is ...):
            found.append((target.id, "", value.lineno))
        elif _is_literal(value):
            found.append((target.id, ast.get_source_segment(plain, value) or "", value.lineno))
    return found


def _is_literal(node: object) -> bool:
    """Whether it is made of numbers, signs, arithmetic, tuples, lists and array constructors only."""
    import ast

    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool)
        case ast.UnaryOp(operand=operand):
            return _is_literal(operand)
        case ast.BinOp(left=left, right=right):
            return _is_literal(left) and _is_literal(right)
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            return all(map(_is_literal, elts))
        case ast.Call(func=ast.Attribute(attr="array" | "tensor") | ast.Name(id="array" | "tensor"), args=[argument]):
            return _is_literal(argument)
        case _:
            return False
