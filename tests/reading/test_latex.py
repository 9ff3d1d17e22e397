"""LaTeX source: labels as they are printed, lines as they stand in the file."""

from __future__ import annotations

import pytest

import grader
from grader.model.documents import BadFile, Document
from grader.reading import read


def document(body: str, preamble: str = "") -> Document:
    text = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\nafter\n"
    return read("hw4.tex", data=text.encode())


def texts(body: str, preamble: str = "") -> list[str]:
    return [line.strip() for block in document(body, preamble).blocks for line in block.text.split("\n")]


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("\\begin{enumerate}\n\\item a\n\\item b\n\\end{enumerate}", ["1. a", "2. b"]),
        ("\\begin{enumerate}[label=(\\alph*)]\n\\item a\n\\item b\n\\end{enumerate}", ["(a) a", "(b) b"]),
        ("\\begin{enumerate}[label=\\Alph*.]\n\\item a\n\\item b\n\\end{enumerate}", ["A. a", "B. b"]),
        ("\\begin{enumerate}[label=\\textbf{\\roman*)}]\n\\item a\n\\item b\n\\end{enumerate}", ["i) a", "ii) b"]),
        ("\\begin{enumerate}[(i)]\n\\item a\n\\item b\n\\end{enumerate}", ["(i) a", "(ii) b"]),
        ("\\begin{enumerate}\n\\item[3.B.i] a\n\\item[\\textbf{ii)}] b\n\\end{enumerate}", ["3.B.i a", "ii) b"]),
        ("\\begin{itemize}\n\\item a\n\\end{itemize}", ["- a"]),
        (
            "\\begin{enumerate}\n\\item\n\\begin{enumerate}\n\\item a\n\\item b\n\\end{enumerate}\n"
            "\\item c\n\\end{enumerate}",
            ["1.", "(a) a", "(b) b", "2. c"],
        ),
        ("\\question[5] x\n\\begin{parts}\n\\part a\n\\part[2] b\n\\end{parts}", ["# Problem 1 x", "(a) a", "(b) b"]),
        (
            "\\question x\n\\part a\n\\subpart b\n\\question y\n\\part c",
            ["# Problem 1 x", "(a) a", "(i) b", "# Problem 2 y", "(a) c"],
        ),
        (
            "\\begin{problem}\nx\n\\end{problem}\n\\begin{problem}\ny\n\\end{problem}",
            ["# Problem 1", "x", "# Problem 2", "y"],
        ),
        ("\\begin{problem}[3.B]\nx\n\\end{problem}", ["# Problem 3.B", "x"]),
        ("\\section*{Problem 3}\n\\subsection{B}\n\\paragraph{i)} x", ["# Problem 3", "## B", "#### i)  x"]),
    ],
)
def test_labels_are_those_of_the_printed_page(body: str, labels: list[str]) -> None:
    assert texts(body) == labels


def test_lines_are_those_of_the_file() -> None:
    found = document("\\section{One}\n\n% a comment\n\ntext\n\n\\begin{verbatim}\n% code\n\\end{verbatim}")
    assert [(block.kind, block.text, block.line) for block in found.blocks] == [
        ("heading", "# One", 4),
        ("paragraph", "text", 8),
        ("code", "% code", 11),
    ]


def test_comments_and_what_surrounds_the_document_are_not_read() -> None:
    assert texts("608 % or 600\n%612\n5\\% of it", "\\title{Answer: 7}") == [
        ["608", "5\\% of it"][0],
        "5\\% of it",
    ]


def test_macros_without_arguments_are_expanded_and_bounded() -> None:
    assert texts("$\\R^2$ and \\Rest", "\\newcommand{\\R}{\\mathbb{R}}\n\\def\\x{y}") == ["$\\mathbb{R}^2$ and \\Rest"]
    doubling = "\n".join(f"\\newcommand{{\\m{chr(97 + n)}}}{{\\m{chr(98 + n)}\\m{chr(98 + n)}}}" for n in range(24))
    assert len(document("\\ma " * 50, doubling).blocks[0].text) < 100_000


