"""Rosters as platforms and people write them: everybody on them is one student, and nobody else is."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.gradebook import Gradebook
from grader.batch.roster import roster
from grader.batch.running import Tally
from grader.batch.tables import harmless, parse, plain
from grader.batch.trees import Trouble

Graded = Callable[..., Tally]

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Homework 4 (790),Final Score\n"
    ",,,,,Manual Posting,\n"
    "    Points Possible,,,,,56,(read only)\n"
    '"Lovelace, Ada",1001,S1,ada@u.example,A,,\n'
    '"Student, Test",9,,t,A,,\n'
)


@pytest.mark.parametrize(
    ("text", "students"),
    [
        (CANVAS, [("1001", "Lovelace, Ada", "ada@u.example", "A")]),
        (CANVAS.replace("Points Possible", "Mögliche Punkte"), [("1001", "Lovelace, Ada", "ada@u.example", "A")]),
        ("Deep Learning, Spring 2026,,\n\nID,Name,Section\n1,Ada,A\n", [("1", "Ada", "", "A")]),
        ("sep=;\nid;name\n1;Lovelace, Ada\n", [("1", "Lovelace, Ada", "", "")]),
        ("sep=,\r\nid,name\r\n1,Ada\r\n", [("1", "Ada", "", "")]),
        (
            "Vorname;Nachname;ID-Nummer;E-Mail-Adresse;Gruppe\nAda;Lovelace;17;a@x.de;B\n",
            [("17", "Ada Lovelace", "a@x.de", "B")],
        ),
        (
            "ID;Vollständiger Name;E-Mail-Adresse;Status\nTeilnehmer/in12;Jörg Müller;j@x.de;–\n",
            [("Teilnehmer/in12", "Jörg Müller", "j@x.de", "")],
        ),
        (
            "Prénom,Nom,Numéro d'identification,Adresse de courriel\nZoé,Le Gall,8,z@x.fr\n",
            [("8", "Zoé Le Gall", "z@x.fr", "")],
        ),
        ("Nombre,Apellido(s),Número de ID,Dirección de correo\nAna,Ruiz,3,a@x.es\n", [("3", "Ana Ruiz", "a@x.es", "")]),
        (
            "First Name,Last Name,SID,Email,Role,Sections\nAda,L,5,a@x,Student,S1\nProf,X,6,p@x,Instructor,\n"
            "T,A,7,t@x,TA,\n",
            [("5", "Ada L", "a@x", "S1")],
        ),
        ("Last Name,First Name,Username,Student ID,Availability\nL,Ada,ada1,77,Yes\n", [("77", "Ada L", "", "")]),
        ("OrgDefinedId,Username,Last Name,First Name,Email\n#12,ada,L,Ada,a@x\n", [("12", "Ada L", "a@x", "")]),
        ("identifier,github_username,github_id,name\nada@x.edu,adal,17,\n", [("ada@x.edu", "", "ada@x.edu", "")]),
        ("Name\tE-Mail\nAda\ta@x.de\n", [("a@x.de", "Ada", "a@x.de", "")]),
        ("id,name\n1,Smith \"Jr\"\n2,\"O\"\"Neil, P\"\n", [("1", 'Smith "Jr"', "", ""), ("2", 'O"Neil, P', "", "")]),
        ("\ufeffid,name,section\n1,Ada\n2,Bob,B,more\n", [("1", "Ada", "", ""), ("2", "Bob", "", "B")]),
    ],
)  # fmt: skip
def test_what_platforms_and_people_write_is_read(text: str, students: list[tuple[str, ...]]) -> None:
    found = roster("r.csv", text.encode())
    assert [(each.key, each.name, each.email, each.section) for each in found] == students


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('id,name\n1,"Ada\n2,Bob\n3,"Cy"\n', "quotation mark is opened and not closed in or before line 4"),
        ('id,name\n1,"Ada\n2,Bob\n', "quotation mark is opened and not closed"),
        ('id,name\n1,"Ada\n2,Bob"\n3,Cy\n', "row 2: the column name has several lines"),
        ('sep=;\nid;name\n1;"Ada\n', "quotation mark is opened and not closed in or before line 3"),
        ("id,name\n1,Ada\n,\n,Bob\n1,Cy\n", "row 5: 1 stands there twice"),
        ("id,name,section\n1,Ada,A\n,,B\n", "row 3: no ID"),
    ],
)
def test_what_would_lose_a_student_is_told(text: str, says: str) -> None:
    with pytest.raises(Trouble, match=says):
        roster("r.csv", text.encode())


def test_moodles_participants_are_known_in_every_language() -> None:
    (one,) = roster("r.csv", "ID;Vollständiger Name\nTeilnehmer/in12345;Ada\n".encode())
    assert "Participant 12345" in one.identifiers
    (login,) = roster("r.csv", b"username,name\nadam123,Adam\n")
    assert login.identifiers == ("adam123",)


def test_moodles_worksheet_says_when_a_file_was_handed_in() -> None:
    text = (
        'Identifier,Last modified (submission)\nParticipant 1,"Thursday, 12 February 2026, 9:11 PM"\nParticipant 2,-\n'
    )
    one, other = roster("w.csv", text.encode())
    assert one.row["received"] == "Thursday, 12 February 2026, 9:11 PM"
    assert "received" not in other.row


def test_a_large_roster_takes_no_time(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = "id,name,email\n" + "".join(f"{n},Name {n},s{n}@u.example\n" for n in range(20_000))
    book = Gradebook(str(tmp_path / "x.gradebook"), "hw4")
    request.addfinalizer(book.close)
    start = time.process_time()
    book.enroll(roster("r.csv", text.encode()))
    assert time.process_time() - start < 12
    assert sum(1 for _ in book.standings()) == 20_000


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("listed", ["NFC", "NFD"])
def test_a_name_is_the_same_however_it_is_composed(form: str, listed: str, book: Gradebook, graded: Graded) -> None:
    names = ("Jörg Müller", "Nguyễn Thị Ánh")
    table = "id,name\n" + "".join(f"{n},{unicodedata.normalize(listed, name)}\n" for n, name in enumerate(names))
    book.enroll(roster("r.csv", table.encode()))
    graded({f"{unicodedata.normalize(form, name)}/hw4.md": b"3.B.i\n608" for name in names})
    assert [(s.student.id, s.number is not None) for s in book.standings()] == [("0", True), ("1", True)]


def test_two_rows_are_two_students_though_they_share_what_identifies_one(book: Gradebook) -> None:
    """The part of an address before the @, and a number that is another column's."""
    text = "id,email,sis user id\n12,ada@one.example,7\n7,ada@two.example,12\n"
    book.enroll(roster("r.csv", text.encode()))
    book.enroll(roster("r.csv", text.encode()))
    assert [s.student.id for s in book.standings()] == ["12", "7"]


