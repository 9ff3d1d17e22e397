"""A small course in a folder of its own, whose questions may be changed, and whose reading may do harm."""

from __future__ import annotations

from pathlib import Path

_MODULE = '''
"""Two questions."""
import collections, itertools, os, time
from fractions import Fraction
from grader.answers.count import Count
from grader.authoring import Assignment, Problem

problem = Problem("1", "Counting")


class Harmful:
    """A count whose reading does what the text says."""

    kind, hint = "count", "a whole number"

    def __init__(self):
        self.inner = Count("things")

    def find(self, segment):
        text = segment.text
        if "KILL" in text:
            os.kill(os.getpid(), 9)
        if "SLEEP" in text:
            while True:
                time.sleep(0.01)
        if "HANG" in text:
            return collections.deque(itertools.repeat(0), maxlen=0)
        if "FAULT" in text:
            raise SystemError("a fault of ours")
        if "MEMORY" in text:
            return [bytearray(2 ** 40)]
        if "ONCE" in text:
            try:
                os.close(os.open(text.split()[1], os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), 9)
        if "PAUSE" in text:
            time.sleep(0.05)
        return self.inner.find(segment)

    def __getattr__(self, name):
        return getattr(self.inner, name)


@problem.part("a", points={points}, answer=Count("apples"))
def apples() -> int:
    """How many apples?"""
    return {apples}


@apples.mistake(credit={credit})
def forgets_one() -> int:
    """There is one more."""
    return {apples} - 1


@problem.part("b", points=2, answer=Harmful())
def pears() -> int:
    """How many pears?"""
    return 12
'''


def course(folder: Path, *, points: int = 2, apples: int = 8, credit: float = 0.5, name: str = "tiny") -> Path:
    """Write the course; the folder belongs on sys.path."""
    package = folder / name
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text(
        f'"""A course."""\nfrom grader.authoring import Assignment\n{name} = Assignment("{name}", "Tiny", __name__)\n'
    )
    module = _MODULE.replace("{points}", str(points)).replace("{apples}", str(apples)).replace("{credit}", str(credit))
    (package / "counting.py").write_text(module)
    info = folder / f"{name}-1.dist-info"
    info.mkdir(exist_ok=True)
    (info / "entry_points.txt").write_text(f"[grader.assignments]\n{name} = {name}:{name}\n")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    return folder


def answers(apples: str = "8", pears: str = "12") -> bytes:
    return f"1.a\n{apples} apples\n\n1.b\n{pears} things\n".encode()
