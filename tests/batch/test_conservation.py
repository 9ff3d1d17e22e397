"""People in = people out, files in = files read + files named with a reason; whatever the layout and the names."""

from __future__ import annotations

import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.batch.accounts import Account, account
from grader.batch.discover import discover
from grader.batch.gradebook import Gradebook
from grader.batch.intake import Taken, take_in

from . import course

PEOPLE = (
    ("Ada Lovelace", "ada", "1001"),
    ("Jörg Müller", "jmueller", "1002"),
    ("Sinéad O'Connor", "soconnor", "1003"),
    ("Wei Zhang", "wzhang", "1004"),
    ("Nguyễn Thị Ánh", "nguyen-a", "1005"),
)
"""Name, login, number."""


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def family_first(name: str) -> str:
    given_names, _, family = name.rpartition(" ")
    return f"{family}, {given_names}"


Way = Callable[[int, str, str, str], str]
"""The stem of a file by place (from 0), name, login and number of its student."""

WAYS: dict[str, Way] = {
    "login": lambda n, name, login, number: login,
    "number": lambda n, name, login, number: number,
    "name": lambda n, name, login, number: name,
    "name, decomposed": lambda n, name, login, number: nfd(name),
    "name, family first": lambda n, name, login, number: family_first(name),
    "name, family first, decomposed": lambda n, name, login, number: nfd(family_first(name)),
    "name_name": lambda n, name, login, number: name.replace(" ", "_"),
    "name-name": lambda n, name, login, number: name.replace(" ", "-"),
    "name.name": lambda n, name, login, number: name.replace(" ", "."),
    "NAME": lambda n, name, login, number: name.upper(),
    "curly apostrophe": lambda n, name, login, number: name.replace("'", "’"),
    "student-01": lambda n, name, login, number: f"student-{n + 1:02}",
    "student_1": lambda n, name, login, number: f"student_{n + 1}",
    "student 1": lambda n, name, login, number: f"student {n + 1}",
    "student1": lambda n, name, login, number: f"student{n + 1}",
    "student (1)": lambda n, name, login, number: f"student ({n + 1})",
    "Student #1": lambda n, name, login, number: f"Student #{n + 1}",
    "s-001": lambda n, name, login, number: f"s-{n + 1:03}",
    "submission-1": lambda n, name, login, number: f"submission-{n + 1}",
    "submission_1": lambda n, name, login, number: f"submission_{n + 1}",
    "1": lambda n, name, login, number: f"{n + 1}",
    "01": lambda n, name, login, number: f"{n + 1:02}",
    "1-hw4": lambda n, name, login, number: f"{n + 1}-hw4",
    "hw4-1": lambda n, name, login, number: f"hw4-{n + 1}",
    "hw4_1": lambda n, name, login, number: f"hw4_{n + 1}",
    "hw4 1": lambda n, name, login, number: f"hw4 {n + 1}",
    "hw4.1": lambda n, name, login, number: f"hw4.{n + 1}",
    "hw4 (1)": lambda n, name, login, number: f"hw4 ({n + 1})" if n else "hw4",
    "hw4 (1) of all": lambda n, name, login, number: f"hw4 ({n + 1})",
    "hw4(1)": lambda n, name, login, number: f"hw4({n + 1})",
    "hw4-v1": lambda n, name, login, number: f"hw4-v{n + 1}",
    "hw4 copy": lambda n, name, login, number: f"hw4 copy {n + 1}",
    "hw4_final_1": lambda n, name, login, number: f"hw4_final_{n + 1}",
    "hw4-login": lambda n, name, login, number: f"hw4-{login}",
    "hw4_login": lambda n, name, login, number: f"hw4_{login}",
    "HW4_login": lambda n, name, login, number: f"HW4_{login}",
    "homework4_login": lambda n, name, login, number: f"homework4_{login}",
    "Homework 4 - name": lambda n, name, login, number: f"Homework 4 - {name}",
    "login_hw4": lambda n, name, login, number: f"{login}_hw4",
    "login.hw4": lambda n, name, login, number: f"{login}.hw4",
    "name - hw4": lambda n, name, login, number: f"{name} - hw4",
    "name - hw4, decomposed": lambda n, name, login, number: nfd(f"{name} - hw4"),
    "name - hw4 (1)": lambda n, name, login, number: f"{name} - hw4 (1)",
    "name - hw4 (n)": lambda n, name, login, number: f"{name} - hw4 ({n})",
    "one name": lambda n, name, login, number: f"Wei Zhang - hw4 ({n})" if n else "Wei Zhang - hw4",
    "login-final": lambda n, name, login, number: f"{login}-final",
    "login_hw4_final": lambda n, name, login, number: f"{login}_hw4_final",
    "login-hw4-v2": lambda n, name, login, number: f"{login}-hw4-v2",
    "hw4_group-1": lambda n, name, login, number: f"hw4_group-{n + 1}",
    "hw4_group_1": lambda n, name, login, number: f"hw4_group_{n + 1}",
    "hw4_group_1_final": lambda n, name, login, number: f"hw4_group_{n + 1}_final",
    "Group 1 - hw4": lambda n, name, login, number: f"Group {n + 1} - hw4",
    "group1": lambda n, name, login, number: f"group{n + 1}",
    "team-1-final": lambda n, name, login, number: f"team-{n + 1}-final",
    "Team A": lambda n, name, login, number: f"Team {'ABCDE'[n]}",
    "Gruppe_03_hw4": lambda n, name, login, number: f"Gruppe_{n + 1:02}_hw4",
    "login and login": lambda n, name, login, number: f"{login} & x{n}",
    "login_number": lambda n, name, login, number: f"{login}_{number}",
    "number_login_hw4": lambda n, name, login, number: f"{number}_{login}_hw4",
    "hw4_number_1_login": lambda n, name, login, number: f"hw4_{number}_1_{login}",
    "smith-1": lambda n, name, login, number: f"smith-{n + 1}",
    "smith 1 of 5": lambda n, name, login, number: f"smith{n} 1 of 5",
    "a number behind": lambda n, name, login, number: f"{login}-{n + 1}",
    "two of a family": lambda n, name, login, number: ("ann-1", "ann-2", "bob", "cy", "dee")[n],
    "date": lambda n, name, login, number: f"hw4_{login}_2026-02-12",
    "emoji": lambda n, name, login, number: f"{login} 🎉",
    "quoted": lambda n, name, login, number: f'"{login}"',
    "part of another": lambda n, name, login, number: "a" * (n + 1),
}
assert len(WAYS) >= 60


