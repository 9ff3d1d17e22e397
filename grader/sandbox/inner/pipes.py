"""Messages on a pipe: four bytes of length, then the bytes."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO


def read(stream: BinaryIO) -> bytes:
    """The next message. Raises EOFError at the end."""
    length = stream.read(4)
    if len(length) < 4:
        raise EOFError
    return stream.read(int.from_bytes(length, "big"))


def write(descriptor: int, *messages: bytes) -> None:
    """Send the messages, whole, at once."""
    view = memoryview(b"".join(struct.pack("!I", len(message)) + message for message in messages))
    while view:
        view = view[os.write(descriptor, view) :]
