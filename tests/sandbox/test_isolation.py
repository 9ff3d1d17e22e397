"""The ladder: the best jail there is, a lesser one, a refusal; a plain process only for one's own code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from grader.model.executions import Call, Cell, Failure, Returned
from grader.sandbox import Limits, Refused, Sandbox, available, boxes, containers, filters, run
from grader.sandbox.filters import Filters
from grader.sandbox.jail import ENVIRONMENT
from grader.sandbox.refusals import Unavailable
from tests.sandbox.conftest import missing, need

CELLS = [Cell("import numpy as np\ndef double(x):\n    return 2 * np.asarray(x)", 1)]
CALLS = [Call("it", "double", ([1, 2],))]
linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux's own")


@pytest.fixture
def without_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)


@pytest.fixture
def without_landlock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes, "_LANDLOCK", 99)


def test_what_is_available_is_said_in_a_sentence() -> None:
    offer = available()
    assert offer.isolation == next((name for name in ("namespaces", "landlock") if not missing(name)), None)
    assert offer.sentence.endswith(".")


@linux
@pytest.mark.usefixtures("without_bubblewrap")
def test_without_bubblewrap_it_is_landlock_and_the_reason_is_said() -> None:
    need("landlock")
    offer = available()
    assert offer.isolation == "landlock"
    assert "bubblewrap is not installed (Debian, Ubuntu: apt install bubblewrap)" in offer.sentence
    execution = run(CELLS, CALLS)
    assert execution.isolation == "landlock"
    assert isinstance(execution.results["it"], Returned)


@pytest.mark.usefixtures("without_bubblewrap", "without_landlock")
def test_with_nothing_to_shut_it_in_code_is_refused_with_a_way_out() -> None:
    with pytest.raises(Refused) as refused:
        run(CELLS, CALLS)
    assert "bubblewrap is not installed" in str(refused.value)
    assert "Install bubblewrap on Linux, or use Docker or Podman" in str(refused.value)
    assert available().isolation is None


@pytest.mark.usefixtures("without_bubblewrap", "without_landlock")
def test_ones_own_code_runs_as_a_plain_process_and_says_so() -> None:
    execution = run(CELLS, CALLS, own=True)
    assert execution.isolation == "process"
    assert execution.remarks[0].startswith("The code ran as a plain process with limits, not in a sandbox")
    outcome = execution.results["it"]
    assert isinstance(outcome, Returned)
    assert outcome.value.tolist() == [2, 4]


def test_without_libseccomp_nothing_is_shut_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> Filters:
        raise Unavailable("libseccomp is not installed")

    monkeypatch.setattr(boxes, "filters", absent)
    with pytest.raises(Refused, match="libseccomp is not installed"):
        run(CELLS, CALLS)


def test_a_missing_binding_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    with pytest.raises(Unavailable, match="apt install libseccomp2"):
        filters.filters.__wrapped__()


def test_a_bubblewrap_that_may_not_make_namespaces_is_named_with_its_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bubblewrap = tmp_path / "bwrap"
    bubblewrap.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    bubblewrap.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(Refused, match=r"no namespaces: the jail does not start .*No permissions to create"):
        run(CELLS, CALLS, isolation="namespaces")


_DENIED = """
import json, pyseccomp, sys
made = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
new_user = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, 0x10000000, 0x10000000)
for name in ("clone", "unshare"):
    made.add_rule(pyseccomp.ERRNO(1), name, new_user)
made.add_rule(pyseccomp.ERRNO(38), "clone3")
for name in {names}:
    made.add_rule(pyseccomp.ERRNO(38), name)
made.load()
from grader.model.executions import Call, Cell
from grader.sandbox import Refused, run
source = "def f():\\n    try: return open('/etc/passwd').read()\\n    except OSError: return 'refused'"
try:
    execution = run([Cell(source)], [Call("it", "f")])
    print(json.dumps([execution.isolation, execution.results["it"].value]))
except Refused as refused:
    print(json.dumps(["refused", str(refused)]))
