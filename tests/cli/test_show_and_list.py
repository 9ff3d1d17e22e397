"""`grader list` and `grader show`."""

from collections.abc import Callable

from click.testing import Result

import grader
from grader.layout import cells

Run = Callable[..., Result]


def test_list_names_each_assignment_with_its_size(run: Run) -> None:
    result = run("list")
    assert result.exit_code == 0
    row = next(row for row in result.output.splitlines() if row.startswith("hw4 "))
    assert grader.load("hw4").title in row
    assert f"{len(grader.load('hw4').questions)} questions" in row
    assert max(map(cells, result.output.splitlines())) <= 80


def test_show_has_every_question_and_how_to_answer_it(run: Run) -> None:
    result = run("show", "hw4")
    shown = " ".join(result.output.split())
    for question in grader.load("hw4").questions:
        assert question.label in shown
        assert " ".join(question.prompt().split()) in shown
        assert question.answer.hint in shown
    assert max(map(cells, result.output.splitlines())) <= 80


def test_show_gives_nothing_of_the_key_away(run: Run) -> None:
    shown = run("show", "hw4", "3.B").output
    assert "608" not in shown
    assert "28×28×8" not in shown


def test_show_of_one_question_has_its_problem_and_nothing_else(run: Run) -> None:
    shown = run("show", "hw4", "3bii").output
    assert "A convolution layer applies 8 filters" in shown
    assert "3.B.ii" in shown
    assert "3.B.i " not in shown


def test_show_of_an_unknown_question_suggests_the_nearest(run: Run) -> None:
    result = run("show", "hw4", "3.E.i")
    assert "did you mean" in result.stderr
    assert result.exit_code == 2


def test_list_says_how_much_the_machine_judges(run: Run) -> None:
    row = next(row for row in run("list").output.splitlines() if row.startswith("rq3 "))
    questions = grader.load("rq3").questions
    judged = sum(question.answer.kind != "essay" for question in questions)
    assert f"{len(questions)} questions, {judged} auto-graded, 29 points" in row


def test_show_with_a_students_numbers(run: Run) -> None:
    assert "6 filters of size 5×5" in run("show", "hw4", "3.B", "--student", "alice").output
    refused = run("show", "hw4", "3.B", "--student", "'; rm")
    assert refused.exit_code == 2
    assert "no student's ID" in refused.stderr
