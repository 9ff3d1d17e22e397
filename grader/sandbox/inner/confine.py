"""The system calls that shut a process in, each with its manual page. Linux only; nothing here runs at import.

Order for a job: `fresh_tmp`, then `rlimits`, `drop_capabilities`, `landlock`, and `seccomp` last.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import functools
import os
import resource
import struct
from collections.abc import Sequence

_CLONE_NEWNS, _CLONE_NEWPID = 0x00020000, 0x20000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 2, 4, 8
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38

_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446  # the same on all machines
_RULE_PATH_BENEATH = 1
_FS_EXECUTE, _FS_WRITE_FILE, _FS_READ_FILE, _FS_READ_DIR = 1, 2, 4, 8
_FS_REMOVE_DIR, _FS_REMOVE_FILE, _FS_MAKE_DIR, _FS_MAKE_REG, _FS_MAKE_SYM = 1 << 4, 1 << 5, 1 << 7, 1 << 8, 1 << 12
_FS_TRUNCATE = 1 << 14
_FS_ALL = (0, 0x1FFF, 0x3FFF, 0x7FFF, 0x7FFF, 0xFFFF, 0xFFFF)
"""What may be governed, by version of Landlock: 2 adds linking, 3 truncation, 5 ioctl on devices."""

_SET_MODE_FILTER, _FLAG_NEW_LISTENER = 1, 8
_NOTIF_RECV, _NOTIF_SEND = 0xC0502100, 0xC0182101


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    wide = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    result: int = getattr(_libc(), name)(*wide)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
    return result


def new_pids() -> None:
    """The next child is the first process of a pid namespace: when it ends, all of them end. unshare(2)."""
    _call("unshare", _CLONE_NEWPID)


def own_pids() -> None:
    """Children are in our own pid namespace again. setns(2) with a pidfd, since Linux 5.8."""
    me = os.pidfd_open(os.getpid())
    try:
        _call("setns", me, _CLONE_NEWPID)
    finally:
        os.close(me)


def fresh_tmp(size: int) -> None:
    """A /tmp of our own, empty, of at most `size` bytes. unshare(2), mount(2), tmpfs(5)."""
    _call("unshare", _CLONE_NEWNS)
    options = f"size={size},nr_inodes=2000,mode=700".encode()
    _call("mount", b"tmpfs", b"/tmp", b"tmpfs", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, options)


def rlimits(*, memory: int, seconds: int, file_size: int) -> None:
    """Bounds of what the process takes; soft and hard alike. getrlimit(2)."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def drop_capabilities() -> None:
    """No capability is left, and none can be had. capabilities(7), capset(2), prctl(2)."""
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    version_3 = struct.pack("=Ii", 0x20080522, 0)
    _call("capset", ctypes.create_string_buffer(version_3), ctypes.create_string_buffer(24))
    _call("prctl", _PR_SET_DUMPABLE, 0, 0, 0, 0)


def landlock_version() -> int:
    """The kernel's version of Landlock, 0 where it has none. landlock_create_ruleset(2)."""
    try:
        return _call("syscall", _LANDLOCK_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def landlock(readable: Sequence[str], writable: Sequence[str]) -> None:
    """From here on only these files and what is below these folders can be opened. landlock(7).

    No TCP port (version 4), no abstract socket and no signal to a process outside (version 6) either.
    Raises OSError where the kernel has no Landlock.
    """
    version = landlock_version()
    governed = _FS_ALL[min(version, len(_FS_ALL) - 1)]
    attributes = struct.pack("=QQQ", governed, 3, 3)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    rules = _call("syscall", _LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    reading = _FS_READ_FILE | _FS_READ_DIR
    writing = _FS_WRITE_FILE | _FS_TRUNCATE
    growing = _FS_REMOVE_DIR | _FS_REMOVE_FILE | _FS_MAKE_DIR | _FS_MAKE_REG | _FS_MAKE_SYM
    for paths, allowed in ((readable, reading), (writable, reading | writing | growing)):
        for path in paths:
            allow(rules, path, allowed & governed)
    _call("syscall", _LANDLOCK_RESTRICT_SELF, rules, 0)
    os.close(rules)


def allow(rules: int, path: str, allowed: int) -> None:
    """One rule of a Landlock ruleset; a path that isn't there needs none. landlock_add_rule(2)."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not os.path.isdir(path):
        allowed &= _FS_EXECUTE | _FS_WRITE_FILE | _FS_READ_FILE | _FS_TRUNCATE
    _call("syscall", _LANDLOCK_ADD_RULE, rules, _RULE_PATH_BENEATH, struct.pack("=Qi", allowed, place), 0)
    os.close(place)


def seccomp(number: int, noting: bytes, silent: bytes) -> int | None:
    """Only the filter's system calls are left. seccomp(2), whose number is given; filters are arrays of sock_filter.

    With the filter `noting` those of interest are reported to the descriptor that is returned (seccomp_unotify(2));
    where the kernel refuses that, the filter `silent` denies them and None is returned.
    """
    for code, flags in ((noting, _FLAG_NEW_LISTENER), (silent, 0)):
        if not code:
            continue
        instructions = ctypes.create_string_buffer(code, len(code))
        program = struct.pack("@HP", len(code) // 8, ctypes.addressof(instructions))  # struct sock_fprog
        try:
            listener = _call("syscall", number, _SET_MODE_FILTER, flags, ctypes.create_string_buffer(program))
        except OSError:
            if not flags:
                raise
        else:
            return listener if flags else None
    raise OSError(errno.EINVAL, "no filter of system calls was given")


def denied(listener: int) -> int | None:
    """The number of the system call that waits at the listener, which is answered with EPERM. seccomp_unotify(2)."""
    request = bytearray(80)  # struct seccomp_notif
    try:
        fcntl.ioctl(listener, _NOTIF_RECV, request)
        fcntl.ioctl(listener, _NOTIF_SEND, struct.pack("=QqiI", *struct.unpack_from("=Q", request), 0, -errno.EPERM, 0))
    except OSError:  # the process was killed meanwhile
        return None
    number: int = struct.unpack_from("=i", request, 16)[0]
    return number
