"""The command as it is really called: its streams, its terminal, its shell."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.layout import cells

GRADER = [sys.executable, "-m", "grader"]
EXAMPLES = Path(__file__).parents[2] / "examples"
FLAWED = str(EXAMPLES / "hw4_flawed.md")
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def environment(**more: str) -> dict[str, str]:
    kept = {
        key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")
    }
    return kept | {"TERM": "xterm-256color"} | more


def call(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [*GRADER, *arguments], capture_output=True, encoding="utf-8", env=environment(**more), timeout=60, check=False
    )
    assert "Traceback" not in result.stdout + result.stderr
    return result


def in_terminal(*arguments: str, columns: int = 80, **more: str) -> str:
    """What the command writes to a terminal of so many columns."""
    program = (
        "import fcntl, struct, sys, termios, os;"
        f"fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 24, {columns}, 0, 0));"
        "os.execv(sys.executable, [sys.executable, '-m', 'grader', *sys.argv[1:]])"
    )
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=environment(**more),
    )
    os.close(follower)
    written = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and select.select([leader], [], [], 60)[0]:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        written += piece
    os.close(leader)
    process.wait(60)
    return written.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 120])
def test_in_a_terminal_the_report_is_coloured_and_holds_the_width(columns: int) -> None:
    text = in_terminal("check", "hw4", FLAWED, columns=columns)
    assert ESCAPE.search(text)
    bare = ESCAPE.sub("", text)
    assert "\x1b" not in bare
    assert max(map(cells, bare.splitlines())) <= columns
    assert "✗ incorrect" in bare


def test_in_a_pipe_the_same_report_is_plain() -> None:
    result = call("check", "hw4", FLAWED)
    assert result.returncode == 1
    assert result.stderr == ""
    assert "\x1b" not in result.stdout
    assert result.stdout == ESCAPE.sub("", in_terminal("check", "hw4", FLAWED))


@pytest.mark.parametrize("settings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_no_colour_gets_none(settings: dict[str, str]) -> None:
    assert "\x1b" not in in_terminal("check", "hw4", FLAWED, **settings)


def test_colour_can_be_asked_for_in_a_pipe() -> None:
    assert ESCAPE.search(call("check", "hw4", FLAWED, FORCE_COLOR="1").stdout)


def test_columns_sets_the_width() -> None:
    assert max(map(cells, call("check", "hw4", FLAWED, COLUMNS="50").stdout.splitlines())) <= 50


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_output_is_written_in_any_encoding(encoding: str) -> None:
    result = subprocess.run(
        [*GRADER, "check", "hw4", FLAWED],
        capture_output=True,
        env=environment(PYTHONIOENCODING=encoding),
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr == b""
    assert "3.B.ii" in result.stdout.decode(encoding)


def test_a_reader_that_goes_away_causes_no_trace() -> None:
    process = subprocess.Popen(
        [*GRADER, "check", "hw4", *[FLAWED] * 40], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait(60)
    assert said == ""


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.1])
def test_an_interruption_in_the_middle_causes_no_trace(moment: float) -> None:
    process = subprocess.Popen(
        [*GRADER, "check", "hw4", *[FLAWED] * 400],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("grader ch", "check"),
        ("grader check h", "hw4"),
        ("grader show hw4 3.b", "3.B.i"),
        ("grader check hw4 --question 3.C.", "3.C.ii"),
        ("grader check hw4 --format j", "json"),
        ("grader check nosuch --question 3", ""),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands_assignments_labels_and_formats(shell: str, words: str, expected: str) -> None:
    listed = words.split(" ")
    last = {"COMP_CWORD": listed[-1] if shell == "fish" else str(len(listed) - 1)}
    result = call(COMP_WORDS=words, _GRADER_COMPLETE=f"{shell}_complete", **last)
    assert expected in re.split(r"[\n,\t]", result.stdout)
    assert "Usage" not in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_shell_is_given_a_script_for_completion(shell: str) -> None:
    assert "_GRADER_COMPLETE" in call(_GRADER_COMPLETE=f"{shell}_source").stdout


def test_a_broken_installation_is_our_fault_told_in_words() -> None:
    program = (
        f"import sys; sys.modules['grader.scoring'] = None; sys.argv = ['grader', 'check', 'hw4', {FLAWED!r}];"
        "from grader.cli import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        timeout=60,
        check=False,
    )
    assert result.returncode == 3
    assert "Traceback" not in result.stderr
    assert "grader itself failed" in result.stderr
