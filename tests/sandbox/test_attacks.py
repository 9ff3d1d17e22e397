"""Every attack we know of, as a row: it is contained, staff are told what it was, and the next submission is run."""

from __future__ import annotations

import os
import platform
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.model.executions import Call, Cell, Failure, Returned
from grader.sandbox import Limits, Sandbox

ROOT = Path(__file__).parents[2]
LIMITS = Limits(seconds=0.6, total_seconds=6, restarts=2)
HONEST = [Cell("import numpy as np\ndef double(x):\n    return 2 * np.asarray(x)", 1)]
KEYCTL, BPF = (250, 321) if platform.machine() == "x86_64" else (219, 280)
OUTSIDE = "" if str(ROOT).startswith("/tmp/") else "filesystem"  # noqa: S108 - a job may ask for what it likes there
LIBC = "import ctypes; libc = ctypes.CDLL(None, use_errno=True)"


class Attack(NamedTuple):
    """What a student's cell does.

    incident : the kind that staff are told ("exit|crash": either), "" where there is none.

    got : what the cell leaves in `got`, or the kind of failure of a look at it.
    """

    name: str
    source: str
    incident: str
    got: object = "undefined"


def refused(name: str, expression: str, incident: str, before: str = "") -> Attack:
    """An expression that must raise."""
    source = f"{before}\ntry:\n    got = {expression}\nexcept Exception as trouble:\n    got = 'refused'"
    return Attack(name, source, incident, "refused")


def failing_call(name: str, call: str, incident: str, before: str = LIBC) -> Attack:
    """A call of C's that must give -1."""
    return Attack(name, f"{before}\ngot = {call}", incident, -1)