class Handed(NamedTuple):
    """A student's files by their names. place : from 0. stem : how their file is called in this way of naming."""

    place: int
    stem: str
    files: dict[str, bytes]


def by_name(handed: Sequence[Handed]) -> dict[str, bytes]:
    """Loose files, each called as in the way of naming; further files are numbered in words."""
    found = {}
    for each in handed:
        for number, (name, data) in enumerate(each.files.items()):
            suffix = name[name.rindex(".") :]
            found[f"{each.stem}{'' if number == 0 else f'_part{number + 1}'}{suffix}"] = data
    return found


def canvas(handed: Sequence[Handed]) -> dict[str, bytes]:
    found = {}
    for each in handed:
        who = "".join(filter(str.isalnum, each.stem)).casefold() or "x"
        for number, (name, data) in enumerate(each.files.items()):
            found[f"{who}_{1000 + each.place}_{9000 + 10 * each.place + number}_{name}"] = data
    return found


def moodle(handed: Sequence[Handed]) -> dict[str, bytes]:
    return {
        f"{each.stem}_{2000 + each.place}_assignsubmission_file_/{name}": data
        for each in handed
        for name, data in each.files.items()
    }


def moodle_groups(handed: Sequence[Handed]) -> dict[str, bytes]:
    return {
        f"Group {each.place // 2}-{each.stem}_{2000 + each.place}_assignsubmission_file_{name}": data
        for each in handed
        for name, data in each.files.items()
    }


def gradescope(handed: Sequence[Handed]) -> dict[str, bytes]:
    found = {f"x/submission_{each.place}/{name}": data for each in handed for name, data in each.files.items()}
    listing = "".join(
        f"submission_{each.place}:\n  :submitters:\n  - :name: '{each.stem.replace(chr(39), chr(39) * 2)}'\n"
        f"    :sid: S{each.place}\n  :created_at: 2026-02-10 21:11:00 Z\n"
        for each in handed
    )
    return found | {"x/submission_metadata.yml": listing.encode()}


