"""A learner's folder, walked so that nothing in it leads us out, holds us up, or never ends."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Problem
from gradgrader.submissions.found import (
    MAX_ALL,
    Found,
    Item,
    gradable,
    ignored,
    skipped,
    too_much,
)
from gradgrader.submissions.text import label, read_bytes

MAX_DEPTH = 32
MAX_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A file that is there, unread: its name inside the folder and where it is."""

    name: str
    path: Path


def below(path: Path) -> Iterator[Item]:
    """Every .py and .ipynb below `path`, in order of names, and what was skipped.

    They are read one by one as they are asked for, so stopping early saves the reading.
    """
    left = MAX_ALL
    for place in places(path, gradable):
        item = found(place.name, place.path) if isinstance(place, Place) else place
        left -= len(item.content) if isinstance(item, Found) else 0
        if left < 0:
            yield too_much()
            return
        yield item


def places(path: Path, wanted: Callable[[str], bool]) -> Iterator[Place | Problem]:
    """Every file below `path` whose name is wanted, in order, unread; and what was skipped."""
    yield from _Walk(path, wanted).folder(path, ())


def found(name: str, path: Path) -> Item:
    """The file's content, or why there is none."""
    try:
        return Found(name=label(name), content=read_bytes(path))
    except UnreadableSubmission as error:
        return skipped(name, error.message, error.code, error.hint)


def linked(entry: os.DirEntry[str], top: Path) -> str:
    """What is wrong with a link: it leads nowhere, or out of the folder `top`; empty if nothing."""
    if not os.path.exists(entry.path):  # noqa: PTH110 - Path.exists raises for some loops
        return "is a link that leads nowhere, and was skipped"
    if leads_out(entry.path, top):
        return "is a link that leads out of the folder, and was skipped"
    return ""


def leads_out(file: str | Path, top: Path) -> bool:
    """Whether `file`, with all links followed, is outside the folder `top`."""
    root, target = os.path.realpath(top), os.path.realpath(file)
    return os.path.commonpath([root, target]) != root


class _Walk:
    """One walk through a folder, which counts what it has looked at."""

    def __init__(self, top: Path, wanted: Callable[[str], bool]) -> None:
        self._top, self._wanted = top, wanted
        self._left, self._told = MAX_LOOKED_AT, False

    def folder(self, path: Path, parts: tuple[str, ...]) -> Iterator[Place | Problem]:
        """What is below `path`, which is at `parts` inside the top."""
        name = "/".join(parts)
        if len(parts) > MAX_DEPTH:
            message = f"is more than {MAX_DEPTH} folders deep, and was not looked into"
            yield skipped(name, message, "too-deep")
            return
        try:
            with os.scandir(path) as listing:
                entries = list(itertools.islice(listing, self._left + 1))
        except OSError as error:
            message = f"can't be looked into: {error.strerror}"
            yield skipped(name, message, "unreadable")
            return
        for entry in sorted(entries, key=lambda entry: entry.name):
            self._left -= 1
            if self._left < 0:
                yield from self._enough()
                return
            yield from self._entry(entry, (*parts, entry.name))

    def _enough(self) -> Iterator[Problem]:
        """Say once that there is more than is looked at."""
        if not self._told:
            self._told = True
            yield skipped(
                "",
                f"holds more than {MAX_LOOKED_AT} files; the rest was not looked at",
                "too-many",
                "give the folder with one learner's files",
            )

    def _entry(self, entry: os.DirEntry[str], parts: tuple[str, ...]) -> Iterator[Place | Problem]:
        if ignored(parts[-1:]):
            return
        name = "/".join(parts)
        try:
            if entry.is_symlink():
                yield from self._link(entry, name)
            elif entry.is_dir():
                yield from self.folder(Path(entry.path), parts)
            elif self._wanted(entry.name):
                yield Place(name, Path(entry.path))
        except OSError as error:
            yield skipped(name, f"can't be read: {error.strerror}", "unreadable")

    def _link(self, entry: os.DirEntry[str], name: str) -> Iterator[Place | Problem]:
        """A link is followed to a file inside; a folder inside is met under its own name."""
        wanted, folder = self._wanted(entry.name), Path(entry.path).is_dir()
        wrong = linked(entry, self._top)
        if wrong and (wanted or folder):
            yield skipped(name, wrong, "link", "hand in the file itself")
        elif wanted and not wrong and not folder:
            yield Place(name, Path(entry.path))
