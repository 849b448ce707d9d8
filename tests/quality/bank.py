"""The functions that grade the grader: wrong ones by their fault, right ones by their style.

Each file holds one Function, and says in comment lines at its top which exercise it is for and
what is wrong with it, or how it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
HEADER = re.compile(r"# (exercise|wrong|style|beyond|may): (\S.*)")

Kind = Literal["wrong", "right"]


@dataclass(frozen=True)
class Entry:
    """One file, and what its first lines say.

    `may` names advisory checks that may fail for a right function. `beyond`: the fault shows only
    outside of what the exercise promises, or in something optional.
    """

    path: Path
    kind: Kind
    group: str
    exercise: str
    words: str
    beyond: bool
    may: frozenset[str]

    @property
    def name(self) -> str:
        """GROUP/FILE, for the names of tests."""
        return f"{self.group}/{self.path.stem}"


def wrong() -> list[Entry]:
    """Every wrong function, by folder and name."""
    return [_entry(path, "wrong", "wrong") for path in sorted(HERE.glob("wrong/*/*.py"))]


def right() -> list[Entry]:
    """Every right function, by folder and name."""
    return [_entry(path, "right", "style") for path in sorted(HERE.glob("right/*/*.py"))]


def headers(path: Path) -> dict[str, str]:
    """The comment lines at the top of a file, in their order."""
    found = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        match = HEADER.fullmatch(line)
        if match is None:
            break
        found[match[1]] = match[2]
    return found


def _entry(path: Path, kind: Kind, words: str) -> Entry:
    """The entry of a file; a header that is missing is an error."""
    lines = headers(path)
    if missing := {"exercise", words} - lines.keys():
        raise ValueError(f"{path}: no header {sorted(missing)}")
    return Entry(
        path=path,
        kind=kind,
        group=path.parent.name,
        exercise=lines["exercise"],
        words=lines[words],
        beyond=lines.get("beyond") == "yes",
        may=frozenset(lines.get("may", "").split()),
    )