def nbgrader(handed: Sequence[Handed]) -> dict[str, bytes]:
    found = {f"submitted/{each.stem}/hw4/{name}": data for each in handed for name, data in each.files.items()}
    return found | {f"submitted/{each.stem}/hw4/timestamp.txt": b"2026-02-12 23:30 CET" for each in handed}


def blackboard(handed: Sequence[Handed]) -> dict[str, bytes]:
    found = {}
    for each in handed:
        start = f"Homework_4_{each.stem.replace('_', '-')}_attempt_2026-02-12-10-11-12"
        found |= {f"{start}_{name}": data for name, data in each.files.items()}
        found[f"{start}.txt"] = b"Name: X\nSubmission Field:\nThere is no student submission text data.\n"
    return found


def brightspace(handed: Sequence[Handed]) -> dict[str, bytes]:
    found = {
        f"{100 + each.place}-7 - {each.stem} - Feb 12, 2026 911 PM/{name}": data
        for each in handed
        for name, data in each.files.items()
    }
    return found | {"index.html": b"<p>x</p>"}


def github(handed: Sequence[Handed]) -> dict[str, bytes]:
    return {f"hw4-{each.stem}/{name}": data for each in handed for name, data in each.files.items()}


def folders(handed: Sequence[Handed]) -> dict[str, bytes]:
    return {f"{each.stem}/{name}": data for each in handed for name, data in each.files.items()}


def drive(handed: Sequence[Handed]) -> dict[str, bytes]:
    return {f"Homework 4/{name}": data for name, data in by_name(handed).items()}


LAYOUTS: dict[str, Callable[[Sequence[Handed]], dict[str, bytes]]] = {
    f.__name__: f
    for f in (
        canvas, moodle, moodle_groups, gradescope, nbgrader, blackboard, brightspace, github, folders, by_name, drive,
    )
}  # fmt: skip
OWN = {"gradescope": 1, "nbgrader": 5, "blackboard": 5, "brightspace": 1}
"""Files of the platform's own."""


class Run(NamedTuple):
    book: Gradebook
    taken: Taken
    accounted: Account

    def read(self) -> Counter[bytes]:
        """The contents that would be graded, as often as they are anybody's."""
        return Counter(data for task in self.book.tasks(self.book.pending()) for _, data in task.files)


OPENED: list[Gradebook] = []


def opened(folder: Path) -> Gradebook:
    """A gradebook in a folder; the end of the test closes it."""
    OPENED.append(Gradebook(str(folder / "x.gradebook"), "hw4"))
    return OPENED[-1]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def taken_in(files: dict[str, bytes], folder: Path) -> Run:
    source = course.zipped(files, folder / "in.zip")
    book = opened(folder)
    number = book.begin("batch", "v")
    taken = take_in(book, number, discover(str(source), "hw4"), lambda *_: None)
    return Run(book, taken, account(book, taken))


def handed(way: str, extra: Sequence[int] = ()) -> list[Handed]:
    """Five students, those in `extra` with a second file."""
    made = []
    for place, (name, login, number) in enumerate(PEOPLE):
        files = {"hw4.md": f"3.B.i\n{place}".encode()}
        if place in extra:
            files["more.ipynb"] = f'{{"nbformat": 4, "cells": [], "of": {place}}}'.encode()
        made.append(Handed(place, WAYS[way](place, name, login, number).replace("/", "-"), files))
    return made


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("way", WAYS)
def test_five_students_are_five_and_every_file_is_read(layout: str, way: str, tmp_path: Path) -> None:
    people = handed(way)
    if layout == "brightspace" and " - " in people[0].stem:
        people = [each._replace(stem=each.stem.replace(" - ", " ")) for each in people]
    files = LAYOUTS[layout](people)
    assert len(files) - OWN.get(layout, 0) >= 5
    found = taken_in(files, tmp_path)
    assert found.accounted.people == 5, [s.student.id for s in found.book.standings()]
    assert found.read() == Counter(data for each in people for data in each.files.values())
    assert (found.taken.files, found.taken.own, found.taken.left) == (5, OWN.get(layout, 0), ())


