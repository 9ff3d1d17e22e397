"""Why code is not run."""

from __future__ import annotations


class Refused(Exception):
    """Nothing here shuts other people's code in well enough. The message says why, and a way out."""


class Unavailable(Exception):
    """One kind of isolation can't be had here. The message is a clause: "bubblewrap is not installed"."""