@pytest.mark.parametrize(
    ("preamble", "body", "labels"),
    [
        ("\\newcommand\\q[2]{\\textbf{#1.#2}}", "\\q{3.B}{i} 8\n\n\\q{3.B}{ii} 9", ["**3.B.i** 8", "**3.B.ii** 9"]),
        ("\\newcommand{\\q}[1]{\\section*{Problem #1}}", "\\q{3.B.i}\n608", ["# Problem 3.B.i", "608"]),
        ("\\def\\q#1{{\\bf #1)}}", "\\q{3.B.i} 608", ["**3.B.i)** 608"]),
        ("\\newcommand{\\q}[1]{\\underline{\\textbf{#1}} \\\\}", "\\q{3.B.i} 608", ["**3.B.i** 608"]),
        ("\\newcommand{\\q}[1]{\\item[\\textbf{#1}]}", "\\begin{itemize}\n\\q{i} 608\n\\end{itemize}", ["i 608"]),
        ("\\newenvironment{q}[1]{\\section*{Task #1}}{}", "\\begin{q}{3}\nx\n\\end{q}", ["# Task 3", "x"]),
        ("\\newtheorem{uebung}{Aufgabe}", "\\begin{uebung}\nx\n\\end{uebung}", ["# Aufgabe 1", "x"]),
        (
            "\\renewcommand{\\thesection}{Problem \\arabic{section}}",
            "\\section{ReLU}\nx\n\\section*{no number}\n\\section{}",
            ["# Problem 1 ReLU", "x", "# no number", "# Problem 2"],
        ),
        (
            "\\newcounter{p}\n\\newcommand{\\q}{\\stepcounter{p}\\section*{Problem \\thep}}",
            "\\q\nx\n\\q\ny",
            ["# Problem 1", "x", "# Problem 2", "y"],
        ),
    ],
)  # fmt: skip
def test_labels_that_a_macro_of_the_document_prints_are_read(preamble: str, body: str, labels: list[str]) -> None:
    assert texts(body, preamble) == labels


def test_a_document_on_one_line_is_read() -> None:
    found = read("x.tex", data=b"\\documentclass{article}\\begin{document}3.B.i 608\\end{document}")
    assert [(block.text, block.line) for block in found.blocks] == [("3.B.i 608", 1)]
    lists = "\\section*{3.B} \\begin{enumerate}[(i)]\\item 608\\item 28\\end{enumerate}"
    lists += "\\begin{verbatim}a\nb\\end{verbatim}c"
    blocks = read("x.tex", data=f"\\begin{{document}}{lists}\\end{{document}}".encode()).blocks
    assert [block.text for block in blocks] == ["# 3.B", "(i) 608", "(ii) 28", "a\nb", "c"]


def test_tables_become_tables() -> None:
    body = "\\begin{tabular}{c|c}\na & b \\\\ \\hline\n0.1 & 0.98 \\\\\n\\end{tabular}"
    (table,) = document(body).blocks
    assert table.kind == "table"
    assert table.text.split("\n")[-1] == "| 0.1 | 0.98 |"


def test_matrices_stay_matrices() -> None:
    (block,) = document("$$\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}$$").blocks
    assert block.text == "$$\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}$$"


def test_pictures_and_included_files_are_told() -> None:
    found = document("\\includegraphics[width=3cm]{net.png}\n\\input{../../etc/passwd}\nx")
    assert found.remarks == (
        "1 picture was not read; answers in it must stand in the text, too.",
        "Not read: ../../etc/passwd. Put the text of included files into this one.",
    )


def test_a_fragment_without_a_document_is_read_as_well() -> None:
    assert [block.text for block in read("a.tex", data=b"\\section{One}\nx").blocks] == ["# One", "x"]


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(BadFile, match="holds no text"):
        document("% nothing\n")


def test_a_whole_answer_is_judged() -> None:
    body = (
        "\\section*{Problem 3}\n\\subsection*{B}\n\\begin{enumerate}[label=\\roman*.]\n"
        "\\item $8(75+1)=608$\n\\item $28\\times28\\times8$\n\\end{enumerate}"
    )
    text = f"\\documentclass{{article}}\\begin{{document}}\n{body}\n\\end{{document}}"
    report = grader.check("hw4", "hw4.tex", data=text.encode())
    assert report["3.B.i"].outcome == "correct"
    assert report["3.B.ii"].outcome == "correct"
    assert str(report["3.B.ii"].source) == "line 6"


@pytest.mark.parametrize(
    "body",
    [
        "\\begin{enumerate}" * 3_000,
        "\\item " * 20_000,
        "{" * 50_000,
        "\\section{" * 10_000,
        "\\end{enumerate}" * 3_000,
        "\\begin{verbatim}\nx",
        "\\textbf{" * 10_000,
        "\\item[" * 10_000,
        "\\question" * 10_000,
        "%" * 100_000,
        "\\begin{verbatim}x\\end{verbatim}" * 3_000,
        "\\begin{lstlisting} x " * 3_000,
        "\\newcommand{\\a}[1]{#1#1}" + "\\a{" * 3_000,
        "\\newcommand{\\a}{x}" * 3_000,
    ],
)
def test_hostile_source_is_read_or_refused(body: str) -> None:
    try:
        found = document(body)
    except BadFile:
        return
    assert found.format == "latex"
