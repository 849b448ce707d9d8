"""A platform's export, unpacked into a folder that ends with its use.

Names, kinds and sizes in it are believed as little as those in a learner's own archive. Only what
may be graded is unpacked; of other files there is the name, so that they can be told.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gradgrader.errors import GradgraderError, UnreadableSubmission
from gradgrader.model.result import Problem
from gradgrader.submissions.archive import BROKEN, unsafe_name
from gradgrader.submissions.folder import MAX_DEPTH
from gradgrader.submissions.found import MAX_ALL, gradable, ignored, is_archive, skipped
from gradgrader.submissions.gradescope import METADATA
from gradgrader.submissions.listing import Entry, listing
from gradgrader.submissions.platforms import of_a_student
from gradgrader.submissions.read import few
from gradgrader.submissions.tars import from_tar
from gradgrader.submissions.text import MAX_BYTES, opened, shown
from gradgrader.submissions.unpack import Allowance, Member, TooMuch
from gradgrader.submissions.zips import from_zip

MAX_UNPACKED = 1 << 30
MAX_MEMBERS = 100_000
_FULL = {errno.ENOSPC, errno.EDQUOT}
_AGAIN = "download it again"
_FOLDER = "unpack it, and give the folder"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The folder to collect from, and what was not unpacked."""

    folder: Path
    problems: tuple[Problem, ...] = ()


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """The content of an archive in a temporary folder, without the one folder around everything.

    A folder is itself. Raises UnreadableSubmission for what is neither.
    """
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a closed folder around it
        yield Unpacked(path)
        return
    if not is_archive(path.name):
        raise UnreadableSubmission(
            "is neither a folder nor an archive", path=shown(path), code="unknown-type"
        )
    with tempfile.TemporaryDirectory(prefix="gradgrader-", ignore_cleanup_errors=True) as place:
        top = Path(place, Entry(path.name, str(path)).stem.strip(".") or "export")
        top.mkdir()
        problems = few(list(_unpack(path, top)))
        yield Unpacked(_without_top(top), problems)


class _Room(Allowance):
    """As much as a class hands in."""

    def __init__(self) -> None:
        super().__init__()
        self._room = MAX_UNPACKED

    def spend(self, size: int) -> None:
        self._room -= size
        if self._room < 0:
            message = f"holds more than {MAX_UNPACKED >> 20} MiB; what comes after was not unpacked"
            raise TooMuch(skipped("", message, "too-large", _FOLDER))


def _unpack(path: Path, top: Path) -> Iterator[Problem]:
    source = from_zip if path.name.lower().endswith(".zip") else from_tar
    seen = 0
    with opened(path) as file:
        try:
            for member in source(file, _Room()):
                seen += 1
                if seen > MAX_MEMBERS:
                    message = f"holds more than {MAX_MEMBERS} entries; the rest was not unpacked"
                    yield skipped("", message, "too-many", _FOLDER)
                    return
                yield from _member(member, top)
        except TooMuch as error:
            yield error.problem
        except BROKEN as error:
            if not seen:
                raise UnreadableSubmission(
                    "is no archive, or a damaged one", path=shown(path), code="archive", hint=_AGAIN
                ) from error
            message = "is damaged, or breaks off; what comes after that was not unpacked"
            yield skipped("", message, "archive", _AGAIN)


def _member(member: Member, top: Path) -> Iterator[Problem]:
    """Put a member where it belongs, or say why not."""
    name, parts = member.name, [part for part in member.name.split("/") if part not in {"", "."}]
    if unsafe := unsafe_name(name):
        yield skipped(name, f"{unsafe}, and was skipped", "unsafe-name", _AGAIN)
    elif len(parts) > MAX_DEPTH:
        message = f"is more than {MAX_DEPTH} folders deep, and was skipped"
        yield skipped(name, message, "too-deep")
    elif ".git" in parts[:-1]:  # of a repository it is enough to know that it is one
        with suppress(OSError):
            _folder(top, parts[: parts.index(".git") + 1])
    elif ignored(parts) or not parts:
        return
    elif member.kind:
        yield skipped(name, f"is {member.kind}, and was skipped", "not-a-file")
    else:
        yield from _put(member, top, parts)


def _put(member: Member, top: Path, parts: Sequence[str]) -> Iterator[Problem]:
    """Write a member; of a file that can't be graded only an empty one of its name."""
    try:
        folder = _folder(top, parts if member.folder else parts[:-1])
        if member.folder:
            return
        place = folder / parts[-1]
        place.touch(0o600, exist_ok=False)
    except (FileExistsError, NotADirectoryError):
        message = "there is more than one entry of that name; the first one was kept"
        yield skipped(member.name, message, "duplicate")
        return
    except (OSError, UnicodeEncodeError):
        message = "has a name that can't be written here, and was skipped"
        yield skipped(member.name, message, "unsafe-name", _AGAIN)
        return
    limit = _limit(place.name)
    problem = _fill(place, member, limit) if limit else None
    if problem:
        place.unlink()
        yield problem


def _limit(name: str) -> int:
    """How many bytes a file of that name may have."""
    if is_archive(name) or name == METADATA:
        return MAX_ALL
    return MAX_BYTES if gradable(name) else 0


def _fill(place: Path, member: Member, limit: int) -> Problem | None:
    """Write the content, or say why there is none."""
    if member.refused:
        return skipped(member.name, member.refused, member.code, member.hint)
    with place.open("wb") as file:
        try:
            for chunk in member.chunks():
                file.write(chunk)
                if file.tell() > limit:
                    message = f"has more than {limit >> 20} MiB, and was skipped"
                    return skipped(member.name, message, "too-large", "leave data out")
        except BROKEN as error:
            if isinstance(error, OSError) and error.errno in _FULL:
                raise GradgraderError(f"{shown(place.parent)}: {error.strerror}") from error
            if not member.alone:
                raise
            message = "is damaged, and can't be unpacked"
            return skipped(member.name, message, "archive", _AGAIN)
    return None


def _folder(top: Path, parts: Sequence[str]) -> Path:
    place = top.joinpath(*parts)
    place.mkdir(parents=True, exist_ok=True)
    return place


def _without_top(top: Path) -> Path:
    """The one folder that holds everything, unless a platform calls one student's so."""
    entries, _ = listing(top)
    if len(entries) == 1 and entries[0].folder and not of_a_student(entries[0].name):
        return entries[0].path
    return top