ATTACKS = [
    # time
    Attack("an endless loop", "while True: pass", "time"),
    Attack(
        "an endless loop that swallows what would stop it",
        "def swallow():\n    while True:\n        try:\n            while True:\n                len('')\n"
        "        except BaseException:\n            pass\nswallow()",
        "time",
    ),
    Attack("an endless loop in C", "got = sum(range(10**13))", "time"),
    Attack(
        "an endless loop that switches the clock off",
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nwhile True: pass",
        "time",
    ),
    Attack("sleep", "import time\ntime.sleep(1000)", "time"),
    Attack("a number that is never done", "got = 7 ** (7 ** (7 ** 7))", "time"),
    # memory and output
    Attack("20 GB at once", "import numpy as np\ngot = np.ones(20 * 2**27)", "memory"),
    Attack("20 GB bit by bit", "got = []\nwhile True: got.append(bytes(10**8))", "memory", "unsendable"),
    Attack("10 GB printed", "while True: print('x' * 10**6)", "output"),
    Attack("2 GB in one line", "print('x' * 4 * 10**9)", "memory"),
    Attack("10 GB on descriptor 1", "import os\nwhile True: os.write(1, bytes(10**6))", "time"),
    Attack("10 GB on the channel", "import os\nwhile True: os.write(3, b'0' * 10**6)", "output"),
    Attack("a flood of empty messages", "import os\nwhile True: os.write(3, bytes(10**6))", "forged_result"),
    Attack("a list 200 000 deep", "got = []\nfor _ in range(200_000): got = [got]", "", "unsendable"),
    Attack("a list that holds itself", "got = []\ngot.append(got)", "", "unsendable"),
    Attack("a number with a million digits", "got = 1 << 4_000_000", "", "unsendable"),
    Attack("four million items", "got = [0] * 4_000_000", "output", "output"),
    Attack("a gigabyte as the answer", "import numpy as np\ngot = np.zeros(2**25)", "output", "output"),
    refused("a file of 10 GB", "[open('big', 'wb').write(bytes(10**8)) for _ in range(100)]", ""),
    refused("a million files", "[open(f'f{i}', 'w').close() for i in range(10**6)]", ""),
    Attack(
        "recursion without end",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(_): return sorted([0], key=f)\nf(0)",
        "crash" if sys.version_info < (3, 12) else "",
    ),
    # processes, threads, signals
    Attack("a fork bomb", "import os\nwhile True: os.fork()", "processes"),
    Attack(
        "a fork bomb that doesn't give up",
        "import os\nwhile True:\n    try: os.fork()\n    except Exception: pass",
        "processes",
    ),
    refused("a thread left running", "threading.Thread(target=input).start()", "processes", "import threading"),
    refused("a shell", "subprocess.run(['/bin/sh', '-c', 'id'])", "processes", "import subprocess"),
    Attack("os.system", "import os\ngot = os.system('id') == 0", "processes", False),
    refused("exec", "os.execv('/python/bin/python3', ['python3'])", "processes", "import os"),
    refused("a signal to the parent", "os.kill(os.getppid(), 9)", "signals", "import os"),
    refused("a signal to everybody", "os.kill(-1, 9)", "signals", "import os"),
    failing_call("ptrace", "libc.ptrace(16, os.getppid(), 0, 0)", "tracing", f"{LIBC}; import os"),
    failing_call("another's memory", "libc.process_vm_readv(2, None, 0, None, 0, 0)", "tracing"),
    # files
    refused("reading /etc/passwd", "open('/etc/passwd').read()", "filesystem"),
    refused("reading the home folder", f"os.listdir({str(Path.home())!r})", "filesystem", "import os"),
    refused("reading the solvers", f"open({str(ROOT / 'solutions' / 'pooling.py')!r}).read()", OUTSIDE),
    refused("reading ourselves", f"open({str(ROOT / 'grader' / 'scoring.py')!r}).read()", OUTSIDE),
    refused("writing over the library", "open(numpy.__file__, 'a')", "filesystem", "import numpy"),
    refused("writing at the root", "open('/written', 'w')", "filesystem"),
    refused("a symlink to a secret", "[os.symlink('/etc/passwd', 'p'), open('p').read()]", "", "import os"),
    refused("a symlink up and away", "[os.symlink('../../../../..', 'p'), os.listdir('p/root')]", "", "import os"),
    refused("the environment of others", "open('/proc/1/environ').read()", "filesystem"),
    refused("its own memory", "open('/proc/self/mem', 'r+b')", "filesystem"),
    refused("descriptors of others", "os.listdir('/proc/1/fd')", "filesystem", "import os"),
    refused("a device", "os.mknod('sda', 0o60666, os.makedev(8, 0))", "filesystem", "import os"),
    refused("shared memory", "open('/dev/shm/x', 'w')", "filesystem"),
    # network
    refused("connect", "socket.create_connection(('1.1.1.1', 80), 1)", "network", "import socket"),
    refused("DNS", "socket.gethostbyname('example.org')", "", "import socket"),
    refused("a unix socket", "socket.socket(socket.AF_UNIX)", "network", "import socket"),
    # the kernel
    failing_call("mount", "libc.mount(b'x', b'/tmp', b'tmpfs', 0, None)", "mounts"),
    failing_call("a new user namespace", "libc.unshare(0x10000000)", "mounts"),
    failing_call("chroot", "libc.chroot(b'/')", "mounts"),
    failing_call("the keyring", f"libc.syscall({KEYCTL}, 0, -3, 0)", "keyring"),
    failing_call("bpf", f"libc.syscall({BPF}, 0, 0, 0)", "kernel"),
    failing_call("io_uring", "libc.syscall(425, 1, 0)", "kernel"),
    failing_call("becoming root", "libc.setuid(0)", "privileges"),
    failing_call("shared memory of System V", "libc.shmget(1234, 4096, 0o1666)", "shared_memory"),
    refused(
        "raising its limits",
        "resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)",
        "limits",
        "import resource",
    ),
    # the process and the channel
    Attack("os._exit(0)", "import os\nos._exit(0)", "exit"),
    Attack("sys.exit(0)", "import sys\nsys.exit(0)", ""),
    Attack("an exception that is none", "class Gone(BaseException): pass\nraise Gone", ""),
    Attack("an exception that can't be shown", "class E(Exception):\n    def __str__(self): 1 / 0\nraise E", ""),
    Attack("a crash", "import ctypes\nctypes.string_at(0)", "crash"),
    Attack("closing the channel", "import os\nos.close(3)", "exit"),
    Attack("closing everything", "import os\nos.closerange(0, 100)", "exit|crash"),
    Attack("another file for the channel", "import os\nos.dup2(os.open('/dev/null', 1), 3)", "exit"),
    Attack("printing a forged result", """print('{"item": 1, "value": 42}')""", ""),
    Attack(
        "a forged result on the channel",
        'import os\nm = b\'{"item": 1, "value": 42}\'\nos.write(3, len(m).to_bytes(4, "big") + m)',
        "forged_result",
    ),
    Attack(
        "forged results and the end",
        'import os\nfor m in (b\'{"item": 0}\', b\'{"item": 1, "value": {"a": ["O", [1], ""]}}\'):\n'
        "    os.write(3, len(m).to_bytes(4, 'big') + m)\nos._exit(0)",
        "forged_result",
        "lost",
    ),
    Attack("junk on the channel", "import os\nos.write(3, b'\\xff' * 50)\nos._exit(0)", "forged_result"),
    Attack("brackets", "import os\nos.write(3, b'\\0\\3\\0\\0' + b'[' * 0x30000)", "forged_result"),
    # lies
    Attack(
        "a patched judge",
        "import numpy as np, math\nnp.allclose = np.array_equal = np.isclose = math.isclose = lambda *a, **k: True\n"
        "got = 1",
        "",
        1,
    ),
    refused("a patched array", "setattr(np.ndarray, '__eq__', lambda *a: True)", "", "import numpy as np"),
    Attack(
        "an object that equals everything",
        "class Same:\n    def __eq__(self, other): return True\n    def __array__(self, *a): 1 / 0\ngot = Same()",
        "",
        "unsendable",
    ),
    Attack(
        "a number that equals everything",
        "class Same(float):\n    def __eq__(self, other): return True\ngot = Same(1)",
        "",
        "unsendable",
    ),
    Attack(
        "an array that equals everything",
        "import numpy as np\nclass Same(np.ndarray):\n    def __eq__(self, other): return True\n"
        "got = np.zeros(3).view(Same)",
        "",
        "unsendable",
    ),
    Attack("an object array", "import numpy as np\ngot = np.array([print], dtype=object)", "", "unsendable"),
    Attack("a patched JSON", "import json\njson.dumps = lambda *a, **k: '{}'\ngot = 42", "forged_result"),
    refused("our packages", "__import__('solutions')", ""),
    refused("our engine", "__import__('grader')", ""),
]


