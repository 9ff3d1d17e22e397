"""LaTeX macros of a document's own: filled in where they are simple, bounded always."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.macros import MAX_GROWTH, Macros


def expanded(definitions: str, text: str) -> str:
    macros = Macros(frozenset({"problem"}))
    macros.learn(definitions)
    return macros.expanded(text)


@pytest.mark.parametrize(
    ("definitions", "text", "result"),
    [
        (r"\newcommand{\R}{\mathbb{R}}", r"\R^2 \Rest", r"\mathbb{R}^2 \Rest"),
        (r"\newcommand\q[2]{\textbf{#1.#2}}", r"\q{3.B}{i} 608", r"\textbf{3.B.i} 608"),
        (r"\newcommand{\q}[2][Part]{#1 #2:}", r"\q{a} \q[Problem]{b}", "Part a: Problem b:"),
        (r"\def\q#1{\section*{#1}}", r"\q{3.B.i}", r"\section*{3.B.i}"),
        (r"\def\q#1{<#1>}", r"\q7x", "<7>x"),
        (r"\NewDocumentCommand{\q}{m m}{#2.#1}", r"\q{i}{3.B}", "3.B.i"),
        (r"\newcommand{\a}{x\b}\newcommand{\b}{y}", r"\a", "xy"),
        (r"\newenvironment{aufg}[1]{\section*{#1}}{END}", r"\begin{aufg}{1}x\end{aufg}", r"\section*{1}xEND"),
        (r"\newcounter{p}\newcommand{\q}{\stepcounter{p}\thep)}", r"\q \q", "1) 2)"),
        (r"\newcounter{p}\newcommand{\q}{\refstepcounter{p}(\alph{p})}", r"\q \setcounter{p}{4}\q", "(a) (e)"),
        (r"\newcommand{\q}[1]{#1 and #1}", "\\q{a\nb}", "a\nb and a b"),
        (r"\newcommand{\a}{1}", r"\begin{verbatim}\a\end{verbatim}\a", r"\begin{verbatim}\a\end{verbatim}1"),
        # left alone: of itself, decided by TeX, what the reader knows better, an argument that is missing
        (r"\newcommand{\a}{\a}", r"\a", r"\a"),
        (r"\newcommand{\a}{\ifx\b\c x\fi}", r"\a", r"\a"),
        (r"\newenvironment{problem}{x}{y}", r"\begin{problem}\end{problem}", r"\begin{problem}\end{problem}"),
        (r"\newcommand{\q}[1]{<#1>}", r"\q", r"\q"),
        (r"\newcommand{\q}{never closed", r"\q", r"\q"),
    ],
)
def test_a_macro_is_filled_in(definitions: str, text: str, result: str) -> None:
    assert expanded(definitions, text) == result


def test_a_definition_leaves_its_lines_behind() -> None:
    assert Macros().learn("a\n\\newcommand{\\q}[1]{\n#1\n}\nb") == "a\n\n\n\nb"


def test_a_tower_of_doublings_stays_small() -> None:
    tower = "".join(f"\\newcommand{{\\m{chr(97 + n)}}}{{\\m{chr(98 + n)}\\m{chr(98 + n)}}}" for n in range(25))
    assert len(expanded(tower + r"\newcommand{\mz}{" + "x" * 500 + "}", r"\ma " * 100)) < 2 * MAX_GROWTH


@given(
    st.lists(st.sampled_from([r"\q", r"\p", "{", "}", "[", "]", "\n", "#1", "a", r"\begin{e}", r"\end{e}", r"\thec"])),
    st.lists(st.sampled_from([r"\q", r"\p", "#1", "#2", "{a}", "\n", "b", r"\stepcounter{c}"]), max_size=8),
)
def test_whatever_is_written_no_line_is_lost(text: list[str], body: list[str]) -> None:
    said = "".join(body)
    definitions = rf"\newcounter{{c}}\newcommand{{\q}}[1]{{{said}}}\newcommand{{\p}}[2][x]{{#2}}"
    definitions += rf"\newenvironment{{e}}{{{said}}}{{}}"
    written = "".join(text)
    assert expanded(definitions, written).count("\n") == written.count("\n")
