"""The program in the jail within a container, for machines that have Docker or Podman but not bubblewrap."""

from __future__ import annotations

import os
import shutil

from grader.sandbox.jail import BOOT, ENVIRONMENT, HERE, Start
from grader.sandbox.limits import Limits
from grader.sandbox.refusals import Unavailable

IMAGE = "GRADER_SANDBOX_IMAGE"
"""The variable that names the image: one with Python and NumPy, and nothing that students may not see."""

_OPTIONS = (
    "run --rm --interactive --pull never --network none --ipc none --read-only --cap-drop ALL "
    "--security-opt no-new-privileges --user 65534:65534 --pids-limit 32 --workdir /"
)


def container(tool: str) -> Start:
    """The start by that tool, "docker" or "podman". Raises Unavailable where it is not installed."""
    found = shutil.which(tool)
    if found is None:
        raise Unavailable(f"{tool} is not installed")
    image = os.environ.get(IMAGE, "grader-sandbox")
    command = [found, *_OPTIONS.split(), "--memory", str(2 * Limits().memory)]
    command += ["--volume", f"{HERE / 'inner'}:/inner:ro"]
    for name, value in ENVIRONMENT.items():
        command += ["--env", f"{name}={value}"]
    command += [image, "python3", "-I", "-B", "-c", BOOT, "/"]
    settings = {"site": {}, "namespaces": False, "readable": ["/"], "silent": ["/usr/", "/lib", "/inner", "/dev/"]}
    return Start(command, dict(os.environ), settings)
