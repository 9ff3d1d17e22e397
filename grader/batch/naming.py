"""Names of files for students, whatever they are called."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_ODD = re.compile(r"[^A-Za-z0-9@+=.,_-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)
MOST = 60


def file_name(student: str) -> str:
    """A name that every file system takes, one for each student: what had to be changed has a hash behind it.

    >>> file_name("A00012"), file_name("../etc"), file_name("Zoë")
    ('A00012', 'etc-f7f912', 'Zoe-c6a126')
    """
    plain = unicodedata.normalize("NFKD", student)
    bare = _ODD.sub("-", "".join(letter for letter in plain if not unicodedata.combining(letter))).strip(".-= ")
    cased = bare.islower() or bare.isupper() or bare.isdigit()  # ada and Ada are one file to some systems
    if bare == student and len(bare) <= MOST and cased and not _RESERVED.match(bare):
        return bare
    mark = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{bare[:MOST]}-{mark}".lstrip("-")
