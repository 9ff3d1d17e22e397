"""Messages on a pipe: four bytes of length, then the bytes."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator


def read(descriptor: int) -> bytes:
    """The next message; nothing is read ahead. Raises EOFError at the end."""
    return _exactly(descriptor, int.from_bytes(_exactly(descriptor, 4), "big"))


def _exactly(descriptor: int, length: int) -> bytes:
    parts = []
    while length:
        parts.append(os.read(descriptor, min(length, 1 << 20)))
        if not parts[-1]:
            raise EOFError
        length -= len(parts[-1])
    return b"".join(parts)


def framed(message: bytes) -> bytes:
    """The message as it is sent."""
    return struct.pack("!I", len(message)) + message


def write(descriptor: int, message: bytes | memoryview) -> None:
    """Send the bytes, all of them, as they are."""
    view = memoryview(message)
    while view:
        view = view[os.write(descriptor, view) :]


def split(buffer: bytearray) -> Iterator[bytes]:
    """The whole messages at the beginning of the buffer, which are taken out of it."""
    while len(buffer) >= 4 and len(buffer) >= (end := 4 + int.from_bytes(buffer[:4], "big")):
        yield bytes(buffer[4:end])
        del buffer[:end]
