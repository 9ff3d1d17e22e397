"""How much a submission may take."""

from __future__ import annotations

from typing import NamedTuple

MIB = 2**20


class Limits(NamedTuple):
    """Bounds of one submission. No process and no thread can be started, whatever they are.

    seconds : of one cell or call. total_seconds : of all of them together, restarts included.
    memory : bytes of address space, of which Python and NumPy take some 300 MiB.
    printed : characters that are kept of what a cell prints. output : characters after which it is stopped.
    reply : bytes that may be sent back in all. files : bytes of all files, which are in memory and vanish.
    steps : lines of a call up to which they are counted. restarts : how often a submission is started anew without the
    cell or call that ended its process.
    """

    seconds: float = 10.0
    total_seconds: float = 60.0
    memory: int = 2048 * MIB
    printed: int = 20_000
    output: int = 10_000_000
    reply: int = 32 * MIB
    files: int = 32 * MIB
    steps: int = 20_000
    restarts: int = 5
