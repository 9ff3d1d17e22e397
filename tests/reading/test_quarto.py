"""Quarto and R Markdown are Markdown; their chunks of Python are code."""

from __future__ import annotations

import pytest

import grader
from grader.reading import read

TEXT = """---
title: "3.B.i 17"
format: html
---

## 3.B.i

608 parameters

```{python}
#| echo: false
x = 1
```

```{r, echo=FALSE}
y <- 2
```
"""


@pytest.mark.parametrize("name", ["hw4.qmd", "hw4.Rmd", "HW4.QMD"])
def test_its_answers_are_read_and_its_head_is_not(name: str) -> None:
    report = grader.check("hw4", name, data=TEXT.encode())
    assert report["3.B.i"].outcome == "correct"
    document = read(name, data=TEXT.replace("\n", "\r\n").encode())
    assert not any("title" in block.text for block in document.blocks)
    assert [(cell.source, cell.line) for cell in document.cells] == [("#| echo: false\nx = 1", 11)]
    assert [block.line for block in document.blocks if block.kind == "code"] == [11, 16]
    assert next(block.line for block in document.blocks if block.kind == "heading") == 6


def test_a_chunk_that_is_never_closed_ends_with_the_file() -> None:
    assert [cell.source for cell in read("a.qmd", data=b"```{python}\nx = 1").cells] == ["x = 1"]
