"""Which system calls a job has: compiled by libseccomp (its manual: seccomp_rule_add(3), seccomp_export_bpf(3)).

What is not named here does not exist for a job (ENOSYS), what is refused is not permitted (EPERM), and most of that is
reported as what it was an attempt at.
"""

from __future__ import annotations

import functools
import tempfile
from typing import Any, NamedTuple

from grader.sandbox.refusals import Unavailable

ALLOWED = """
read write readv writev pread64 pwrite64 lseek close fstat newfstatat fstatat64 stat lstat statx access faccessat
faccessat2 open openat getdents64 readlink readlinkat getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename
renameat renameat2 symlink symlinkat ftruncate fallocate fsync fdatasync dup dup2 dup3 pipe pipe2 poll ppoll select
pselect6 statfs fstatfs umask flock fadvise64 sendfile copy_file_range
mmap munmap mprotect mremap madvise brk
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending sigaltstack setitimer getitimer restart_syscall
nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times
getpid gettid getppid getuid geteuid getgid getegid getgroups getpgrp getpgid getresuid getresgid getpriority
getrandom getrusage getrlimit sysinfo uname sched_yield sched_getaffinity getcpu
futex set_robust_list get_robust_list rseq set_tid_address membarrier exit exit_group sendmsg
"""

REFUSED = {
    "network": "socket connect bind listen accept accept4 sendto recvfrom recvmsg sendmmsg recvmmsg",
    "processes": "fork vfork clone execve execveat",
    "signals": "kill tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_send_signal",
    "tracing": "ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_getfd perf_event_open",
    "mounts": "mount umount2 pivot_root chroot unshare setns open_tree move_mount fsopen fsmount fspick mount_setattr",
    "keyring": "add_key request_key keyctl",
    "limits": "setrlimit setpriority sched_setscheduler sched_setparam sched_setattr ioprio_set",
    "privileges": "setuid setgid setreuid setregid setresuid setresgid setgroups capset personality",
    "shared_memory": "shmget shmat shmctl msgget semget mq_open",
    "kernel": "bpf io_uring_setup userfaultfd init_module finit_module delete_module kexec_load reboot swapon swapoff "
    "syslog sethostname settimeofday clock_settime adjtimex acct quotactl iopl ioperm open_by_handle_at",
    "filesystem": "mknod mknodat",
}
"""Refused and reported, by the kind of the incident."""

QUIET = """
socketpair chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat link linkat
truncate setxattr lsetxattr fsetxattr sched_setaffinity prctl tgkill setpgid setsid seccomp
"""
"""Refused without a word: honest libraries try them."""

_READING_LIMITS = 2  # prlimit64's third argument, the new limits, is NULL
_FILE_CONTROLS = (0, 1, 2, 3, 4, 5, 6, 7, 1030)  # F_DUPFD … F_SETLKW, F_DUPFD_CLOEXEC; no F_SETOWN, F_SETSIG
_TERMINAL_QUESTIONS = (0x5401, 0x5413, 0x5421, 0x5450, 0x5451)  # TCGETS, TIOCGWINSZ, FIONBIO, FIONCLEX, FIOCLEX
_EPERM, _ENOSYS = 1, 38
_NOTIFY_LEVEL = 5  # of libseccomp's API: notifications, see seccomp_api_get(3)


class Filters(NamedTuple):
    """Compiled filters of the same calls.

    noting : reports what is refused loudly, b"" where that can't be had. silent : reports nothing.
    meanings : number of a call → kind of incident and the call's name. number : that of seccomp(2).
    """

    noting: bytes
    silent: bytes
    meanings: dict[int, tuple[str, str]]
    number: int


@functools.cache
def filters() -> Filters:
    """The filters for this machine. Raises Unavailable where libseccomp is missing."""
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError, AttributeError):
        raise Unavailable(
            "libseccomp is not installed (Debian, Ubuntu: apt install libseccomp2; pip install pyseccomp)"
        ) from None
    number = functools.partial(pyseccomp.resolve_syscall, pyseccomp.Arch.NATIVE)
    meanings = {
        number(name): (kind, name) for kind, names in REFUSED.items() for name in names.split() if number(name) >= 0
    } | {number("prlimit64"): ("limits", "prlimit64")}
    try:
        noting = _compiled(pyseccomp, pyseccomp.NOTIFY) if pyseccomp.get_api() >= _NOTIFY_LEVEL else b""
    except (NotImplementedError, OSError):
        noting = b""
    return Filters(noting, _compiled(pyseccomp, pyseccomp.ERRNO(_EPERM)), meanings, number("seccomp"))


def _compiled(library: Any, loud: int) -> bytes:
    made = library.SyscallFilter(library.ERRNO(_ENOSYS))
    made.set_attr(library.Attr.ACT_BADARCH, library.KILL_PROCESS)

    def rule(action: int, name: str, *tests: Any) -> None:
        number = library.resolve_syscall(library.Arch.NATIVE, name)
        if number >= 0:  # else this machine has no such call
            made.add_rule(action, number, *tests)

    for name in ALLOWED.split():
        rule(library.ALLOW, name)
    for names in REFUSED.values():
        for name in names.split():
            rule(loud, name)
    for name in QUIET.split():
        rule(library.ERRNO(_EPERM), name)
    rule(library.ALLOW, "prlimit64", library.Arg(_READING_LIMITS, library.EQ, 0))
    rule(loud, "prlimit64", library.Arg(_READING_LIMITS, library.NE, 0))
    for command in _FILE_CONTROLS:
        rule(library.ALLOW, "fcntl", library.Arg(1, library.EQ, command))
    for command in _TERMINAL_QUESTIONS:
        rule(library.ALLOW, "ioctl", library.Arg(1, library.EQ, command))
    with tempfile.TemporaryFile() as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()
