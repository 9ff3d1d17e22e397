"""Word documents: made here with python-docx and by hand, read as their author meant them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

import grader
from grader.model.documents import BadFile
from grader.reading import read

MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read("a.docx", data=data).blocks]


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def equation(inner: str) -> Any:
    return parse_xml(f"<m:oMath {MATHS}>{inner}</m:oMath>")


def test_headings_lists_and_tables_keep_their_kind() -> None:
    document = docx.Document()
    document.add_heading("Problem 3", 1)
    document.add_paragraph("plain")
    document.add_paragraph("one", style="List Bullet")
    table = document.add_table(2, 2)
    for place, text in enumerate(("p", "accuracy", "0.1", "97.5%")):
        table.cell(place // 2, place % 2).text = text
    assert texts(saved(document)) == [
        ("heading", "# Problem 3"),
        ("paragraph", "plain"),
        ("list_item", "- one"),
        ("table", "| p | accuracy |\n|---|---|\n| 0.1 | 97.5% |"),
    ]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def numbered(*levels: tuple[str, str]) -> tuple[Any, str]:
    """A document and the number of a list in it whose levels are counted and written like that."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    kind = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{kind}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return document, "77"


def listed(document: Any, number: str, text: str, level: int) -> None:
    paragraph = document.add_paragraph(text)
    place = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(place))


def test_numbers_that_word_puts_there_itself_are_read() -> None:
    document, number = numbered(("decimal", "Problem %1"), ("upperLetter", "%1.%2"), ("lowerRoman", "(%3)"))
    for level, text in ((0, ""), (1, "a"), (2, "b"), (2, "c"), (1, "d"), (0, "e"), (1, "f")):
        listed(document, number, text, level)
    said = [text for _, text in texts(saved(document))]
    assert said == ["Problem 1", "1.A a", "(i) b", "(ii) c", "1.B d", "Problem 2 e", "2.A f"]


def test_answers_under_automatic_labels_are_judged() -> None:
    document, number = numbered(("decimal", "%1."), ("upperLetter", "%2)"), ("lowerRoman", "%3."))
    for level, text in (
        (0, "Principles"),
        (0, "MNIST"),
        (0, "CNN"),
        (1, "Padding"),
        (1, ""),
        (2, "608"),
        (2, "28×28×8"),
    ):
        listed(document, number, text, level)
    report = grader.check("hw4", "hw4.docx", data=saved(document))
    assert [report[label].outcome for label in ("3.B.i", "3.B.ii")] == ["correct", "correct"]


def test_powers_indices_and_what_was_struck_out() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("5")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" and w")
    paragraph.add_run("in").font.subscript = True
    paragraph.add_run(" 600").font.strike = True
    paragraph.add_run(" 608").bold = False
    assert texts(saved(document)) == [("paragraph", "5^2 and w_{in} 608")]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"<m:f><m:num>{run('1')}</m:num><m:den>{run('n')}</m:den></m:f>", "(1)/(n)"),
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>", "x^(2)"),
        (f"<m:rad><m:deg/><m:e>{run('n')}</m:e></m:rad>", "sqrt(n)"),
        (
            "<m:d><m:e><m:m>"
            + "".join(f"<m:mr><m:e>{run(a)}</m:e><m:e>{run(b)}</m:e></m:mr>" for a, b in ("12", "34"))
            + "</m:m></m:e></m:d>",
            "[[1, 2], [3, 4]]",
        ),
        ("<m:f/>", "()/()"),
    ],
)
def test_equations_of_the_editor_stand_on_one_line(inner: str, text: str) -> None:
    document = docx.Document()
    document.add_paragraph("It is ")._p.append(equation(inner))
    assert texts(saved(document)) == [("paragraph", f"It is {text}")]


def test_answers_are_judged() -> None:
    document = docx.Document()
    document.add_heading("Problem 3", 1)
    document.add_heading("Part B", 2)
    document.add_paragraph("i) There are 608 parameters.")
    document.add_paragraph("ii) The output is 28×28×3.")
    report = grader.check("hw4", "hw4.docx", data=saved(document))
    assert report["3.B.i"].outcome == "correct"
    assert report["3.B.ii"].mistake == "keeps_input_channels"


def test_pictures_are_told() -> None:
    document = docx.Document()
    document.add_paragraph("x")._p.append(
        parse_xml('<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict/></w:r>')
    )
    assert read("a.docx", data=saved(document)).remarks == ("1 picture was not read: write what they show as text.",)


def test_what_is_no_word_document_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadFile, match="is none"):
        read("a.docx", data=b"no zip")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(BadFile, match="is none"):
        read("a.docx", data=stream.getvalue())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    with pytest.raises(BadFile, match="damaged"):
        read("a.docx", data=stream.getvalue())
    monkeypatch.setattr("grader.reading.docx.MAX_UNPACKED", 5)
    with pytest.raises(BadFile, match="unpacks to more"):
        read("a.docx", data=stream.getvalue())
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    monkeypatch.setattr("grader.reading.docx.MAX_UNPACKED", 5000)
    with pytest.raises(BadFile, match=r"grader\[docx\]"):
        read("a.docx", data=stream.getvalue())
