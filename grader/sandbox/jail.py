"""How the program in `inner` is started: within bubblewrap, which shows it next to nothing, or bare.

See bwrap(1). Inside, whatever the machine: /python is the interpreter, /site the allowed packages, /inner our program.
"""

from __future__ import annotations

import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from grader.sandbox import packages
from grader.sandbox.refusals import Unavailable

HERE = Path(__file__).parent
BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from inner.zygote import main; del sys.path[0]; main()"
FLAGS = ("-I", "-S", "-B", "-c", BOOT)

ENVIRONMENT = {
    "HOME": "/tmp",  # noqa: S108 - the job's own
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"),
}
"""All of the environment that student code sees; one thread, for none can be started."""

_NAMESPACES = (
    "--unshare-all --unshare-user --uid 65534 --gid 65534 --hostname sandbox --cap-drop ALL --cap-add CAP_SYS_ADMIN "
    "--die-with-parent --new-session --clearenv"
)
"""The one capability, over the jail's own namespaces only, lets each job have its own; jobs don't have it."""


class Start(NamedTuple):
    """A program to start. settings : what `inner.zygote.main` is told."""

    command: list[str]
    environment: dict[str, str]
    settings: dict[str, Any]


def namespaces() -> Start:
    """Within bubblewrap. Raises Unavailable where it is not installed."""
    bubblewrap = shutil.which("bwrap")
    if bubblewrap is None:
        raise Unavailable("bubblewrap is not installed (Debian, Ubuntu: apt install bubblewrap)")
    site = packages.places()
    command = [bubblewrap, *_NAMESPACES.split()]
    for name, value in (ENVIRONMENT | {"LD_LIBRARY_PATH": "/python/lib"}).items():
        command += ["--setenv", name, value]
    command += ["--dir", "/python/lib", *_system(), *_interpreter()]
    for place in [*site.values(), *packages.libraries(site.values())]:
        command += ["--ro-bind", str(place), f"/site/{place.name}"]
    command += ["--ro-bind", str(HERE / "inner"), "/inner"]
    for device in ("/dev/null", "/dev/urandom"):
        command += ["--dev-bind", device, device]
    command += ["--tmpfs", "/tmp", "--remount-ro", "/", "--chdir", "/", "--"]  # noqa: S108
    settings = {
        "site": {name: f"/site/{place.name}" for name, place in site.items()},
        "namespaces": True,
        "readable": ["/"],
        "silent": ["/python/", "/site", "/inner", "/usr/lib", "/lib", "/tmp", "/dev/null", "/dev/urandom"],  # noqa: S108
    }
    return Start([*command, "/python/bin/python3", *FLAGS, "/"], {}, settings)


def bare() -> Start:
    """As a process of this machine that Landlock is to shut in. Raises Unavailable where that can't be."""
    if sys.platform != "linux":
        raise Unavailable("Landlock is a part of Linux")
    site = packages.places()
    libraries = [*packages.libraries(site.values()), *_system_folders(), *_own_libraries()]
    readable = [str(path) for path in [*_standard_library(), *libraries, *site.values()]]
    settings = {
        "site": {name: str(place) for name, place in site.items()},
        "namespaces": False,
        "readable": [*readable, "/dev/urandom"],
        "silent": [*readable, "/dev/null", "/dev/urandom"],
    }
    return Start([_executable(), *FLAGS, str(HERE)], dict(ENVIRONMENT), settings)


def _executable() -> str:
    """The interpreter itself, not the virtual environment's link to it."""
    return str(Path(getattr(sys, "_base_executable", None) or sys.executable).resolve())


def _interpreter() -> Iterator[str]:
    """The executable, its standard library without what is installed into it, and the libraries beside it."""
    yield from ("--ro-bind", _executable(), "/python/bin/python3")
    for place in _standard_library():
        inside = Path("/python") / place.relative_to(sys.base_prefix)
        yield from ("--ro-bind", str(place), str(inside))
        for installed in ("site-packages", "dist-packages"):
            if (place / installed).is_dir():
                yield from ("--tmpfs", str(inside / installed))
    for library in _own_libraries():
        yield from ("--ro-bind", str(library), f"/python/lib/{library.name}")


def _standard_library() -> list[Path]:
    base = {"platbase": sys.base_exec_prefix}
    return sorted({Path(sysconfig.get_path(name, vars=base)) for name in ("stdlib", "platstdlib")})


def _own_libraries() -> list[Path]:
    """Shared libraries of an interpreter that is not the system's."""
    folder = Path(sys.base_prefix, "lib")
    return [] if sys.base_prefix == "/usr" else sorted(folder.glob("lib*.so*"))


def _system_folders() -> list[Path]:
    """The folders of the system's shared libraries, without Python packages wherever that can be."""
    multiarch = Path("/usr/lib", sysconfig.get_config_var("MULTIARCH") or "none")
    if multiarch.is_dir():
        loaders = sorted(path for path in Path("/usr/lib").glob("ld-*.so*"))
        return [multiarch, *loaders, *(path for path in [Path("/usr/lib64")] if path.is_dir())]
    return [path for path in map(Path, ("/usr/lib", "/usr/lib64")) if path.is_dir()]


def _system() -> Iterator[str]:
    for path in _system_folders():
        yield from ("--ro-bind", str(path), str(path))
        for installed in sorted(path.glob("python*/*-packages")):
            yield from ("--tmpfs", str(installed))
    for name in ("lib", "lib64"):
        path = Path("/", name)
        if path.is_symlink():
            yield from ("--symlink", str(path.readlink()), str(path))
        elif path.is_dir():
            yield from ("--ro-bind", str(path), str(path))
