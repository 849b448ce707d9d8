"""What a folder or an archive holds, as it comes out: a name with bytes, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from gradgrader.model.result import Location, Problem
from gradgrader.submissions.text import label

SUFFIXES = (".py", ".ipynb")
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
MAX_FILES = 500
MAX_ALL = 64 << 20
_IGNORED = {"__pycache__", "__MACOSX", "node_modules", "site-packages"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that can be graded: its name inside the hand-in, as it is shown, and its bytes."""

    name: str
    content: bytes


Item = Found | Problem


def skipped(name: str, message: str, code: str, hint: str = "") -> Problem:
    """Why what goes by `name` inside the hand-in is not graded; the rest still is."""
    location = Location(file=label(name)) if name else None
    return Problem(code=code, message=message, location=location, hint=hint)


def ignored(parts: Sequence[str]) -> bool:
    """Whether a path is hidden, or inside what no learner writes: not worth a word."""
    return any(part.startswith(".") or part in _IGNORED for part in parts)


def gradable(name: str) -> bool:
    """Whether a file of that name is one that is graded."""
    return PurePosixPath(name).suffix in SUFFIXES


def is_archive(name: str) -> bool:
    """Whether a file of that name is read as an archive."""
    return name.lower().endswith(ARCHIVES)


def too_much() -> Problem:
    """Said where reading ends because the hand-in has too many bytes."""
    return skipped(
        "",
        f"holds more than {MAX_ALL >> 20} MiB; what comes after that was not read",
        "too-large",
        "leave data out, and clear the outputs of notebooks",
    )
