"""A folder for each student whose name leads nowhere else."""

from __future__ import annotations

import hashlib
import itertools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

_LONGEST = 48  # characters; with 4 bytes each and what is added, a name on disk has at most 255


def folders(ids: Sequence[str]) -> Mapping[str, str]:
    """A folder's name by id: the id itself where that is harmless, else with a hash behind it.

    No two are the same, also where a disk takes `Ada` and `ada` for one. Who has a harmless id is
    first, so that nobody gets its folder by a name that is made to become the same.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for student in sorted(ids, key=lambda one: _harmless(one) != one):
        name = next(one for one in _candidates(student) if one.casefold() not in taken)
        names[student] = name
        taken.add(name.casefold())
    return names


def _candidates(student: str) -> Iterator[str]:
    harmless = _harmless(student)
    if harmless == student:
        yield harmless
    digest = hashlib.sha256(student.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    yield f"{harmless}-{digest}"
    for number in itertools.count(2):
        yield f"{harmless}-{digest}-{number}"


def _harmless(student: str) -> str:
    text = unicodedata.normalize("NFC", student)
    text = "".join(char if char.isalnum() or char in "._-@" else "_" for char in text)
    return text.lstrip(".-")[:_LONGEST] or "_"
