"""Gradescope's autograder zip: setup.sh and run_autograder at its root, and grader with the assignment beside them.

Gradescope's "Autograder Specifications": the zip is unpacked into /autograder/source, setup.sh is run once when the
image is built, run_autograder is copied to /autograder and run for each submission in /autograder/submission; it writes
/autograder/results/results.json. setup.sh needs the network for pip, run_autograder needs none.
"""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Iterator
from types import ModuleType

from grader.authoring import Assignment
from grader.authoring.assignments import GROUP
from grader.batch.trees import Trouble

NAME = "{}-gradescope.zip"

SOURCES = (".py", ".toml", ".json", ".typed")

_SETUP = """#!/usr/bin/env bash
# Run once, when Gradescope builds the image: Python's packages that grader needs, in an environment of their own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=$(command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)
if ! "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends python3 python3-venv
  python=$(command -v python3)
fi
"$python" -m venv "$here/venv"
"$here/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
"""

_RUN = """#!/usr/bin/env bash
# Run for each submission; results.json is written whatever happens.
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONPATH="$here/source/lib" PYTHONDONTWRITEBYTECODE=1
mkdir -p "$here/results"
if ! timeout 300 "$here/source/venv/bin/python" -m grader.batch.autograder {name} "$here"; then
  told="The grader itself failed. This is not your fault; please tell the staff."
  file="$here/results/results.json"
  [ -s "$file" ] || echo "{{\\"score\\": 0, \\"output\\": \\"$told\\"}}" > "$file"
fi
"""


def pack(assignment: Assignment) -> bytes:
    """The zip; the same bytes for the same sources. Raises Trouble where a source is not to be found."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "setup.sh", _SETUP, executable=True)
        _add(archive, "run_autograder", _RUN.format(name=assignment.name), executable=True)
        _add(archive, "requirements.txt", "".join(f"{line}\n" for line in requirements()))
        for name, text in _sources(assignment):
            _add(archive, f"lib/{name}", text)
        reference = f"{assignment.package}:{_attribute(assignment)}"
        entry = f"[{GROUP}]\n{assignment.name} = {reference}\n"
        _add(archive, "lib/assignment-1.dist-info/entry_points.txt", entry)
        _add(archive, "lib/assignment-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: assignment\nVersion: 1\n")
    return stream.getvalue()


def requirements() -> list[str]:
    """What grader needs from PyPI, without its extras but for PDF."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        needed = requires("grader") or []
    except PackageNotFoundError:
        raise Trouble("grader is not installed as a package: pip install -e . in its folder") from None
    wanted = [line for line in needed if "extra ==" not in line]
    return wanted + [
        line.partition(";")[0].strip() for line in needed if line.endswith(("extra == 'pdf'", 'extra == "pdf"'))
    ]


def _sources(assignment: Assignment) -> Iterator[tuple[str, str]]:
    for question in assignment.questions:  # whatever a solver imports when it runs is loaded then
        assignment.key(question)
    for top in _own(assignment):
        for folder in sorted(top.__path__):
            yield from _files(folder, top.__name__)


def _own(assignment: Assignment) -> list[ModuleType]:
    """grader, the assignment's top package, and those beside them that were loaded with it."""
    names = {"grader", assignment.package.partition(".")[0]}
    homes = {os.path.dirname(next(iter(sys.modules[name].__path__))) for name in names}
    homes = {home for home in homes if os.path.basename(home) not in ("site-packages", "dist-packages")}
    found = {}
    for name, module in list(sys.modules.items()):
        paths = list(getattr(module, "__path__", ()))
        beside = any(os.path.dirname(path) in homes for path in paths)
        if "." not in name and paths and (name in names or (beside and name not in ("tests", "benchmarks"))):
            found[name] = module
    if "solutions" in sys.modules:
        found["solutions"] = sys.modules["solutions"]
    return [found[name] for name in sorted(found)]


def _files(folder: str, name: str) -> Iterator[tuple[str, str]]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if each != "__pycache__")
        inner = os.path.relpath(here, folder)
        for file in sorted(files):
            if file.endswith(SOURCES):
                with open(os.path.join(here, file), encoding="utf-8") as source:
                    yield os.path.normpath(os.path.join(name, inner, file)).replace(os.sep, "/"), source.read()


def _attribute(assignment: Assignment) -> str:
    module = sys.modules[assignment.package]
    for name, value in vars(module).items():
        if value is assignment:
            return name
    raise Trouble(f"{assignment.package} does not hold {assignment.name} under a name of its own.")


def _add(archive: zipfile.ZipFile, name: str, text: str, *, executable: bool = False) -> None:
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = (0o100755 if executable else 0o100644) << 16
    archive.writestr(info, text)