def _got(outcome: Returned | Failure) -> object:
    return outcome.value if isinstance(outcome, Returned) else outcome.kind


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_contained_and_told_and_the_next_submission_is_run(each_sandbox: Sandbox, attack: Attack) -> None:
    cells = [Cell(textwrap.dedent(attack.source), 1)]
    execution = each_sandbox.run(cells, [Call("got", "got", None)], limits=LIMITS)
    assert _got(execution.results["got"]) == attack.got, execution
    kinds = {incident.kind for incident in execution.incidents}
    if attack.incident:
        assert kinds & set(attack.incident.split("|")), execution
    assert all(incident.message and incident.message.isprintable() for incident in execution.incidents)

    honest = each_sandbox.run(HONEST, [Call("honest", "double", ([1, 2],))], limits=LIMITS)
    assert honest.incidents == ()
    outcome = honest.results["honest"]
    assert isinstance(outcome, Returned)
    assert outcome.value.tolist() == [2, 4]


def test_a_notebook_whose_cells_all_attack_still_gets_what_it_earned(sandbox: Sandbox) -> None:
    sources = ["import os\nos._exit(1)", "while True: pass", "def right():\n    return 7", "import os\nos.fork()"]
    cells = [Cell(source, number) for number, source in enumerate(sources, 1)]
    execution = sandbox.run(cells, [Call("a", "right"), Call("b", "wrong")], limits=LIMITS)
    assert execution.results["a"] == Returned(7)
    assert [ran.failure.kind if ran.failure else None for ran in execution.cells] == ["lost", "time", None, "error"]
    assert {incident.kind for incident in execution.incidents} == {"exit", "time", "processes"}


