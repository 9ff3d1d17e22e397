"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress

from grader.cli._trouble import Trouble


def write(path: str, pieces: Iterable[bytes], *, within: bool = False) -> None:
    """Write a file in pieces; what is there before stays until the last piece is written. Raises Trouble.

    path : "-" is standard output; a device or a pipe is written to as it is. within : the folder is made if need be.
    """
    if path == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    try:
        if within:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb") as device:
                device.writelines(pieces)
            return
        _replace(os.path.realpath(path), pieces)
    except OSError as error:
        raise Trouble(f"{path} can't be written: {error.strerror}. Name another place with -o.") from None


def _replace(path: str, pieces: Iterable[bytes]) -> None:
    handle, beside = tempfile.mkstemp(prefix=".grader-", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, stat.S_IMODE(os.stat(path).st_mode) if os.path.exists(path) else 0o666 & ~_umask())
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