@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    way=st.sampled_from(["login", "name", "number", "hw4-login", "name - hw4", "name, decomposed", "student-01"]),
    extra=st.sets(st.integers(0, 4)),
    odd=st.dictionaries(
        st.sampled_from(["photo.png", "notes.md", "x/deep.md", "Thumbs.db", ".hidden.md", "big.exe", "data.csv"]),
        st.binary(max_size=20),
        max_size=4,
    ),
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_file_is_read_or_named_with_a_reason(
    layout: str, way: str, extra: set[int], odd: dict[str, bytes]
) -> None:
    people = handed(way, sorted(extra))
    files = LAYOUTS[layout](people)
    files |= {f"{next(iter(files)).rpartition('/')[0]}/{name}".lstrip("/"): data for name, data in odd.items()}
    with tempfile.TemporaryDirectory() as folder:
        found = taken_in(files, Path(folder))
        counted = sum(found.read().values()) + len(found.taken.left)
        assert counted == found.taken.files
        assert found.taken.files + found.taken.own == len(files)
        assert all(each.path and each.reason for each in found.taken.left)
        mine = Counter(data for each in people for data in each.files.values())
        assert mine <= found.read()
        OPENED.pop().close()


@pytest.mark.parametrize("layout", ["folders", "github"])
def test_folders_that_differ_in_capital_letters_only_are_two_students_and_told(layout: str, tmp_path: Path) -> None:
    people = [Handed(n, stem, {"hw4.md": b"%d" % n}) for n, stem in enumerate(("Ada", "ada", "bob"))]
    found = taken_in(LAYOUTS[layout](people), tmp_path)
    assert found.accounted.people == 3
    assert found.read() == Counter([b"0", b"1", b"2"])
    assert any("capital letters only" in doubt for doubt in found.taken.doubts)
    assert found.accounted.uncertain


def test_a_name_in_both_forms_of_unicode_is_one_student(tmp_path: Path) -> None:
    files = {"Jörg/a.md": b"a", f"{nfd('Jörg')}/b.md": b"b", "ada/c.md": b"c"}
    found = taken_in(files, tmp_path)
    assert found.accounted.people == 2
    assert found.read() == Counter([b"a", b"b", b"c"])


def test_what_may_be_a_copy_or_a_namesakes_is_kept_apart_and_told(tmp_path: Path) -> None:
    found = taken_in({"Wei Zhang - hw4.md": b"1", "Wei Zhang - hw4 (1).md": b"2", "ada - hw4.md": b"3"}, tmp_path)
    assert found.accounted.people == 3
    assert any("somebody else's of that name" in doubt for doubt in found.taken.doubts)
    assert found.accounted.uncertain


@pytest.mark.parametrize(("enrolled", "people"), [(b"7,Wei Zhang\n", 2), (b"7,Wei Zhang\n8,Wei Zhang\n", 5)])
def test_a_roster_says_whether_a_copy_is_a_namesakes(enrolled: bytes, people: int, tmp_path: Path) -> None:
    from grader.batch.roster import roster

    book = opened(tmp_path)
    book.enroll(roster("r.csv", b"id,name\n1,Ada Lovelace\n" + enrolled))
    files = {"Wei Zhang - hw4.md": b"1", "Wei Zhang - hw4 (1).md": b"2", "Ada Lovelace - hw4.md": b"3"}
    source = course.zipped(files, tmp_path / "in.zip")
    taken = take_in(book, book.begin("batch", "v"), discover(str(source), "hw4"), lambda *_: None)
    accounted = account(book, taken)
    assert accounted.people == people
    assert Run(book, taken, accounted).read() == Counter([b"1", b"2", b"3"])
    assert accounted.uncertain


def test_a_roster_says_whose_numbered_files_are(tmp_path: Path) -> None:
    from grader.batch.roster import roster

    book = opened(tmp_path)
    book.enroll(roster("r.csv", b"id,name\nada,Ada Lovelace\nbob,Bob\ncy-1,Cy\ncy-2,Cy Dee\n"))
    files = {"ada-hw4-1.md": b"1", "ada-hw4-2.md": b"2", "bob-hw4.md": b"3", "cy-1.md": b"4", "cy-2.md": b"5"}
    source = course.zipped(files, tmp_path / "in.zip")
    taken = take_in(book, book.begin("batch", "v"), discover(str(source), "hw4"), lambda *_: None)
    read = {task.student: sorted(data for _, data in task.files) for task in book.tasks(book.pending(), dealt=True)}
    assert read == {"ada": [b"1", b"2"], "bob": [b"3"], "cy-1": [b"4"], "cy-2": [b"5"]}
    assert "ada-1 and ada-2 are both taken for ada of the roster" in taken.doubts


