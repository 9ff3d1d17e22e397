"""Every layout is told by its files; nothing leaves the folder; whatever is off is told and stops nothing."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from grader.batch.discover import MAX_FILES_EACH, discover, layouts, load
from grader.batch.roster import roster
from grader.batch.submissions import HandedIn
from grader.batch.trees import Trouble

from . import course

PEOPLE = course.students(9)


def keys(submissions: tuple[HandedIn, ...]) -> list[str]:
    return sorted(person.key for each in submissions for person in each.people)


def read(path: Path) -> dict[str, list[bytes]]:
    found = discover(str(path), "hw4")
    return {each.people[0].key: [found.tree.read(entry, 10**7) for entry in each.entries] for each in found.submissions}


@pytest.mark.parametrize("packed", ["zip", "folder"])
@pytest.mark.parametrize("layout", course.LAYOUTS)
def test_a_layout_is_told_by_its_files(layout: str, packed: str, tmp_path: Path) -> None:
    files = course.LAYOUTS[layout](PEOPLE)
    path = course.zipped(files, tmp_path / "x.zip") if packed == "zip" else course.unpacked(files, tmp_path / "x")
    found = discover(str(path), "hw4")
    assert found.layout == layout
    assert found.remarks == ()
    key = {"canvas": "ident", "moodle": "ident", "brightspace": "name"}.get(layout, "sid")
    assert keys(found.submissions) == sorted(getattr(s, key) for s in PEOPLE)
    assert read(path) == {getattr(s, key): [s.data] for s in PEOPLE}


@pytest.mark.parametrize("layout", course.LAYOUTS)
def test_a_folder_around_everything_changes_nothing(layout: str, tmp_path: Path) -> None:
    files = {f"downloaded today/{name}": data for name, data in course.LAYOUTS[layout](PEOPLE).items()}
    found = discover(str(course.zipped(files, tmp_path / "x.zip")), "hw4")
    assert (found.layout, len(found.submissions)) == (layout, len(PEOPLE))


def test_every_layout_is_among_those_tried() -> None:
    assert set(layouts()) == {*course.LAYOUTS, "mapping"}
    assert [load(name).RANK for name in layouts()] == sorted(load(name).RANK for name in layouts())


def test_gradescope_tells_names_times_and_groups(tmp_path: Path) -> None:
    files = course.gradescope(PEOPLE[:1])
    listing = "assignment_7_export/submission_metadata.yml"
    files[listing] = files[listing].replace(
        b"  :created_at:", b"  - :name: Second\n    :sid: 0012\n    :email: t@u.example\n  :created_at:"
    )
    (one,) = discover(str(course.zipped(files, tmp_path / "x.zip")), "hw4").submissions
    assert [(p.key, p.name, p.email) for p in one.people] == [
        ("A00000", "Ada Lovelace", "s0@u.example"),
        ("0012", "Second", "t@u.example"),
    ]
    assert one.received == "2026-02-10T21:11:00+00:00"


def test_canvas_marks_what_is_late_and_every_version_is_read(tmp_path: Path) -> None:
    files = {
        "lovelaceada_LATE_12_501_hw4-2.md": b"second",
        "lovelaceada_LATE_12_500_hw4-1.md": b"first",
        "lovelaceada_LATE_12_499_hw4.md": b"zeroth",
        "lovelaceada_LATE_12_502_net.py": b"x",
        "shaw_13_503_hw4.md": b"other",
    }
    path = course.zipped(files, tmp_path / "x.zip")
    late, other = discover(str(path), "hw4").submissions
    assert late.late
    assert not other.late
    assert sorted(entry.name for entry in late.entries) == ["hw4-1.md", "hw4-2.md", "hw4.md", "net.py"]
    assert b"second" in read(path)["12"]
    assert (late.order, other.order) == (502, 503)


def test_several_files_of_one_student_are_one_submission(tmp_path: Path) -> None:
    files = {"ada-hw4.md": b"a", "ada - hw4.ipynb": b"b", "bob_hw4_final (1).md": b"c", "hw4_cy.tar.gz": b"d"}
    found = discover(str(course.unpacked(files, tmp_path / "x")), "hw4")
    assert {each.people[0].key: len(each.entries) for each in found.submissions} == {"ada": 2, "bob": 1, "cy": 1}


def test_one_student_alone_is_found(tmp_path: Path) -> None:
    found = discover(str(course.unpacked({"ada/hw4.md": b"a"}, tmp_path / "x")), "hw4")
    assert keys(found.submissions) == ["ada"]


def test_only_this_assignment_is_taken_from_an_nbgrader_tree(tmp_path: Path) -> None:
    files = course.nbgrader(PEOPLE) | {"submitted/A00000/hw5/hw5.md": b"x"}
    found = discover(str(course.unpacked(files, tmp_path / "x")), "hw4")
    assert len(found.submissions) == len(PEOPLE)
    assert [each[:3] for each in found.left] == [("submitted/A00000/hw5/hw5.md", "of another assignment", True)]


class TestMapping:
    def mapping(self, tmp_path: Path, *rows: list[str]) -> Path:
        course.unpacked({"in/a.md": b"a", "in/b/one.md": b"1", "in/b/two.md": b"2"}, tmp_path)
        (tmp_path / "secret.md").write_text("x")
        return course.table([["Student", "File", "Received"], *rows], tmp_path / "in" / "map.csv")

    def test_files_and_folders_are_found(self, tmp_path: Path) -> None:
        path = self.mapping(tmp_path, ["ada", "a.md", "2026-02-12"], ["bob", "b", ""], ["bob", "a.md", ""])
        found = discover(str(path), "hw4")
        assert found.layout == "mapping"
        assert [len(each.entries) for each in found.submissions] == [1, 3]
        assert found.submissions[0].received == "2026-02-12"

    @pytest.mark.parametrize(
        ("file", "says"),
        [
            ("../secret.md", "outside"),
            ("/etc/passwd", "outside"),
            ("b/../../secret.md", "outside"),
            ("c.md", "no file"),
        ],
    )
    def test_nothing_outside_is_read(self, tmp_path: Path, file: str, says: str) -> None:
        (one,) = discover(str(self.mapping(tmp_path, ["ada", file, ""])), "hw4").submissions
        assert one.entries == ()
        assert says in one.trouble

    def test_columns_that_miss_are_named(self, tmp_path: Path) -> None:
        path = course.table([["who", "what"], ["a", "b"]], tmp_path / "map.csv")
        with pytest.raises(Trouble, match="columns student and file; it has who, what"):
            discover(str(path), "hw4")


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = course.unpacked({"ada/hw4.md": b"a", "bob/hw4.md": b"b"}, tmp_path / "x")
    os.symlink("/etc/passwd", folder / "ada" / "notes.md")
    os.symlink("/etc", folder / "cy")
    os.mkfifo(folder / "bob" / "pipe.md")
    found = discover(str(folder), "hw4")
    assert read(folder) == {"ada": [b"a"], "bob": [b"b"]}
    assert [each.path for each in found.left] == ["ada/notes.md", "bob/pipe.md", "cy"]
    assert {each.reason for each in found.left} == {"a link or a device, too deep, or it can't be opened"}


def test_a_zip_that_points_out_of_itself_is_not_followed(tmp_path: Path) -> None:
    path = course.zipped({"ada/hw4.md": b"a", "../../evil.md": b"x", "/abs.md": b"x"}, tmp_path / "x.zip")
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("ada/link.md")
        info.external_attr = 0xA1FF << 16
        archive.writestr(info, "/etc/passwd")
    found = discover(str(path), "hw4")
    assert read(path) == {"ada": [b"a"]}
    assert {each.path for each in found.left} == {"ada/link.md", "../../evil.md", "/abs.md"}


def test_names_that_are_no_utf8_are_shown_and_read(tmp_path: Path) -> None:
    folder = course.unpacked({"ada/hw4.md": b"a"}, tmp_path / "x")
    target = os.fsencode(folder) + b"/caf\xe9"
    os.mkdir(target)
    (Path(os.fsdecode(target)) / "hw4.md").write_bytes(b"b")
    found = discover(str(folder), "hw4")
    assert read(folder) == {"ada": [b"a"], "caf\\xe9": [b"b"]}
    assert "1 file names are not UTF-8" in found.remarks[0]


def test_too_many_files_are_told_and_not_read(tmp_path: Path) -> None:
    files = {f"ada/{n}.md": b"" for n in range(10_000)} | {"bob/hw4.md": b"b"}
    ada, bob = discover(str(course.zipped(files, tmp_path / "x.zip")), "hw4").submissions
    assert ada.entries == ()
    assert f"10000 files were handed in; more than {MAX_FILES_EACH}" in ada.trouble
    assert len(bob.entries) == 1


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_bytes(b"PK\x03\x04 cut short"), "can't be opened as a zip"),
        (lambda path: path.write_bytes(b""), "can't be opened as a zip"),
        (lambda path: path.mkdir(), "holds no files"),
        (lambda path: None, "There is no folder or file"),
    ],
)
def test_what_can_not_be_opened_is_told_with_a_way_out(make: object, says: str, tmp_path: Path) -> None:
    make(tmp_path / "x.zip")  # type: ignore[operator]
    with pytest.raises(Trouble, match=says):
        discover(str(tmp_path / "x.zip"), "hw4")


def test_a_damaged_file_in_a_zip_is_told_when_it_is_read(tmp_path: Path) -> None:
    path = course.zipped({"ada/hw4.md": b"abc" * 200, "bob/hw4.md": b"b"}, tmp_path / "x.zip")
    data = bytearray(path.read_bytes())
    data[45:50] = b"\xff" * 5
    path.write_bytes(data)
    found = discover(str(path), "hw4")
    ada, bob = found.submissions
    with pytest.raises(Trouble, match=r"hw4\.md is damaged"):
        found.tree.read(ada.entries[0], 10**6)
    assert found.tree.read(bob.entries[0], 10**6) == b"b"


def test_damaged_metadata_is_told(tmp_path: Path) -> None:
    path = course.zipped({"submission_metadata.yml": b"a: [", "submission_1/hw4.md": b"x"}, tmp_path / "x.zip")
    with pytest.raises(Trouble, match=r"submission_metadata\.yml is damaged"):
        discover(str(path), "hw4")


class TestRoster:
    def test_the_staffs_own(self) -> None:
        (ada, bob) = roster(
            "r.csv", b"\xef\xbb\xbfID;Name;Email;Section;Extension\n1;Lovelace, Ada;a@x;A;2\n2;Bob;;B;36h\n\n"
        )
        assert (ada.key, ada.name, ada.email, ada.section, ada.extension) == ("1", "Lovelace, Ada", "a@x", "A", 2.0)
        assert bob.extension == 1.5

    def test_what_canvas_exports(self, tmp_path: Path) -> None:
        path = course.canvas_gradebook(PEOPLE, tmp_path / "g.csv")
        listed = roster("g.csv", path.read_bytes())
        assert [student.key for student in listed] == [s.ident for s in PEOPLE]
        assert listed[1].identifiers == (PEOPLE[1].ident, PEOPLE[1].sid, PEOPLE[1].email)
        assert listed[1].section == "Section 1"

    def test_what_moodle_exports(self, tmp_path: Path) -> None:
        path = course.moodle_worksheet(PEOPLE, tmp_path / "g.csv")
        listed = roster("g.csv", path.read_bytes())
        assert listed[3].name == PEOPLE[3].name
        assert f"Participant {PEOPLE[3].ident}" in listed[3].identifiers

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"id,name\n1,A\n1,B\n", "row 3: 1 stands there twice"),
            (b"colour\nred\n", "row 2: no ID"),
            (b"id\n", "lists no students"),
            (b"id,extension\n1,much\n", "'much' is no number of days"),
            (b"\x81\x8d\x8f\x90\x9d", "is not text"),
        ],
    )
    def test_what_is_off_is_told(self, data: bytes, says: str) -> None:
        with pytest.raises(Trouble, match=says):
            roster("r.csv", data)
