"""Bytes → text, in whatever encoding a student's editor wrote it."""

from __future__ import annotations

import re

from grader.model.documents import BadFile


def decoded(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text in these bytes, and a remark where they were not UTF-8. Raises BadFile where they are no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError:
                break
    if b"\0" in data[:8192] or data[:5] == b"%PDF-" or data[:4] == b"PK\x03\x04":
        raise BadFile(f"{name} is not text but a binary file. Hand in the write-up itself, as text or as a notebook.")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    strange = sum(letter == "\ufffd" or (letter < " " and letter not in "\n\r\t\f") for letter in text[:8192])
    if strange > len(text[:8192]) // 20:
        raise BadFile(f"{name} is not text but a binary file. Hand in the write-up itself, as text or as a notebook.")
    return text, (f"{name} is not UTF-8; it was read as Western European text. Save it as UTF-8 to be sure.",)


def conflicted(text: str) -> int | None:
    """The line, from 1, of the first of git's conflict marks in a text; None where there is none."""
    opened = re.search(r"^<{7}(?: |$)", text, re.M)
    if opened is None or not re.search(r"^>{7}(?: |$)", text[opened.end() :], re.M):
        return None
    return text.count("\n", 0, opened.start()) + 1
