"""Which files a glob means."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Sequence

Matches = Callable[[str], bool]


def matcher(pattern: str) -> Matches:
    """Whether a relative path is one that `pattern` means.

    Without a slash it is about the name of a file at any depth; `**` stands for any number of
    folders.
    """
    globs = pattern.removeprefix("./").split("/")
    if len(globs) == 1:
        globs = ["**", *globs]
    return lambda path: _match(path.split("/"), globs)


def _match(parts: Sequence[str], globs: Sequence[str]) -> bool:
    if not globs or not parts:
        return not parts and all(glob == "**" for glob in globs)
    if globs[0] == "**":
        return _match(parts, globs[1:]) or _match(parts[1:], globs)
    return fnmatch.fnmatchcase(parts[0], globs[0]) and _match(parts[1:], globs[1:])
