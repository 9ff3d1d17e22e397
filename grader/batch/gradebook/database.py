"""The connection to a gradebook: SQLite or whatever SQLAlchemy speaks to; what is in the way is told in words."""

from __future__ import annotations

import json
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar
from urllib.parse import quote

import sqlalchemy
from sqlalchemy import Connection, Engine, NullPool, event, exc

from grader.batch.gradebook.schema import NewerSchema, OlderSchema, migrate, refuse_older
from grader.batch.trees import Trouble, shown

LOCKED_FOR = 20.0
"""Seconds that somebody else may hold the gradebook before it is told."""

PATIENCE = 60.0
"""Seconds that a server may be away, as it is while it restarts."""

_ADVISORY = 0x67726164  # "grad": writers of one gradebook take turns

T = TypeVar("T")


class Database:
    """A gradebook's tables. Every write is one transaction, tried again where the server went away meanwhile."""

    def __init__(self, place: str, *, create: bool = True) -> None:
        self.place = place
        self.readonly = not create and "://" not in place and os.path.isfile(place) and not _writable(place)
        _refuse_foreign(place)
        self.engine = _engine(place, create, readonly=self.readonly)
        try:
            if self.readonly:
                with self.reading() as connection:
                    refuse_older(connection)
            else:
                self.write(migrate)
        except NewerSchema as newer:
            self.close()
            raise Trouble(f"{place} was made by a newer version of grader ({newer}). Upgrade grader first.") from None
        except OlderSchema:
            self.close()
            raise Trouble(
                f"{place} was made by an older version of grader and can't be brought up to date where it is, since it "
                "can't be written. Copy it into a folder of yours and name the copy."
            ) from None
        except BaseException:
            self.close()
            raise

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do the work in a transaction of its own; it must lead to the same when it is done again. Raises Trouble."""
        if self.readonly:
            raise Trouble(f"{shown(self.place)} can't be written. Copy it into a folder of yours and name the copy.")
        deadline = time.monotonic() + PATIENCE
        pause = 0.05
        while True:
            try:
                with self.engine.begin() as connection:
                    if self.engine.dialect.name == "postgresql":
                        connection.execute(sqlalchemy.select(sqlalchemy.func.pg_advisory_xact_lock(_ADVISORY)))
                    return work(connection)
            except exc.DBAPIError as error:
                if not _gone(error) or time.monotonic() > deadline:
                    raise self._trouble(error) from None
                time.sleep(pause)
                pause = min(pause * 2, 2.0)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads. Raises Trouble."""
        try:
            with self.engine.connect().execution_options(reading=True) as connection:
                yield connection
        except exc.DBAPIError as error:
            raise self._trouble(error) from None
        except (zlib.error, json.JSONDecodeError, UnicodeDecodeError) as damage:
            raise Trouble(self._damaged(type(damage).__name__)) from None

    def _damaged(self, said: str) -> str:
        return (
            f"{shown(self.place)} is no gradebook, or damaged ({said}): bytes of it were changed. Take a backup of it, "
            "or save what can be read of it with: sqlite3 THIS .recover | sqlite3 ANOTHER"
        )

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def _trouble(self, error: exc.DBAPIError) -> Trouble:
        said = " ".join(str(error.orig).split())[:200]
        place = shown(self.place) if "://" not in self.place else self.engine.url.render_as_string(hide_password=True)
        kept = "What was graded until now is kept; call the same command again to go on."
        if "locked" in said or "busy" in said:
            return Trouble(f"{place} is locked by another program, perhaps a database browser: close it. {kept}")
        if "full" in said or "No space left" in said:
            return Trouble(f"There is no room left on the disk of {place}. Make room. {kept}")
        if "readonly" in said or "read-only" in said or "unable to open" in said:
            return Trouble(f"{place} can't be written ({said}). Name a gradebook in a folder of yours with -o.")
        if "not a database" in said:
            return Trouble(f"{place} is no gradebook, or damaged ({said}). Name another file.")
        if "malformed" in said or "decode" in said or "corrupt" in said:
            return Trouble(self._damaged(said))
        return Trouble(f"The gradebook {place} can't be used: {said}. {kept}")


def _gone(error: exc.DBAPIError) -> bool:
    """Whether the server was away or took another's side, so that it is worth another try."""
    return bool(error.connection_invalidated) or (
        error.orig is not None
        and type(error.orig).__module__.startswith("psycopg")
        and isinstance(error, exc.OperationalError)
    )


def _writable(place: str) -> bool:
    return os.access(place, os.W_OK) and os.access(os.path.dirname(place) or os.curdir, os.W_OK)


def _refuse_foreign(place: str) -> None:
    """Raise Trouble where the file is a database of another program: nothing is added to it."""
    if "://" in place or not os.path.isfile(place) or not os.path.getsize(place):
        return
    try:
        with closing(sqlite3.connect(_unchanging(place), uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return  # whatever it is, opening it says so
    if tables and not {"meta", "submissions"} <= tables:
        raise Trouble(f"{shown(place)} is a database of another program. Name another file.")


def _engine(place: str, create: bool, *, readonly: bool = False) -> Engine:
    if "://" in place:
        try:
            return sqlalchemy.create_engine(_dialect(place), pool_pre_ping=True)
        except exc.ArgumentError:
            raise Trouble(f"{place[:80]!r} is no address of a database, such as postgresql://host/name.") from None
        except ModuleNotFoundError as missing:
            raise Trouble(f"{missing.name} is not installed: pip install 'grader[postgres]'") from None
    if not create and not os.path.isfile(place):
        raise Trouble(f"There is no gradebook {shown(place)}. Make one with: grader batch ASSIGNMENT SUBMISSIONS")
    if readonly:
        return _reading_only(place)
    url = sqlalchemy.URL.create("sqlite", database=place)
    engine = sqlalchemy.create_engine(url, connect_args={"timeout": LOCKED_FOR})
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begin)
    return engine


def _reading_only(place: str) -> Engine:
    """For a file on a medium that can't be written, on which SQLite can't lay down its own files."""
    journal = f"{place}-wal"
    if os.path.exists(journal) and os.path.getsize(journal):
        raise Trouble(
            f"{shown(place)} can't be written, and what was done last is still in {shown(journal)}. Copy both into a "
            "folder of yours and name the copy."
        )
    path = _unchanging(place)
    return sqlalchemy.create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(path, uri=True, check_same_thread=False), poolclass=NullPool
    )


def _unchanging(place: str) -> str:
    """The address by which SQLite reads a file and lays down no other beside it."""
    return f"file:{quote(os.path.abspath(place))}?mode=ro&immutable=1"


def _dialect(place: str) -> str:
    """Psycopg 3 is what the extra `postgres` brings."""
    for short in ("postgresql://", "postgres://"):
        if place.startswith(short):
            return "postgresql+psycopg://" + place[len(short) :]
    return place


def _prepared(connection: Any, record: object) -> None:
    """A SQLite connection that loses nothing, not even when the power fails, and lets others read while we write."""
    del record
    connection.isolation_level = None
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()  # the pool forgets a connection that could not be prepared, and leaves it open
        raise


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
