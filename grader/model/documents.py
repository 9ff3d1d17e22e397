"""What was handed in: a document of blocks, and the segments of it that answer one question."""

from __future__ import annotations

from typing import Literal, NamedTuple

from grader.model.executions import Cell

Kind = Literal["heading", "paragraph", "list_item", "maths", "code", "output", "table", "figure", "field"]


class Source(NamedTuple):
    """Where something was read: a file, a cell or page of it (from 1, else None) and its first and last line.

    Lines count from 1, within the cell or page where there is one.
    """

    file: str
    line: int
    end_line: int
    cell: int | None = None

    def __str__(self) -> str:
        lines = f"line {self.line}" if self.end_line == self.line else f"lines {self.line}–{self.end_line}"
        if self.cell is None:
            return lines
        return f"{'page' if self.file.casefold().endswith('.pdf') else 'cell'} {self.cell}, {lines}"


class Block(NamedTuple):
    """A run of whole lines of one kind, with its raw text.

    line : the block's first line in its file or cell, from 1. cell : the notebook's cell, from 1.
    label : the question that the author of the file named outright (a sheet's key, a cell's tag), else None.
    A block of kind "field" holds nothing but the answer to that label.
    level : 1–6 for a heading, 0 otherwise.
    """

    kind: Kind
    text: str
    line: int
    cell: int | None = None
    label: str | None = None
    level: int = 0


class Document(NamedTuple):
    """One submission as it was read: its blocks in order, and what the reader has to say about the file.

    path : the name to show to people. format : the reader's name ("markdown", "notebook", "sheet").
    remarks : sentences for the person who handed it in ("2 images were not read").
    cells : the code as it could be run, comments and all, where the format has any apart from its text.
    """

    path: str
    format: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()


class Segment(NamedTuple):
    """The part of a document that answers one question.

    field : the text holds nothing but the answer (a sheet's value, a literal assigned to the declared variable).
    confidence : in [0, 1], how surely this text belongs to this label and to no other. shared : it answers other
    questions of the same kind as well. prompt : the question as printed, for readers
    that tell given numbers from found ones.
    """

    label: str
    path: str
    blocks: tuple[Block, ...]
    field: bool = False
    confidence: float = 1.0
    shared: bool = False
    prompt: str = ""

    @property
    def text(self) -> str:
        """The blocks' raw texts, a blank line between them."""
        return "\n\n".join(block.text for block in self.blocks)

    def cut(self, start: int, end: int) -> Segment:
        """The segment of the characters start…end of `text`."""
        offset = 0
        blocks = []
        for block in self.blocks:
            first, last = max(start - offset, 0), min(end - offset, len(block.text))
            if first < last:
                line = block.line + block.text.count("\n", 0, first)
                blocks.append(block._replace(text=block.text[first:last], line=line))
            offset += len(block.text) + 2
        return self._replace(blocks=tuple(blocks))

    def source(self, start: int, end: int) -> Source:
        """Where the characters start…end of `text` stand in the file."""
        offset = 0
        first: tuple[int | None, int] | None = None
        last: tuple[int | None, int] = (None, 1)
        for block in self.blocks:
            stop = offset + len(block.text)
            if first is None and start <= stop:
                first = (block.cell, block.line + block.text.count("\n", 0, max(start - offset, 0)))
            if first is not None:
                last = (block.cell, block.line + block.text.count("\n", 0, max(min(end, stop) - offset, 0)))
            if end <= stop:
                break
            offset = stop + 2
        cell, line = first or last
        return Source(self.path, line, last[1] if last[0] == cell else line, cell)


class BadFile(Exception):  # noqa: N818 - it is what the message says, and a way out is part of it
    """A file that can't be read as a submission; the message says why and what to do."""