"""


@linux
@pytest.mark.parametrize(
    ("names", "isolation", "said"),
    [
        ((), "landlock", "refused"),
        (("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"), "refused", "Linux 6.2 or newer"),
    ],
)
def test_a_machine_that_denies_namespaces_or_landlock_too(names: tuple[str, ...], isolation: str, said: str) -> None:
    need("namespaces")
    need("landlock")
    numbers = {"landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446}
    program = _DENIED.replace("{names}", repr([numbers[name] for name in names]))
    command = ["setpriv", "--no-new-privs", sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found[0] == isolation
    assert said in found[1]


def test_a_jail_that_is_no_kind_is_named() -> None:
    with pytest.raises(ValueError, match="chroot is none of namespaces, landlock, docker, podman, process"):
        Sandbox(isolation="chroot")


def test_a_plain_process_runs_the_same_program() -> None:
    sources = [
        "import os\nos._exit(3)",
        "def slow():\n    while True: pass",
        "%matplotlib inline\ndef right(a):\n    a[0] = 9\n    return a",
        "import os\nhere = os.listdir('.')\nenv = sorted(os.environ)",
    ]
    calls = [Call("a", "slow"), Call("b", "right", ([1],)), Call("c", "here", None), Call("d", "env", None)]
    cells = [Cell(textwrap.dedent(source), number) for number, source in enumerate(sources, 1)]
    execution = run(cells, calls, isolation="process", limits=Limits(seconds=1))
    assert [ran.failure.kind if ran.failure else "" for ran in execution.cells] == ["lost", "", "", ""]
    failure = execution.results["a"]
    assert isinstance(failure, Failure)
    assert failure.kind == "time"
    assert execution.results["b"] == Returned([9], ([9],))
    assert execution.results["c"] == Returned([])
    assert "%matplotlib inline in cell 3 was skipped." in execution.remarks
    environment = execution.results["d"]
    assert isinstance(environment, Returned)
    assert "MPLBACKEND" in environment.value
    assert "VIRTUAL_ENV" not in environment.value


def test_a_plain_process_that_hangs_or_floods_is_ended() -> None:
    stuck = run(
        [Cell("x = sum(range(10**13))", 1)], [Call("x", "x", None)], isolation="process", limits=Limits(1.0, 5.0)
    )
    assert [ran.failure and ran.failure.kind for ran in stuck.cells] == ["time"]
    flood = "def f():\n    import numpy as np\n    return np.zeros(2**19)\n"
    flooded = run([Cell(flood)], [Call("a", "f")], isolation="process", limits=Limits(reply=1000))
    outcome = flooded.results["a"]
    assert isinstance(outcome, Failure)
    assert outcome.kind == "output"


@pytest.mark.parametrize("tool", ["docker", "podman"])
def test_a_container_has_no_network_no_privileges_and_nothing_to_write_to(
    tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setenv(containers.IMAGE, "course:1")
    start = containers.container(tool)
    command = " ".join(start.command)
    assert command.startswith(
        f"/usr/bin/{tool} run --rm --interactive --pull never --network none --ipc none --read-only"
    )
    for option in ("--cap-drop ALL", "--security-opt no-new-privileges", "--user 65534:65534", "--pids-limit 32"):
        assert option in command
    assert start.command[start.command.index("--volume") + 1].endswith("/grader/sandbox/inner:/inner:ro")
    assert start.command.count("--volume") == 1
    assert all(f"{name}={value}" in start.command for name, value in ENVIRONMENT.items())
    assert start.command[start.command.index("course:1") + 1 :][:4] == ["python3", "-I", "-B", "-c"]


@pytest.mark.usefixtures("without_bubblewrap")
def test_a_container_tool_that_is_not_there_is_named() -> None:
    with pytest.raises(Refused, match="no podman: podman is not installed"):
        run(CELLS, CALLS, isolation="podman")


@linux
def test_the_program_in_the_jail_imports_nothing_of_ours_and_bwrap_sees_no_more_than_it_must() -> None:
    from grader.sandbox import jail

    need("namespaces")
    command = jail.namespaces().command
    shown = [command[at + 1] for at, word in enumerate(command) if word in ("--ro-bind", "--bind", "--dev-bind")]
    root = str(Path(__file__).parents[2])
    ours = [path for path in shown if path.startswith(root) and "site-packages" not in path]
    assert ours == [f"{root}/grader/sandbox/inner"]
    assert "--bind" not in command
    assert not [
        path for path in shown if path.endswith(("site-packages", "dist-packages")) or path in ("/", "/usr", "/etc")
    ]
