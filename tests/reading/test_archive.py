"""Archives: one write-up is read, anything else is told; nothing leaves memory."""

from __future__ import annotations

import io
import random
import tarfile
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
        ("a.zip", zipped(**{"inner.zip": zipped(**{"a.md": ANSWER})}), "no file that can be read"),
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
