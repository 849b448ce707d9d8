"""What lies at the top of a class's folder, known by names and kinds alone."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Problem
from gradgrader.submissions.folder import Place, linked, places
from gradgrader.submissions.found import ARCHIVES, SUFFIXES, gradable, ignored, is_archive, skipped
from gradgrader.submissions.pattern import Matches
from gradgrader.submissions.text import shown

MAX_ENTRIES = 200_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a folder, unread; `at` is its path as the system tells it."""

    name: str
    at: str
    folder: bool = False

    @property
    def path(self) -> Path:
        return Path(self.at)

    @property
    def wanted(self) -> bool:
        """Whether it may be graded: a folder, an archive, or a file of the right ending."""
        return self.folder or self.name.endswith(SUFFIXES) or is_archive(self.name)

    @property
    def stem(self) -> str:
        """The name without the ending of a file, of `ada.tar.gz` too."""
        if self.folder:
            return self.name
        stem, ending = os.path.splitext(self.name)  # noqa: PTH122 - in a tenth of the time
        if ending in SUFFIXES:
            return stem
        packed = next((end for end in ARCHIVES if self.name.lower().endswith(end)), ending)
        return self.name.removesuffix(self.name[-len(packed) :]) if packed else self.name


def oneline(name: str) -> str:
    """What `shown` makes of a name, without looking at each letter of a usual one."""
    return name if name.isascii() and name.isprintable() else shown(name)


def listing(top: Path) -> tuple[list[Entry], list[Problem]]:
    """The entries by name, and what of them was skipped; raises UnreadableSubmission about `top`.

    What is hidden is not worth a word. A link to a file inside is followed, one to a folder inside
    is skipped in silence: the folder is met under its own name.
    """
    try:
        with os.scandir(top) as entries:
            met = list(itertools.islice(entries, MAX_ENTRIES + 1))
    except OSError as error:
        message = f"can't be looked into: {error.strerror}"
        raise UnreadableSubmission(message, path=shown(top), code="unreadable") from error
    problems: list[Problem] = []
    if len(met) > MAX_ENTRIES:
        message = f"holds more than {MAX_ENTRIES} entries; the rest was not looked at"
        problems.append(skipped("", message, "too-many", "collect a part at a time"))
    met = sorted(met[:MAX_ENTRIES], key=lambda entry: entry.name)
    items = [item for entry in met if not ignored((entry.name,)) for item in _items(entry, top)]
    problems += (item for item in items if isinstance(item, Problem))
    return [item for item in items if isinstance(item, Entry)], problems


def _items(entry: os.DirEntry[str], top: Path) -> Iterator[Entry | Problem]:
    try:
        if entry.is_symlink() and (wrong := linked(entry, top)):
            yield skipped(entry.name, wrong, "link", "put the file itself there")
        elif entry.is_file():
            yield Entry(entry.name, entry.path)
        elif not entry.is_dir():
            yield skipped(entry.name, "is no regular file", "unreadable", "give a file")
        elif not entry.is_symlink():
            yield Entry(entry.name, entry.path, folder=True)
    except OSError as error:
        yield skipped(entry.name, f"can't be read: {error.strerror}", "unreadable")


def contents(entry: Entry, matches: Matches | None) -> tuple[list[Path], list[Problem]]:
    """What there is to read of an entry, none if nothing, and what was skipped.

    Of a folder this is itself, and the archives on top of it, which reading it leaves alone; or
    each file in it that `matches`.
    """
    if not entry.folder:
        return [entry.path], []
    files: list[Place] = []
    problems: list[Problem] = []
    for place in places(entry.path, lambda name: gradable(name) or is_archive(name)):
        if isinstance(place, Place):
            files.append(place)
        else:
            problems.append(_inside(entry, place))
    if matches:
        found = [file.path for file in files if matches(f"{entry.name}/{file.name}")]
        if not found and not problems:
            problems.append(skipped(entry.name, "holds nothing that was asked for", "no-match"))
        return found, problems
    if not files and any(problem.code == "unreadable" for problem in problems):
        return [], problems
    archives = [file.path for file in files if is_archive(file.name) and "/" not in file.name]
    itself = [] if archives and len(archives) == len(files) else [entry.path]
    # Reading the folder tells the rest.
    return [*itself, *archives], [problem for problem in problems if is_archive(_file(problem))]


def _file(problem: Problem) -> str:
    return (problem.location and problem.location.file) or ""


def _inside(entry: Entry, problem: Problem) -> Problem:
    inside = _file(problem)
    name = f"{entry.name}/{inside}" if inside else entry.name
    return skipped(name, problem.message, problem.code, problem.hint)
