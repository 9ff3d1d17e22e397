"""The autograder's zip, run in a tree laid out as the platform lays it out."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest

import grader
from grader.batch import packages
from grader.batch.packages import gradescope
from grader.batch.trees import Trouble

from .readers import RESULTS

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def packed() -> bytes:
    return gradescope.pack(grader.load("hw4"))


@pytest.fixture
def autograder(packed: bytes, tmp_path: Path) -> Path:
    """/autograder as it is when the image was built; what pip would install is this environment's."""
    root = tmp_path / "autograder"
    source = root / "source"
    for folder in ("source", "submission", "results"):
        (root / folder).mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(source)
        for info in archive.infolist():
            (source / info.filename).chmod(info.external_attr >> 16)
    shutil.copy(source / "run_autograder", root / "run_autograder")
    environment = source / "venv" / "bin"
    environment.mkdir(parents=True)
    packages_ = sorted({path for path in sys.path if path.endswith("site-packages")})
    hidden = "import sys; sys.modules['sqlalchemy'] = sys.modules['yaml'] = sys.modules['distributed'] = None"
    (source / "sitecustomize.py").write_text(
        f"import site, sys\nsys.path += {packages_!r}\n{hidden}\n"  # without .pth files: our own sources must not help
    )
    python = environment / "python"
    python.write_text(
        f'#!/bin/sh\nPYTHONPATH="$PYTHONPATH:{source}" exec {os.path.realpath(sys.executable)} -S -c '
        "'import sitecustomize, runpy, sys; sys.argv = sys.argv[1:]; m = sys.argv[1]; sys.argv = sys.argv[1:];"
        ' runpy.run_module(m, run_name="__main__")\' "$@"\n'
    )
    python.chmod(0o755)
    (root / "submission_metadata.json").write_text(
        json.dumps({"id": 1, "users": [{"email": "a@x", "id": 2, "name": "A"}]})
    )
    return root


def run(root: Path) -> dict[str, object]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(root)}
    command = [str(root / "run_autograder")]
    if shutil.which("unshare") and os.geteuid() == 0:
        command = ["unshare", "--net", *command]
    subprocess.run(command, env=environment, check=True, timeout=120, cwd="/")
    found: dict[str, object] = json.loads((root / "results" / "results.json").read_text())
    jsonschema.validate(found, RESULTS)
    return found


def test_the_zip_has_what_the_platform_looks_for(packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
        needed = archive.read("requirements.txt").decode().splitlines()
        entry = archive.read("lib/assignment-1.dist-info/entry_points.txt").decode()
    assert modes["run_autograder"] & stat.S_IXUSR
    assert modes["setup.sh"] & stat.S_IXUSR
    assert {"lib/grader/scoring.py", "lib/problems/hw4/conv_layer.py", "lib/solutions/convolution.py"} <= set(modes)
    assert not any(name.startswith(("lib/tests", "lib/benchmarks")) or "__pycache__" in name for name in modes)
    assert any(line.startswith("click") for line in needed)
    assert not any(line.lower().startswith(("sqlalchemy", "pytest", "distributed")) for line in needed)
    assert "hw4 = problems.hw4:hw4" in entry


def test_it_is_the_same_to_the_byte(packed: bytes) -> None:
    assert gradescope.pack(grader.load("hw4")) == packed


def test_the_scripts_are_sound(autograder: Path) -> None:
    for script in ("setup.sh", "run_autograder"):
        subprocess.run(["bash", "-n", str(autograder / "source" / script)], check=True)


@pytest.mark.parametrize("name", ["hw4.md", "hw4_flawed.ipynb", "hw4.toml"])
def test_a_submission_is_graded_as_check_does(autograder: Path, name: str) -> None:
    shutil.copy(EXAMPLES / name, autograder / "submission" / name)
    found = run(autograder)
    report = grader.check("hw4", EXAMPLES / name)
    assert found["score"] == float(report.points)
    tests = found["tests"]
    assert isinstance(tests, list)
    assert [test["number"] for test in tests] == [verdict.label for verdict in report.verdicts]
    assert [test["score"] for test in tests] == [float(verdict.points) for verdict in report.verdicts]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("photo.jpg", b"x", "only photo.jpg"),
        ("hw4.ipynb", b"{", "is cut off"),
        (None, b"", "only nothing"),
        ("hw4.zip", b"PK\x03\x04", "damaged"),
    ],
)
def test_results_are_written_whatever_was_handed_in(autograder: Path, name: str | None, data: bytes, says: str) -> None:
    if name:
        (autograder / "submission" / name).write_bytes(data)
    found = run(autograder)
    assert found["score"] == 0
    assert says in str(found["output"]).replace("\\", "")


def test_results_are_written_where_grader_itself_is_broken(autograder: Path) -> None:
    (autograder / "source" / "lib" / "grader" / "scoring.py").write_text("1 / 0\n")
    shutil.copy(EXAMPLES / "hw4.md", autograder / "submission" / "hw4.md")
    assert "not held against you" in str(run(autograder)["output"])
    (autograder / "source" / "lib" / "grader" / "batch" / "autograder.py").write_text("1 / 0\n")
    (autograder / "results" / "results.json").unlink()
    assert "itself failed" in str(run(autograder)["output"])


def test_another_courses_assignment_is_packed_with_its_own_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from . import tiny

    monkeypatch.syspath_prepend(str(tiny.course(tmp_path / "course")))
    try:
        data = gradescope.pack(grader.load("tiny"))
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "tiny"]:
            del sys.modules[name]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {"lib/tiny/counting.py", "lib/grader/scoring.py"} <= set(archive.namelist())


def test_an_unknown_platform_is_told() -> None:
    with pytest.raises(Trouble, match="choose from gradescope"):
        packages.load("moodle")