def test_who_is_not_on_the_roster_is_told_and_not_taken_for_somebody(book: Gradebook, graded: Graded) -> None:
    book.enroll(roster("r.csv", b"id,name\n1,Ada Lovelace\n"))
    graded({"Ada Lovelac/hw4.md": b"3.B.i\n608", "Ada Lovelace jr/hw4.md": b"3.B.i\n608"})
    assert {s.student.id: s.number is not None for s in book.standings()} == {
        "1": False, "Ada Lovelac": True, "Ada Lovelace jr": True,
    }  # fmt: skip


def test_a_platforms_number_that_is_somebody_elses_on_the_roster_is_told(book: Gradebook, graded: Graded) -> None:
    book.enroll(roster("r.csv", b"id,name\n1001,Bob Jones\n7,Ada Lovelace\n9,Cy Dee\n"))
    texts = {"lovelaceada_1001_5_hw4.md": b"608", "jonesbob_7_6_hw4.md": b"600", "deecy_9_7_hw4.md": b"1"}
    tally = graded({name: b"3.B.i\n" + text for name, text in texts.items()})
    points = {s.student.id: s.points for s in book.standings()}
    assert (points["7"], points["1001"], points["9"]) == (2, 1, 0)
    assert sorted(tally.taken.doubts) == [
        "1001 is Bob Jones on the roster and lovelaceada here; taken for 7",
        "7 is Ada Lovelace on the roster and jonesbob here; taken for 1001",
    ]


def test_a_name_that_is_only_written_otherwise_is_no_doubt(book: Gradebook, graded: Graded) -> None:
    book.enroll(roster("r.csv", b'id,name\n1,"King Lovelace, Ada"\n2,Wei Zhang\n'))
    tally = graded({"kinglovelaceada_1_5_hw4.md": b"3.B.i\n608", "zhangweiwilliam_2_6_hw4.md": b"3.B.i\n608"})
    assert tally.taken.doubts == ()


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=2, max_size=2),
        min_size=1,
    )
)
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    from grader.batch.tables import line

    written = b"id,name\r\n" + b"".join(map(line, rows))
    assert [[plain(cell) for cell in row] for row in parse("x.csv", written, strip=False)[1:]] == rows


def test_no_cell_commands_a_terminal() -> None:
    assert harmless("a\x1b[2J\x07b\x9b1m") == "a[2Jb1m"
