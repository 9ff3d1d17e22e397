"""The gradebook's tables, and the steps that lead from one version of them to the next."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    inspect,
    select,
    text,
)

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

students = Table(
    "students",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False, default=""),
    Column("email", Text, nullable=False, default=""),
    Column("section", Text, nullable=False, default=""),
    Column("extension", Float, nullable=False, default=0.0),
    Column("enrolled", Integer, nullable=False, default=0),
    Column("cells", Text, nullable=False, default="{}"),  # the roster's own row, as JSON
)

aliases = Table(
    "aliases",
    metadata,
    Column("alias", String, primary_key=True),
    Column("student", ForeignKey("students.id"), nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("version", String, nullable=False),
    Column("package", String, nullable=False),
    Column("started", String, nullable=False),
    Column("ended", String),
    Column("outcome", String, nullable=False, default="running"),
)

contents = Table(
    "contents",
    metadata,
    Column("digest", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # zlib
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("student", ForeignKey("students.id"), nullable=False),
    Column("digest", String, nullable=False),
    Column("layout", String, nullable=False),
    Column("received", String, nullable=False, default=""),
    Column("late", Integer, nullable=False, default=0),
    Column("sequence", BigInteger, nullable=False, default=0),  # rises from one submission of a student to the next
    Column("team", Text, nullable=False, default=""),  # JSON: the students of a group, where there are several
    Column("files", Text, nullable=False),  # JSON: [[name, digest], …] of what can be read
    Column("others", Text, nullable=False, default="[]"),  # JSON: names of what can't
    Column("trouble", Text, nullable=False, default=""),
    Column("current", Integer, nullable=False, default=1),
    Column("run", ForeignKey("runs.id"), nullable=False),
    UniqueConstraint("student", "digest"),
)
Index("submissions_current", submissions.c.current, submissions.c.student)

gradings = Table(
    "gradings",
    metadata,
    Column("submission", ForeignKey("submissions.id"), primary_key=True),
    Column("run", ForeignKey("runs.id"), primary_key=True),
    Column("version", String, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("remarks", Text, nullable=False, default="[]"),
    Column("faulty", Integer, nullable=False, default=0),
    Column("unread", Text, nullable=False, default="[]"),  # JSON: [[file, reason], …]
)

responses = Table(
    "responses",
    metadata,
    Column("submission", ForeignKey("submissions.id"), primary_key=True),
    Column("label", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("read", Text),
    Column("confidence", Float),
    Column("file", Text),
    Column("cell", Integer),
    Column("line", Integer),
    Column("end_line", Integer),
    sqlite_with_rowid=False,
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("submission", Integer, primary_key=True),
    Column("label", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("response", Integer, nullable=False),
    Column("rule", String, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("outcome", String, nullable=False),
    Column("points", String, nullable=False),
    Column("max_points", String, nullable=False),
    Column("floor", String),  # points that a policy keeps
    Column("mistake", String),
    Column("convention", String),
    Column("feedback", Text, nullable=False),
    Column("staff", Text, nullable=False),
    Column("variant", Text, nullable=False, default=""),
    ForeignKeyConstraint(
        ["submission", "label", "response"], ["responses.submission", "responses.label", "responses.number"]
    ),
    sqlite_with_rowid=False,
)

overrides = Table(
    "overrides",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", ForeignKey("submissions.id"), nullable=False),
    Column("student", ForeignKey("students.id"), nullable=False),
    Column("label", String, nullable=False),
    Column("read", Text),
    Column("points", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("why", Text, nullable=False),
)
Index("overrides_student", overrides.c.student, overrides.c.label)

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", ForeignKey("submissions.id"), nullable=False),
    Column("label", String, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("made", String, nullable=False),
    Column("text", Text, nullable=False),
)
Index("notes_submission", notes.c.submission)

lateness = Table(
    "lateness",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("student", ForeignKey("students.id"), nullable=False),
    Column("by", String, nullable=False),  # a length of time after the deadline with extension
    Column("who", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("why", Text, nullable=False),
)

drops = Table(
    "drops",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("label", String, nullable=False),
    Column("rule", String, nullable=False),  # full, out; back where it is taken back
    Column("who", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("why", Text, nullable=False),
)

Step = Callable[[Connection], None]


def _first(connection: Connection) -> None:
    """Version 1: the tables above."""
    metadata.create_all(connection, tables=[table for table in metadata.sorted_tables if table is not meta])


def _second(connection: Connection) -> None:
    """Version 2: what was not read, the order of submissions, lateness that a person gives, dropped questions."""
    for table, column, kind in (
        ("submissions", "sequence", "BIGINT NOT NULL DEFAULT 0"),
        ("submissions", "team", "TEXT NOT NULL DEFAULT ''"),
        ("gradings", "unread", "TEXT NOT NULL DEFAULT '[]'"),
    ):
        if column not in {each["name"] for each in inspect(connection).get_columns(table)}:
            add_column(connection, table, column, kind)
    metadata.create_all(connection, tables=[lateness, drops])


STEPS: list[Step] = [_first, _second]
"""What leads to version 1, 2, …; a step that was released is never changed."""


class NewerSchema(Exception):  # noqa: N818 - it says what is in the way
    """The tables were made by a later version than ours."""


class OlderSchema(Exception):  # noqa: N818 - it says what is in the way
    """The tables were made by an earlier version than ours."""


def refuse_older(connection: Connection) -> None:
    """Raise OlderSchema or NewerSchema where the tables are not of our version; nothing is changed."""
    if not inspect(connection).has_table("meta"):
        return
    held = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    version = int(held or 0)
    if version > len(STEPS):
        raise NewerSchema(f"schema {version}, we know {len(STEPS)}")
    if version < len(STEPS):
        raise OlderSchema(f"schema {version}, we have {len(STEPS)}")


def migrate(connection: Connection) -> None:
    """Bring the tables to our version, within the caller's transaction. Raises NewerSchema."""
    meta.create(connection, checkfirst=True)
    held = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    version = int(held) if held is not None else 0
    if version > len(STEPS):
        raise NewerSchema(f"schema {version}, we know {len(STEPS)}")
    for number, step in enumerate(STEPS[version:], version + 1):
        step(connection)
        connection.execute(meta.delete().where(meta.c.key == "schema"))
        connection.execute(meta.insert().values(key="schema", value=str(number)))


def add_column(connection: Connection, table: str, column: str, kind: str) -> None:
    """For steps: a column more, in words that SQLite and PostgreSQL share."""
    connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} {kind}"))
