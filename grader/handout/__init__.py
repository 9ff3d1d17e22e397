"""What the assignment itself says in a document: its prompts, stems, hints and titles are no part of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.handout.phrases import headings, passages
from grader.handout.sentences import repeated
from grader.handout.words import Mark, bare, instruction, is_marked
from grader.model.assignments import Outline
from grader.model.documents import Block, Document

__all__ = ["Copied", "Mark", "Stripped", "bare", "instruction", "stripped"]

_NEVER_COPIED = ("code", "output", "field")

_Spans = dict[int, list[tuple[int, int]]]


class Copied(NamedTuple):
    """Words of the assignment that stood in a document.

    cell, line : where they began, as in Block. labels : the questions that say so or bear that title. hint : they were
    the instruction of an answer sheet, word for word.
    """

    cell: int | None
    line: int
    labels: frozenset[str]
    hint: bool


class Stripped(NamedTuple):
    """A document with the assignment's own words blanked out, every character in its place, and what they were."""

    document: Document
    copied: tuple[Copied, ...]


def stripped(document: Document, outline: Outline) -> Stripped:
    """The document without what it repeats of its assignment.

    Whole paragraphs go however they are broken into lines, quoted or emphasised; sentences also where a few of their
    words were changed; questions where they are about what was asked; titles behind their label in a heading. Text
    with a number of its own stays.
    """
    blocks = document.blocks
    texts = {n: block.text for n, block in enumerate(blocks) if block.kind not in _NEVER_COPIED}
    blanks: _Spans = {}
    copied: list[Copied] = []
    choices = {slot.label for slot in outline.slots if slot.answer.kind == "choice"}
    for mark in passages(texts, outline):
        if choices.isdisjoint(mark.labels) or not is_marked(texts[mark.block], *mark.spans[0]):
            _note(mark, blocks, blanks, copied)
    texts = {n: _blanked(text, blanks[n]) if n in blanks else text for n, text in texts.items()}
    for number, text in texts.items():
        for mark in repeated(number, text, outline):
            _note(mark, blocks, blanks, copied)
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            for mark in headings(number, block.text, outline):
                _note(mark, blocks, blanks, copied)
    kept = tuple(_without(blocks, blanks))
    copied.sort(key=lambda each: (each.cell or 0, each.line))
    return Stripped(document._replace(blocks=kept), tuple(copied))


def _note(mark: Mark, blocks: Sequence[Block], blanks: _Spans, copied: list[Copied]) -> None:
    block = blocks[mark.block]
    blanks.setdefault(mark.block, []).extend(mark.spans)
    line = block.line + block.text.count("\n", 0, mark.spans[0][0])
    if mark.labels:
        copied.append(Copied(block.cell, line, mark.labels, mark.hint))


def _without(blocks: Sequence[Block], blanks: _Spans) -> Iterator[Block]:
    for number, block in enumerate(blocks):
        text = _blanked(block.text, blanks[number]) if blanks.get(number) else block.text
        if number and blanks.get(number - 1) and block.line <= _end(blocks[number - 1]) + 1 and not bare(text):
            continue  # the last sign of a prompt, on a line of its own
        if text.strip():
            yield block._replace(text=text)


def _end(block: Block) -> int:
    """The last line of a block."""
    return block.line + block.text.count("\n")


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spaces in place of the spans, and of marks of layout that are left alone on a line."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = [" " if character != "\n" else "\n" for character in kept[start:end]]
    return re.sub(r"^[ \t>*_]+$", lambda found: " " * len(found[0]), "".join(kept), flags=re.MULTILINE)
