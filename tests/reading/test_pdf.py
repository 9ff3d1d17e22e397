"""PDFs, written by hand here: exponents, pages, running heads, scans, locks and damage."""

from __future__ import annotations

import random
import zlib

import pytest

import grader
from grader.model.documents import BadFile
from grader.reading import read

pytest.importorskip("pypdfium2")


def pdf(*pages: str, extra: str = "") -> bytes:
    """A PDF whose pages hold these streams of text operators."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {extra}>>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def text(*lines: str, top: int = 720, leading: int = 30) -> str:
    shown = [
        f"1 0 0 1 72 {top - leading * place} Tm {line if 'Tj' in line else f'({line}) Tj'}"
        for place, line in enumerate(lines)
    ]
    return "BT /F 12 Tf " + "\n".join(shown) + " ET"


EXPONENT = "(8 ) Tj (\\267 (5) Tj /F 8 Tf 5 Ts (2) Tj 0 Ts /F 12 Tf ( \\267 3 + 1\\) = 608 parameters) Tj"
INDEX = "(x) Tj /F 8 Tf -3 Ts (1) Tj 0 Ts /F 12 Tf ( + 2) Tj"


def lines(data: bytes) -> list[str]:
    return [line for block in read("a.pdf", data=data).blocks for line in block.text.split("\n")]


def test_a_raised_digit_is_an_exponent_and_a_lowered_one_an_index() -> None:
    shown = EXPONENT.replace("\\267 (5)", "\\267 \\(5)")
    assert lines(pdf(text(shown))) == ["8 · (5^{2} · 3 + 1) = 608 parameters"]
    assert lines(pdf(text(INDEX))) == ["x_{1} + 2"]


def test_letters_with_descenders_stay_on_the_line() -> None:
    assert lines(pdf(text("typing quickly, a gap"))) == ["typing quickly, a gap"]


def test_answers_are_judged_with_their_page() -> None:
    report = grader.check("hw4", "hw4.pdf", data=pdf(text("3.B.i", "608 parameters"), text("3.B.ii", "28 x 28 x 8")))
    assert report["3.B.i"].outcome == "correct"
    assert report["3.B.ii"].outcome == "correct"
    assert str(report["3.B.ii"].source).startswith("page 2, line")


def test_running_heads_and_page_numbers_are_no_answers() -> None:
    pages = [
        text("A. Student, set 4", f"{label}", answer, str(number))
        for number, (label, answer) in enumerate(
            [("3.B.i", "5*5*3*8+8"), ("3.B.ii", "28x28x8"), ("3.A", "It keeps the size.")], 1
        )
    ]
    assert lines(pdf(*pages)) == ["3.B.i", "5*5*3*8+8", "3.B.ii", "28x28x8", "3.A", "It keeps the size."]


def test_a_gap_parts_paragraphs() -> None:
    found = read("a.pdf", data=pdf(text("one", "two", leading=14) + text("three", top=600)))
    assert [block.text for block in found.blocks] == ["one\ntwo", "three"]


def test_a_scan_says_that_it_is_one() -> None:
    with pytest.raises(BadFile, match="no text: a scan"):
        read("a.pdf", data=pdf("0 0 10 10 re f"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"608", "is none"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.4\n" + b"\0" * 1000, "damaged"),
        (b"%PDF-1.4\n" + b"1 0 obj << /Kids [1 0 R] >> endobj\n" * 500, "damaged"),
    ],
)
def test_damage_is_told(data: bytes, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        read("a.pdf", data=data)


def test_a_locked_file_is_told() -> None:
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "o" * 32 + ") /U (" + "u" * 32 + ") /P -4 >> /ID [(a) (a)] "
    )
    with pytest.raises(BadFile, match="locked"):
        read("a.pdf", data=pdf(text("608"), extra=locked))


def test_without_its_library_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    with pytest.raises(BadFile, match=r'pip install "grader\[pdf\]"'):
        read("a.pdf", data=pdf(text("608")))


def test_altered_bytes_are_read_or_refused() -> None:
    rng = random.Random(5)  # noqa: S311 - not for secrets
    whole = bytearray(pdf(text("3.B.i", "608"), text("3.B.ii", "28x28x8")))
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 30)):
            data[rng.randrange(8, len(data))] = rng.randrange(256)
        try:
            assert read("a.pdf", data=bytes(data)).format == "pdf"
        except BadFile:
            continue


def test_a_page_that_unpacks_to_much_is_bounded() -> None:
    stream = zlib.compress(text(*["608"] * 50_000, leading=0).encode())
    data = pdf("x").replace(
        b"<< /Length 1 >>\nstream\nx\n",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\n",
    )
    assert read("a.pdf", data=data).format == "pdf"


def placed(*pieces: tuple[str, float, float, int]) -> str:
    """Text at (x, y) in a size each."""
    shown = (f"/F {size} Tf 1 0 0 1 {x} {y} Tm ({string}) Tj" for string, x, y, size in pieces)
    return "BT " + "\n".join(shown) + " ET "


def drawn(rows: list[list[str]], x: float, y: float) -> str:
    """A matrix between tall brackets, an entry after the other."""
    entries = [
        (entry, x + 14 + 34 * column, y - 17 * row, 12)
        for row, each in enumerate(rows)
        for column, entry in enumerate(each)
    ]
    return placed(("[", x, y - 15, 40), *entries, ("]", x + 14 + 34 * len(rows[0]), y - 15, 40))


def test_matrices_are_read_by_the_places_of_their_entries() -> None:
    means = [
        [["1", "1/2"], ["1/2", "1/4"]],
        [["0.5", "1"], ["0.25", "0.5"]],
        [["1/4", "1/2"], ["1/2", "1"]],
        [["0.5", "0.25"], ["1", "0.5"]],
    ]
    page = text("3.B.ii 28x28x8", "3.C.i") + "".join(drawn(rows, 72, 640 - 60 * n) for n, rows in enumerate(means))
    report = grader.check("hw4", "hw4.pdf", data=pdf(page + text("3.C.iii", top=300)))
    assert report["3.C.i"].outcome == "correct"


def test_a_fraction_is_read_by_its_bar() -> None:
    fraction = placed(("v =", 72, 600, 12), ("1", 94, 608, 12), ("n", 93, 592, 12)) + "92 604 8 0.6 re f"
    assert lines(pdf(fraction)) == ["v = 1/n"]
