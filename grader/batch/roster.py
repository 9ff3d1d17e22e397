"""Who is in the course: a CSV of the staff's own, or what Canvas, Moodle, Gradescope, Blackboard … export."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from grader.batch.tables import header_row, parse
from grader.batch.trees import Trouble

MAX_BYTES = 64 * 2**20

IDENTIFIERS = (
    "id", "student id", "student_id", "sid", "sis user id", "sis login id", "id number", "identifier", "orgdefinedid",
    "username", "login", "user", "user name", "email", "email address", "e-mail", "canvas id", "moodle id",
    "gradescope id", "github_username", "github username", "matriculation number", "registration number",
    "integration id", "root account id",
    # German, French, Spanish, Italian, Portuguese, Dutch
    "id-nummer", "matrikelnummer", "matrikelnr", "matrikelnr.", "kennung", "anmeldename", "benutzername",
    "teilnehmer-id", "e-mail-adresse", "numéro d’identification", "numéro d'identification", "identifiant",
    "numéro étudiant", "adresse de courriel", "courriel", "nom d’utilisateur", "nom d'utilisateur",
    "identificador", "número de id",
    "nombre de usuario", "matrícula", "dirección de correo", "dirección email", "correo", "correo electrónico",
    "identificativo", "codice identificativo", "numero id", "matricola", "indirizzo email", "nome utente",
    "endereço de email", "endereço de e-mail", "nome de usuário", "studentnummer", "id-nummer student", "e-mailadres",
    "gebruikersnaam",
)  # fmt: skip
"""Headers of what tells students apart, the surest first."""

_ONLY_HERE = frozenset({"root account id", "integration id"})
"""The same for many students."""

_COLUMNS = {
    "name": (
        "name", "full name", "student name", "student", "vollständiger name", "nom complet", "nombre completo",
        "nome completo", "volledige naam", "naam", "teilnehmer", "studierende", "étudiant", "estudiante", "studente",
    ),
    "given": ("first name", "firstname", "given name", "vorname", "prénom", "nombre", "nome", "voornaam"),
    "family": (
        "last name", "lastname", "surname", "family name", "nachname", "familienname", "nom", "nom de famille",
        "apellido", "apellidos", "apellido(s)", "cognome", "sobrenome", "achternaam",
    ),
    "email": (
        "email", "email address", "e-mail", "sis login id", "e-mail-adresse", "adresse de courriel", "courriel",
        "dirección de correo", "dirección email", "correo", "correo electrónico", "indirizzo email",
        "endereço de email", "endereço de e-mail", "e-mailadres", "identifier",
    ),
    "section": (
        "section", "sections", "group", "groups", "class", "gruppe", "gruppen", "übungsgruppe", "groupe", "grupo",
        "gruppo", "groep",
    ),
    "extension": ("extension", "extension days", "extra days", "verlängerung"),
    "received": (
        "received", "submitted at", "submission time", "last modified (submission)", "zuletzt geändert (abgabe)",
        "dernière modification (travail remis)", "última modificación (entrega)",
    ),
    "role": ("role", "rolle", "rôle", "rol", "ruolo"),
}  # fmt: skip
_KNOWN = frozenset(IDENTIFIERS).union(*_COLUMNS.values())
_STUDENT = ("student", "learner", "studierende", "teilnehmer", "étudiant", "estudiante", "studente")


class Enrolled(NamedTuple):
    """A student of the course. key : the first identifier. identifiers : all of them.

    extension : days that the deadline is later for them. row : the file's own cells by their headers.
    """

    key: str
    name: str
    email: str
    section: str
    extension: float
    identifiers: tuple[str, ...]
    row: dict[str, str]


def roster(name: str, data: bytes) -> tuple[Enrolled, ...]:
    """The students of a roster. Raises Trouble where there is no column that could name them, or somebody twice."""
    students: dict[str, Enrolled] = {}
    for number, row in _rows(name, data):
        student = _enrolled(name, number, row)
        if student.key in students:
            raise Trouble(f"{name}, row {number}: {student.key} stands there twice.")
        students[student.key] = student
    if not students:
        raise Trouble(
            f"{name} lists no students. Its first row names the columns: id, name, email, section, extension."
        )
    return tuple(students.values())


def is_header(cell: str) -> bool:
    """Whether a cell, in small letters, is a header that rosters have."""
    return cell in _KNOWN


def columns(name: str, data: bytes) -> list[str]:
    """The names of a roster's columns, as they stand there."""
    rows = parse(name, data)
    return rows[header_row(rows, is_header)] if rows else []


