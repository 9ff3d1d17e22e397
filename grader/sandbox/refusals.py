"""Why code is not run."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is what the message says
    """Nothing here shuts other people's code in well enough. The message says why, and a way out."""


class Unavailable(Exception):  # noqa: N818 - a finding about a machine
    """One kind of isolation can't be had here. The message is a clause: "bubblewrap is not installed"."""