def test_parts_of_one_student_are_one_submission(tmp_path: Path) -> None:
    files = {"ada_hw4_part1.md": b"1", "ada_hw4_part2.md": b"2", "bob_hw4.md": b"3", "bob_hw4_final.md": b"4"}
    found = taken_in(files, tmp_path)
    assert found.accounted.people == 2
    assert found.read() == Counter([b"1", b"2", b"3", b"4"])
    assert found.taken.doubts == ()


def test_an_earlier_attempt_is_named_and_does_not_count(tmp_path: Path) -> None:
    files = {
        "Homework 4_ada_attempt_2026-02-12-10-11-12_hw4.md": b"old",
        "Homework 4_ada_attempt_2026-02-12-20-11-12_hw4.md": b"new",
        "Homework 4_bob_attempt_2026-02-12-20-11-12_hw4.md": b"bob",
        "Homework 4_bob_attempt_2026-02-12-20-11-12.txt": b"Name: Bob (bob)\nSubmission Field:\n3.B.i 608\n",
    }
    found = taken_in(files, tmp_path)
    assert found.accounted.people == 2
    assert b"old" not in found.read()
    assert [each.reason for each in found.taken.left] == ["an earlier attempt of ada"]
    assert sum(found.read().values()) == 3


def test_whom_gradescope_lists_without_files_is_not_lost(tmp_path: Path) -> None:
    files = gradescope(handed("login"))
    del files["x/submission_3/hw4.md"]
    found = taken_in(files, tmp_path)
    assert found.accounted.people == 5
    assert any("holds none of its files" in why for why in found.accounted.ungraded)


def test_an_older_download_does_not_take_the_newer_ones_place(tmp_path: Path) -> None:
    book = opened(tmp_path)

    def hand_in(files: dict[str, bytes]) -> Taken:
        source = course.zipped(files, tmp_path / "in.zip")
        return take_in(book, book.begin("batch", "v"), discover(str(source), "hw4"), lambda *_: None)

    hand_in({"ada_1_200_hw4.md": b"newer", "bob_2_100_hw4.md": b"bob"})
    taken = hand_in({"ada_1_90_hw4.md": b"older", "bob_2_100_hw4.md": b"bob"})
    assert [each.reason for each in taken.left] == ["handed in before the submission that is in the gradebook"]
    assert {data for task in book.tasks(book.pending()) for _, data in task.files} == {b"newer", b"bob"}
    hand_in({"ada_1_300_hw4.md": b"newest", "bob_2_100_hw4.md": b"bob"})
    assert {data for task in book.tasks(book.pending()) for _, data in task.files} == {b"newest", b"bob"}


def test_one_members_later_hand_in_leaves_the_group_its_own(tmp_path: Path) -> None:
    listing = (
        "a:\n  :submitters:\n  - :name: A\n    :sid: A\n  - :name: B\n    :sid: B\n"
        "  :created_at: 2026-02-10 10:00:00 Z\n"
        "b:\n  :submitters:\n  - :name: B\n    :sid: B\n  :created_at: 2026-02-11 10:00:00 Z\n"
    )
    files = {"submission_metadata.yml": listing.encode(), "a/hw4.md": b"group", "b/hw4.md": b"alone"}
    found = taken_in(files, tmp_path)
    by_student = {task.student: task for task in found.book.tasks(found.book.pending(), dealt=True)}
    assert {student: task.files[0][1] for student, task in by_student.items()} == {"A": b"group", "B": b"alone"}
    assert found.taken.left == ()


def test_a_table_beside_the_files_is_nobodys_submission(tmp_path: Path) -> None:
    found = taken_in({"ada_hw4.md": b"1", "bob_hw4.md": b"2", "roster.csv": b"id\n"}, tmp_path)
    assert (found.accounted.people, found.taken.files, found.taken.own, found.taken.left) == (2, 2, 1, ())
