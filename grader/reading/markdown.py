"""Markdown, plain text and OCR'd text, with LaTeX maths in it."""

from __future__ import annotations

from grader.blocks import split
from grader.decoding import decoded
from grader.model.documents import Document

SUFFIXES = (".md", ".markdown", ".txt", ".text")


def read(name: str, data: bytes) -> Document:
    """The document in these bytes. Raises BadFile where they are no text."""
    text, remarks = decoded(name, data)
    return Document(name, "markdown", split(text), remarks)
