"""Nothing is graded twice, nothing is overwritten, nothing that a person decided is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, inspect, select

import grader
from grader.batch.gradebook import Gradebook, Standing, schema
from grader.batch.gradebook.database import Database
from grader.batch.gradebook.entering import Delivery
from grader.batch.roster import roster
from grader.batch.rules import canonical, rules
from grader.batch.running import Tally, Wish
from grader.batch.submissions import Person
from grader.batch.trees import Trouble
from grader.model.verdicts import Outcome

from . import course

PEOPLE = course.students(8)
Graded = Callable[..., Tally]


def rows(book: Gradebook, table: str) -> int:
    with book.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar_one())


def by_id(book: Gradebook) -> dict[str, Standing]:
    return {standing.student.id: standing for standing in book.standings()}


def test_what_is_kept_is_what_check_says(book: Gradebook, graded: Graded) -> None:
    tally = graded(course.canvas(PEOPLE))
    assert (tally.graded, tally.given_up, tally.outdated) == (8, 0, 0)
    for student in PEOPLE:
        report = grader.check("hw4", student.file, data=student.data)
        assert by_id(book)[student.ident].report("hw4").verdicts == report.verdicts


def test_the_same_bytes_are_not_graded_again(book: Gradebook, graded: Graded) -> None:
    graded(course.canvas(PEOPLE))
    before = {table: rows(book, table) for table in ("submissions", "gradings", "responses", "verdicts", "contents")}
    again = graded(course.canvas(PEOPLE))
    assert (again.graded, again.there) == (0, 8)
    assert {table: rows(book, table) for table in before} == before


def test_what_was_handed_in_anew_counts_and_the_old_stays(book: Gradebook, graded: Graded) -> None:
    graded({"ada.md": b"3.B.i\n600", "bob.md": b"3.B.i\n608"})
    tally = graded({"ada.md": b"3.B.i\n608", "bob.md": b"3.B.i\n608"})
    assert (tally.graded, tally.there) == (1, 1)
    assert by_id(book)["ada"].report("hw4")["3.B.i"].outcome == Outcome.CORRECT
    assert rows(book, "submissions") == 3
    back = graded({"ada.md": b"3.B.i\n600", "bob.md": b"3.B.i\n608"})
    assert back.graded == 0
    assert by_id(book)["ada"].report("hw4")["3.B.i"].outcome == Outcome.PARTIAL


def test_a_decision_counts_and_the_machines_verdict_stays(book: Gradebook, graded: Graded) -> None:
    graded({"ada.md": b"3.B.i\n600"})
    number = by_id(book)["ada"].number
    assert number is not None
    book.decide([(number, "3.B.i")], Fraction(3, 2), "tina", "The biases were not asked for.")
    verdict = by_id(book)["ada"].report("hw4")["3.B.i"]
    assert (verdict.points, verdict.outcome) == (Fraction(3, 2), Outcome.PARTIAL)
    assert verdict.feedback == "A person decided: The biases were not asked for."
    assert next(v for v in by_id(book)["ada"].machine if v.label == "3.B.i").points == 1
    assert by_id(book)["ada"].decisions["3.B.i"].who == "tina"


def test_a_decision_goes_with_the_answer_into_the_next_version_not_with_another_answer(
    book: Gradebook, graded: Graded
) -> None:
    graded({"ada.md": b"3.B.i\n600\n\n3.B.ii\n28x28x3"})
    number = by_id(book)["ada"].number
    assert number is not None
    book.decide([(number, "3.B.i"), (number, "3.B.ii")], Fraction(2), "tina", "")
    graded({"ada.md": b"3.B.i\n600\n\n3.B.ii\n30x30x8"})
    ada = by_id(book)["ada"]
    assert ada.report("hw4")["3.B.i"].points == 2
    assert ada.report("hw4")["3.B.ii"].points == 0
    assert [decision.label for decision in ada.stale] == ["3.B.ii"]


def test_a_verdict_that_is_not_there_can_not_be_decided(book: Gradebook, graded: Graded) -> None:
    graded({"ada.md": b"3.B.i\n600"})
    with pytest.raises(Trouble, match=r"no verdict on 9\.Z"):
        book.decide([(1, "9.Z")], Fraction(1), "tina", "")


def test_a_roster_names_the_students_and_shows_who_is_missing(book: Gradebook, graded: Graded, tmp_path: Path) -> None:
    listed = course.canvas_gradebook(PEOPLE, tmp_path / "g.csv").read_bytes()
    graded(course.canvas(PEOPLE[:6]))
    book.enroll(roster("g.csv", listed))
    graded(course.canvas(PEOPLE[:6]))
    found = by_id(book)
    assert set(found) == {s.ident for s in PEOPLE}
    assert [found[s.ident].student.name for s in PEOPLE] == [s.sortable for s in PEOPLE]
    assert [found[s.ident].number is None for s in PEOPLE] == [False] * 6 + [True] * 2
    assert found[PEOPLE[0].ident].student.cells["sis user id"] == PEOPLE[0].sid


@pytest.mark.parametrize("roster_first", [True, False])
def test_a_student_is_the_same_under_every_platforms_name(
    book: Gradebook, graded: Graded, tmp_path: Path, roster_first: bool
) -> None:
    """By ID on Gradescope, by nothing but the name on a platform whose IDs the roster does not know."""
    table = [["id", "name", "email"], *([s.sid, s.name, s.email] for s in PEOPLE)]
    listed = roster("r.csv", course.table(table, tmp_path / "r.csv").read_bytes())
    if roster_first:
        book.enroll(listed)
    graded(course.moodle(PEOPLE))
    book.enroll(listed)
    tally = graded(course.gradescope(PEOPLE))
    assert tally.graded == 0
    assert rows(book, "students") == len(PEOPLE)


def test_namesakes_are_not_taken_for_each_other(book: Gradebook, graded: Graded) -> None:
    book.enroll(roster("r.csv", b"id,name\n1,Lee Wei\n"))
    graded(
        {"Lee Wei_71_assignsubmission_file_/a.md": b"3.B.i\n608", "Lee Wei_72_assignsubmission_file_/a.md": b"3.B.i\n1"}
    )
    found = by_id(book)
    assert set(found) == {"1", "71", "72"}
    assert found["1"].number is None


def test_all_of_a_group_get_the_verdicts(book: Gradebook) -> None:
    run = book.begin("batch", "v")
    book.hand_in(run, "x", [Delivery((Person("ada"), Person("bob")), (("a.md", b"x"),))])
    assert [each.student for each in book.pending()] == ["ada", "bob"]
    assert rows(book, "contents") == 1


def test_what_can_not_be_read_is_marked_and_tried_again_only_when_asked(book: Gradebook, graded: Graded) -> None:
    tally = graded({"ada.pdf": b"%PDF-1.4 broken", "bob.png": b"x", "cy.md": b"3.B.i\n608"})
    assert (tally.graded, tally.given_up) == (1, 2)
    found = by_id(book)
    assert found["ada"].status == "unreadable"
    assert "No file that can be read was handed in, only bob.png" in found["bob"].reason
    assert found["bob"].waiting
    assert book.pending() == []
    assert len(book.pending(again=True)) == 2


def test_a_gradebook_keeps_to_its_numbers(book: Gradebook, graded: Graded) -> None:
    graded({"ada.md": b"3.B.i\n608"}, Wish(dealt=True))
    assert by_id(book)["ada"].variants["3.B.i"].startswith("size=")
    graded({"ada.md": b"3.B.i\n608", "bob.md": b"3.B.i\n608"})
    assert by_id(book)["bob"].variants
    with pytest.raises(Trouble, match="was graded with numbers of each student's own"):
        graded({"cy.md": b"3.B.i\n608"}, Wish(dealt=False))


def test_another_assignments_gradebook_is_refused(book: Gradebook) -> None:
    with pytest.raises(Trouble, match="is the gradebook of hw4, not of hw2"):
        Gradebook(book.place, "hw2")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "There is no gradebook"),
        (lambda path: path.write_bytes(b"x" * 5_000), "is no gradebook, or damaged"),
        (lambda path: path.touch(), "it names no assignment"),
        (lambda path: path.mkdir(), "There is no gradebook"),
    ],
)
def test_what_is_no_gradebook_is_told(make: Callable[[Path], object], says: str, tmp_path: Path) -> None:
    make(tmp_path / "x.db")
    with pytest.raises(Trouble, match=says):
        Gradebook(str(tmp_path / "x.db"))


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(Trouble, match="no address of a database"):
        Gradebook("nosuch://", "hw4")


class TestSchema:
    def test_an_older_gradebook_is_brought_up_to_date_and_keeps_everything(
        self, book: Gradebook, graded: Graded, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        graded(course.canvas(PEOPLE))
        before = list(book.standings())

        def more(connection: Connection) -> None:
            schema.add_column(connection, "students", "nickname", "TEXT DEFAULT ''")

        monkeypatch.setattr(schema, "STEPS", [*schema.STEPS, more])
        again = Gradebook(book.place)
        assert "nickname" in {column["name"] for column in inspect(again.database.engine).get_columns("students")}
        assert list(again.standings()) == before
        again.close()
        Gradebook(book.place).close()

    def test_a_newer_gradebook_is_refused(self, book: Gradebook) -> None:
        with closing(sqlite3.connect(book.place)) as connection, connection:
            connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
        with pytest.raises(Trouble, match="newer version of grader"):
            Database(book.place)

    def test_a_step_that_fails_leaves_all_as_it_was(self, book: Gradebook, monkeypatch: pytest.MonkeyPatch) -> None:
        def torn(connection: Connection) -> None:
            schema.add_column(connection, "students", "half", "TEXT")
            raise RuntimeError("torn")

        monkeypatch.setattr(schema, "STEPS", [*schema.STEPS, torn])
        with pytest.raises(RuntimeError):
            Database(book.place)
        monkeypatch.undo()
        with closing(sqlite3.connect(book.place)) as connection:
            assert "half" not in {row[1] for row in connection.execute("PRAGMA table_info(students)")}
            assert connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == (
                str(len(schema.STEPS)),
            )


class TestRules:
    def test_they_are_the_same_in_another_process(self) -> None:
        import subprocess
        import sys

        program = (
            "import grader; from grader.batch.rules import rules; import json;"
            "r = rules(grader.load('hw4')); print(json.dumps([r.version, dict(r.questions)]))"
        )
        said = {
            subprocess.run(
                [sys.executable, "-c", program],
                capture_output=True,
                text=True,
                check=True,
                env={"PYTHONHASHSEED": seed},
            ).stdout
            for seed in ("1", "2")
        }
        assert len(said) == 1
        assert rules(grader.load("hw4")).version in said.pop()

    @pytest.mark.parametrize("name", ["hw2", "hw4", "lenet", "rq3"])
    def test_every_question_has_rules_of_its_own(self, name: str) -> None:
        assignment = grader.load(name)
        found = rules(assignment)
        assert len(set(found.questions.values())) == len(assignment.questions)

    def test_they_do_not_depend_on_other_assignments_that_are_loaded(self) -> None:
        import subprocess
        import sys

        program = (
            "import grader; from grader.batch.rules import rules; alone = rules(grader.load('hw4'));"
            "rules(grader.load('hw2')); assert rules(grader.load('hw4')) == alone"
        )
        subprocess.run([sys.executable, "-c", program], check=True)

    def test_no_address_in_memory_is_in_them(self) -> None:
        for name in ("hw2", "hw4", "lenet", "rq3"):
            for question in grader.load(name).questions:
                assert "0x" not in repr(canonical(question.answer))

    @pytest.mark.parametrize("what", ["prompt", "points", "feedback", "credit", "key"])
    def test_a_change_of_one_question_changes_its_rules_only(self, what: str) -> None:
        assignment = grader.load("hw4")
        before = rules(assignment)
        part = assignment["3.B.i"].part
        kept = (part.prompt, part.points, list(part.mistakes), part.solve)
        try:
            if what == "prompt":
                part.prompt += " Really?"
            elif what == "points":
                part.points += 1
            elif what == "feedback":
                part.mistakes[0] = part.mistakes[0]._replace(feedback="Other words.")
            elif what == "credit":
                part.mistakes[0] = part.mistakes[0]._replace(credit=Fraction(1, 3))
            else:
                part.solve = lambda given: 609
            after = rules(assignment)
        finally:
            part.prompt, part.points, part.mistakes, part.solve = kept
        changed = {label for label in before.questions if before.questions[label] != after.questions[label]}
        assert changed == {"3.B.i"}
        assert before.version != after.version
        assert rules(assignment) == before
