"""Archives: one write-up is read, anything else is told; nothing leaves memory."""

from __future__ import annotations

import io
import random
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

import grader
from grader.model.documents import BadFile
from grader.reading import archive, read

ANSWER = b"## 3.B.i\n\n608 parameters\n"


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


def tarred(mode: str = "w:gz", **files: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as packed:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            packed.addfile(info, io.BytesIO(content))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("hw4.zip", zipped(**{"hw4/hw4.md": ANSWER, "__MACOSX/hw4/._hw4.md": b"x", "hw4/net.png": b"x"})),
        ("hw4.zip", zipped(**{"../../hw4.md": ANSWER, "train.py": b"x = 1"})),
        ("hw4.tar.gz", tarred(**{"hw4.md": ANSWER})),
        ("hw4.tgz", tarred(**{"a/b/hw4.md": ANSWER, ".DS_Store": b"x"})),
        ("hw4.tar", tarred("w", **{"hw4.md": ANSWER})),
        ("hw4.zip", zipped(**{"hw4.zip": zipped(**{"hw4.md": ANSWER})})),
        ("hw4.zip", zipped(**{"inner.tar.gz": tarred(**{"hw4.md": ANSWER}), "plot.png": b"x"})),
        ("hw4.zip", zipped(**{"hw4/README.md": b"# My homework", "hw4/requirements.txt": b"x", "hw4/hw4.md": ANSWER})),
    ],
)
def test_the_one_write_up_is_read(name: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = grader.check("hw4", name, data=data)
    assert report["3.B.i"].outcome == "correct"
    assert report.submission.startswith(f"{name}: ")
    assert list(tmp_path.iterdir()) == []


def test_what_was_not_read_is_told() -> None:
    (remark,) = read("a.zip", data=zipped(**{"hw4.md": ANSWER, "net.png": b"x"})).remarks
    assert remark == "Only hw4.md was read, not net.png."


def test_all_write_ups_of_an_archive_are_checked_as_batch_reads_them() -> None:
    parts = {
        "part1.md": ANSWER,
        "part2.md": b"## 3.B.ii\n\n28 x 28 x 8\n",
        "photo.png": b"x",
        "requirements.txt": b"torch",
    }
    report = grader.check("hw4", "a.zip", data=zipped(**parts))
    assert [report[label].outcome for label in ("3.B.i", "3.B.ii")] == ["correct", "correct"]
    assert report.submission == "a.zip: part1.md, a.zip: part2.md"
    told = " ".join(report.remarks)
    assert "a.zip: photo.png was not read: files of this kind can't be read" in told
    assert "a.zip: requirements.txt was not read: a file of the project" in told


def test_of_an_archive_that_is_damaged_in_part_the_rest_is_read() -> None:
    report = grader.check("hw4", "a.zip", data=zipped(**{"hw4.md": ANSWER, "old.ipynb": b"{", "in.zip": b"PK broken"}))
    assert report["3.B.i"].outcome == "correct"
    assert any("old.ipynb" in remark for remark in report.remarks)
    assert any("in.zip" in remark for remark in report.remarks)


def test_a_large_file_of_zeros_is_refused_before_it_is_unpacked() -> None:
    start = time.process_time()
    report = grader.check("hw4", "a.zip", data=zipped(**{"hw4.md": ANSWER, "zeros.md": b"\0" * (60 * 2**20)}))
    assert report["3.B.i"].outcome == "correct"
    assert any("zeros.md was not read: it has 60 MB" in remark for remark in report.remarks)
    assert time.process_time() - start < 5


def test_an_extended_header_of_many_digits_takes_no_time() -> None:
    info = tarfile.TarInfo("hw4.md")
    info.size = len(ANSWER)
    digits = b"9" * 400_000
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, len(digits)
    padded = digits + b"\0" * (-len(digits) % 512)
    data = header.tobuf() + padded + info.tobuf() + ANSWER + b"\0" * (512 - len(ANSWER)) + b"\0" * 1024
    start = time.process_time()
    with pytest.raises(BadFile, match="damaged"):
        read("a.tar", data=data)
    assert time.process_time() - start < 2


def bomb() -> bytes:
    return zipped(**{"hw4.md": b" " * (70 * 2**20)})


def link() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as packed:
        info = tarfile.TarInfo("hw4.md")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(info)
    return stream.getvalue()


def zip_link() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        info = zipfile.ZipInfo("hw4.md")
        info.external_attr = 0xA1FF << 16
        packed.writestr(info, "/etc/passwd")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.zip", zipped(**{"a.md": ANSWER, "b.md": ANSWER}), "several write-ups: a.md, b.md"),
        ("a.zip", zipped(**{"a.png": b"x"}), "no file that can be read"),
        (
            "a.zip",
            zipped(**{"b.zip": zipped(**{"c.zip": zipped(**{"a.md": ANSWER})})}),
            r"within an archive within an archive\)",
        ),
        ("a.zip", zipped(), "holds nothing"),
        ("a.zip", b"PK\x03\x04 broken", "damaged"),
        ("a.tar.gz", b"\x1f\x8b broken", "damaged"),
        ("a.zip", bomb(), "64 MB"),
        ("a.tgz", link(), "holds nothing"),
        ("a.zip", zip_link(), "holds nothing"),
        ("a.zip", zipped(**{f"{n}.txt": b"" for n in range(2_001)}), "2000 files"),
    ],
    ids=["several", "pictures", "nested", "empty", "broken", "broken gzip", "bomb", "link", "link in a zip", "many"],
)
def test_anything_else_is_refused_with_its_reason(name: str, data: bytes, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        read(name, data=data)


def test_altered_archives_are_read_or_refused() -> None:
    rng = random.Random(6)  # noqa: S311 - not for secrets
    for whole in (zipped(**{"hw4.md": ANSWER}), tarred(**{"hw4.md": ANSWER}), tarred("w", **{"hw4.md": ANSWER})):
        for _ in range(150):
            data = bytearray(whole)
            for _ in range(rng.randint(1, 8)):
                data[rng.randrange(len(data))] = rng.randrange(256)
            try:
                assert read("a.zip", data=bytes(data)).blocks is not None
            except BadFile:
                continue


def test_a_gzip_that_unpacks_to_much_is_refused() -> None:
    import gzip

    with pytest.raises(BadFile, match=f"{archive.MAX_TOTAL // 2**20} MB"):
        read("a.tar.gz", data=gzip.compress(b"\0" * (archive.MAX_TOTAL + 1)))