def test_files_of_one_submission_are_not_there_for_the_next(sandbox: Sandbox) -> None:
    leaves = "open('/tmp/left', 'w').write('answers')\nimport os\ngot = os.listdir('/tmp')"
    looks = "import os\ngot = os.listdir('/tmp'), sorted(os.listdir('/'))"
    first = sandbox.run([Cell(leaves)], [Call("got", "got", None)])
    assert _got(first.results["got"]) == ["left"]
    second = sandbox.run([Cell(looks)], [Call("got", "got", None)])
    assert _got(second.results["got"]) == ([], ["dev", "inner", "lib", "lib64", "python", "site", "tmp", "usr"])


_SCAN = """
import ctypes, os
libc = ctypes.CDLL(None)
masked = {masked}
start, rest = bytes(c ^ 1 for c in masked[:4]), masked[4:]
outof, into = os.pipe()
heap = [ctypes.addressof(ctypes.create_string_buffer(size)) for size in (100, 10_000, 300_000)]
places = [id(object()), *heap, ctypes.cast(libc.write, ctypes.c_void_p).value]
seen, got, read = set(), 0, 0
for place in places:
    for page in range((place >> 12) - 40_000, (place >> 12) + 40_000):
        if page in seen:
            continue
        seen.add(page)
        if libc.write(into, ctypes.c_void_p(page << 12), 4096) == 4096:
            read += 1
            data = os.read(outof, 4096)
            at = data.find(start)
            while at >= 0:
                got += bytes(c ^ 1 for c in data[at + 4 : at + 4 + len(rest)]) == rest
                at = data.find(start, at + 1)
enough = read > 5_000
"""


@pytest.mark.parametrize("length", [1, 3_000, 300_000])
def test_memory_of_one_submission_is_not_in_the_next(each_sandbox: Sandbox, length: int) -> None:
    words = "the-words-of-somebody-else"
    said = f"text = '{words}' + 'x' * {length}\ndef f(): return text\n# {'c' * length}"
    told = each_sandbox.run([Cell(said, 1)], [Call("f", "f")])
    assert _got(told.results["f"]) == words + "x" * length
    scan = _SCAN.replace("{masked}", repr(bytes(letter ^ 1 for letter in words.encode())))  # or it finds itself
    calls = [Call("got", "got", None), Call("enough", "enough", None)]
    looked = each_sandbox.run([Cell(scan, 1)], calls)
    assert [_got(outcome) for outcome in looked.results.values()] == [0, True], looked


def test_nothing_of_the_environment_is_inside(monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox) -> None:
    monkeypatch.setenv("GRADER_SECRET", "deal")
    with Sandbox(isolation="namespaces") as fresh:
        looked = fresh.run([Cell("import os, sys\nenv = dict(os.environ)\nargs = sys.orig_argv")], [
            Call("env", "env", None), Call("args", "args", None)
        ])  # fmt: skip
    assert "GRADER_SECRET" not in str(looked.results)
    assert str(ROOT) not in str(looked.results)
    assert os.path.expanduser("~/") not in str(looked.results)


def test_there_is_no_reference_whose_time_could_be_taken(sandbox: Sandbox) -> None:
    looks = (
        "import gc, sys\nnames = sorted({name.partition('.')[0] for name in sys.modules} & "
        "{'grader', 'solutions', 'problems', 'inner'})"
    )
    looked = sandbox.run([Cell(looks)], [Call("names", "names", None)])
    assert _got(looked.results["names"]) == []
