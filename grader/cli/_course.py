"""What the commands for a whole course share: the gradebook, progress, and what may be in the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from grader.cli._trouble import Trouble

if TYPE_CHECKING:
    from grader.batch.gradebook import Gradebook, Standing
    from grader.batch.running import Told

INTERRUPTED = 130

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

gradebook: Decorator = click.argument("gradebook", metavar="GRADEBOOK")
workers: Decorator = click.option(
    "--workers", type=click.IntRange(0, 1_000), metavar="N", help="Processes to grade with; all cores if left out."
)
scheduler: Decorator = click.option(
    "--scheduler", metavar="ADDRESS", help="Grade on a Dask cluster, such as tcp://10.0.0.1:8786."
)
limit: Decorator = click.option(
    "--limit",
    type=click.FloatRange(0.1, 3_600),
    default=60.0,
    metavar="SECONDS",
    help="For each submission; 60 usually.",
)
timezone: Decorator = click.option(
    "--timezone",
    metavar="ZONE",
    help="The course's, such as Europe/Berlin: of times that name none, and of calendar days; this machine's usually.",
)
section: Decorator = click.option("--section", metavar="NAME", help="Only the students of this section.")
who: Decorator = click.option("--who", metavar="NAME", help="Who decides; your login if left out.")
sandbox: Decorator = click.option(
    "--sandbox",
    type=click.Choice(["namespaces", "landlock", "docker", "podman"]),
    help="What shuts students' code in; the best that there is, if left out.",
)
unsafe: Decorator = click.option(
    "--unsafe-no-sandbox",
    "unsafe",
    is_flag=True,
    help="Run students' code as plain processes where nothing shuts it in. It can then do whatever you can.",
)


def of_section(standings: Iterable[Standing], section: str | None) -> Iterator[Standing]:
    """The standings of one section, or all of them. Raises Trouble where nobody is in that section."""
    if section is None:
        yield from standings
        return
    seen = set()
    found = False
    for standing in standings:
        seen.add(standing.student.section)
        if standing.student.section.casefold() == section.casefold():
            found = True
            yield standing
    if not found:
        known = ", ".join(sorted(filter(None, seen))) or "none"
        raise Trouble(f"Nobody is in section {section[:60]!r}. The roster has: {known}.")


def login() -> str:
    """The name of whoever calls."""
    import getpass

    return getpass.getuser()


@contextmanager
def told() -> Iterator[None]:
    """What is in the way of a run is said in words, with exit code 2; what has to be installed, too."""
    try:
        from grader.batch import trees
    except ModuleNotFoundError as missing:
        raise _missing(missing) from None
    try:
        yield
    except trees.Trouble as trouble:
        raise Trouble(str(trouble)) from None
    except ModuleNotFoundError as missing:
        raise _missing(missing) from None


def _missing(missing: ModuleNotFoundError) -> Exception:
    extras = {
        "sqlalchemy": "batch",
        "yaml": "batch",
        "matplotlib": "stats",
        "distributed": "dask",
        "psycopg": "postgres",
    }
    extra = extras.get((missing.name or "").partition(".")[0])
    if extra is None:
        return missing
    return Trouble(f"This command needs {missing.name}: pip install 'grader[{extra}]'")


@contextmanager
def opened(place: str, assignment: str | None = None) -> Iterator[Gradebook]:
    """The gradebook at a place; made there where an assignment is named."""
    with told():
        from grader.batch.gradebook import Gradebook

        book = Gradebook(place, assignment)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def progress() -> Iterator[Told]:
    """A bar on standard error with the rate and the time left, and nothing where that is no terminal."""
    from grader.cli import _screen

    started: dict[str, tuple[Any, float]] = {}
    with _screen.bar("{task.description:8}", "{task.fields[rate]}") as bar:
        if bar is None:
            yield lambda stage, done, of: None
            return

        def tell(stage: str, done: int, of: int) -> None:
            if stage not in started:
                started[stage] = bar.add_task(stage, total=of, rate=""), time.monotonic()
            task, since = started[stage]
            passed = time.monotonic() - since
            rate = f"{done / passed:.0f} a second" if done and passed > 0.5 else ""
            bar.update(task, completed=done, total=of, rate=rate)

        yield tell


def table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A plain table, as wide as it must be; every cell is cleaned of what could steer a terminal."""
    from grader.layout import cells, clean

    shown = [tuple(clean(cell).replace("\n", " ") for cell in row) for row in (columns, *rows)]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    lines = [
        "  " + "  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in shown
    ]
    return "\n".join([title, *lines]) + "\n"


def points(value: Any) -> str:
    """Points as people write them: 2, 1.5, 0.33."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def listed(names: list[str], most: int = 8) -> str:
    """Names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def contents(path: str) -> bytes:
    """The bytes of a file that the staff named."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Trouble(f"{path} can't be read: {error.strerror}.") from None