def _rows(name: str, data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of students with their numbers."""
    rows = parse(name, data, strip=False)
    start = header_row(rows, is_header)
    header = [unicodedata.normalize("NFC", cell.strip()).casefold() for cell in rows[start]] if rows else []
    columns = [column for column in header if column in _KNOWN]
    seen = False
    for number, cells in enumerate(rows[start + 1 :], start + 2):
        row = {column: _cell(cell) for column, cell in zip(header, cells, strict=False)}
        if not any(row.values()):
            continue
        split = next((column for column in columns if "\n" in row.get(column, "")), None)
        if split is not None:
            raise Trouble(
                f"{name}, row {number}: the column {split} has several lines. Is a quotation mark opened "
                "and not closed?"
            )
        if _is_nobody(row, cells, columns, before=not seen):
            continue
        seen = True
        yield number, row


def _cell(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.strip())


def _is_nobody(row: dict[str, str], cells: list[str], columns: list[str], *, before: bool) -> bool:
    """The rows of a platform's own: points possible, "Manual Posting", the student to try things out, the staff.

    before : whether no student stands above it; there Canvas says what each column is, in whatever language.
    """
    name = row.get("student", "").casefold()
    if name in ("points possible", "student, test", "test student"):
        return True
    role = next((row[column].casefold() for column in _COLUMNS["role"] if row.get(column)), "")
    if role and not role.startswith(_STUDENT):
        return True
    identified = any(row.get(column) for column in IDENTIFIERS)
    if not before or identified or not any(column in IDENTIFIERS for column in columns):
        return False
    return not _name(row) or cells[0].startswith("  ")


def _enrolled(file: str, number: int, row: dict[str, str]) -> Enrolled:
    found = [row[column] for column in IDENTIFIERS if row.get(column) and column not in _ONLY_HERE]
    found = [value.removeprefix("#") for value in found]  # Brightspace writes #12345
    found += [f"Participant {value[1]}" for value in map(_PARTICIPANT.fullmatch, found) if value]
    identifiers = tuple(dict.fromkeys(found))
    name = _name(row)
    key = next(iter(identifiers), "") or name
    if not key:
        raise Trouble(f"{file}, row {number}: no ID. Name a column id, student id, sid, username or email.")
    extension = _first(row, "extension")
    days = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(d|days?|h|hours?)?", extension, re.I) if extension else None
    if extension and not days:
        raise Trouble(f"{file}, row {number}: the extension {extension[:30]!r} is no number of days, such as 2 or 36h.")
    length = float(days[1]) / (24 if (days[2] or "d")[0].casefold() == "h" else 1) if days else 0.0
    email = next((row[c] for c in _COLUMNS["email"] if "@" in row.get(c, "")), "")
    received = _first(row, "received").strip("-–")
    cells = row | {"received": received} if received else row
    return Enrolled(key, name, email, _first(row, "section"), length, identifiers, cells)


_PARTICIPANT = re.compile(
    r"(?:teilnehmer(?:/-?in|\*in|:in|in)?|participante?|partecipante|deelnemer|deltagare|uczestnik) ?(\d+)", re.I
)
"""Moodle's identifier in other languages than English, such as "Teilnehmer/in12345"."""


def _first(row: dict[str, str], what: str) -> str:
    return next((row[column] for column in _COLUMNS[what] if row.get(column)), "")


def _name(row: dict[str, str]) -> str:
    whole = _first(row, "name")
    return whole or " ".join(filter(None, (_first(row, "given"), _first(row, "family"))))


def compact(name: str) -> str:
    r"""A name as platforms write it into file names: "Lovelace, Ada" is "lovelaceada".

    >>> compact("Lovelace, Ada"), compact("Jo\u0308rg") == compact("J\u00f6rg")
    ('lovelaceada', True)
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", name)).casefold()


def names(name: str) -> set[str]:
    """The ways in which a name may be run together, family name first or last.

    >>> sorted(names("Ada Lovelace"))
    ['adalovelace', 'lovelaceada']
    """
    if "," in name:
        family, given = name.split(",", 1)
        return {compact(name), compact(given + family)} - {""}
    given, _, family = name.rpartition(" ")
    return {compact(name), compact(family + given)} - {""}
