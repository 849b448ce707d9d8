"""How platforms name what a class handed in, and how that is recognised by names alone."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradgrader.model.cohort import Student
from gradgrader.model.result import Problem
from gradgrader.submissions.found import gradable, is_archive, skipped
from gradgrader.submissions.gradescope import METADATA, Handed, read_metadata
from gradgrader.submissions.listing import Entry, oneline

_CANVAS = re.compile(
    r"(?P<who>.*?)_(?:(?P<late>late)_)?(?P<user>[0-9]+)_(?P<file>[0-9]+)_"
    r"(?P<stem>.+?)(?:-(?P<again>[0-9]{1,4}))?(?P<ending>(?:\.tar)?\.[^.]+)",
    re.IGNORECASE | re.DOTALL,
)
_MOODLE = re.compile(
    r"(?P<who>.+)_(?P<user>[0-9]+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<name>.*))?",
    re.DOTALL,
)
_GRADESCOPE = re.compile(r"submission_([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An entry and whose it is.

    Pieces with the same `key` are one student's; of those with the same `slot` the one with the
    highest `rank` is the latest attempt, and different slots belong together.
    """

    key: str
    student: Student
    entry: Entry
    slot: str
    rank: tuple[float, int] = (0, 0)
    attempt: int = 1
    late: bool = False


Shape = Callable[[Entry], Sequence[Piece | Problem]]


def recognise(top: Path, entries: Sequence[Entry]) -> str:
    """What the layout is called."""
    folders = [entry.name for entry in entries if entry.folder]
    files = [entry.name for entry in entries if not entry.folder]
    if METADATA in files:
        return "gradescope"
    if any("_assignsubmission_" in e.name and _MOODLE.fullmatch(e.name) for e in entries):
        return "moodle"
    if sum(_CANVAS.fullmatch(name) is not None for name in files) * 2 > len(entries):
        return "canvas"
    if _assignment(top, folders):
        return "github-classroom"
    if folders or (any(map(is_archive, files)) and not any(map(gradable, files))):
        return "folders"
    return "flat"


def shape(layout: str, top: Path, entries: Sequence[Entry]) -> Shape:
    """What the layout says of each entry; raises GradgraderError for metadata that says nothing."""
    if layout == "gradescope":
        return _gradescope(read_metadata(top / METADATA))
    if layout == "github-classroom":
        prefix = _assignment(top, [entry.name for entry in entries if entry.folder])
        return lambda entry: _repository(entry, prefix)
    return {"moodle": _moodle, "canvas": _canvas}.get(layout, _plain)


def of_a_student(name: str) -> bool:
    """Whether a platform calls one student's folder so."""
    return bool(_MOODLE.fullmatch(name) or _GRADESCOPE.fullmatch(name))


def originals(names: Sequence[str]) -> list[str]:
    """What one student called the files, if a platform has put that student's number before them.

    So that files which import each other still do.
    """
    for shape, name in ((_CANVAS, "{stem}{ending}"), (_MOODLE, "{name}")):
        matches = [match for match in map(shape.fullmatch, names) if match]
        if len(matches) == len(names) and len({match["user"] for match in matches}) == 1:
            return [name.format_map(match.groupdict()) for match in matches]
    return list(names)


def _plain(entry: Entry) -> Sequence[Piece]:
    """A file, folder or archive is called what its student is."""
    stem = entry.stem
    student = Student(id=unicodedata.normalize("NFC", oneline(stem)))
    return [Piece(key=stem, student=student, entry=entry, slot=entry.name)]


def _canvas(entry: Entry) -> Sequence[Piece]:
    match = None if entry.folder else _CANVAS.fullmatch(entry.name)
    if not match:
        return _plain(entry)
    again = int(match["again"] or 0)
    return [
        Piece(
            key=match["user"],
            student=Student(id=match["user"], name=oneline(match["who"])),
            entry=entry,
            slot=match["stem"] + match["ending"],
            rank=(again, int(match["file"])),
            attempt=again + 1,
            late=match["late"] is not None,
        )
    ]


def _moodle(entry: Entry) -> Sequence[Piece | Problem]:
    match = _MOODLE.fullmatch(entry.name)
    if not match:
        return _plain(entry)
    if match["kind"] == "onlinetext":
        message = "is text typed into the browser, which is not graded"
        return [skipped(entry.name, message, "unknown-type", "hand in a file")]
    student = Student(id=match["user"], name=oneline(match["who"]))
    return [Piece(key=student.id, student=student, entry=entry, slot=entry.name)]


def _gradescope(known: Mapping[str, Handed]) -> Shape:
    def pieces(entry: Entry) -> Sequence[Piece | Problem]:
        number = _GRADESCOPE.match(entry.name)
        handed = known.get(entry.name)
        if handed and handed.students:
            rank = (handed.when, int(number[1]) if number else 0)
            return [
                Piece(
                    key=student.id,
                    student=student,
                    entry=entry,
                    slot="",
                    rank=rank,
                    attempt=handed.attempt,
                )
                for student in handed.students
            ]
        if not number:
            return _plain(entry)
        message = f"is nobody's: {METADATA} names no student of it"
        return [*_plain(entry), skipped(entry.name, message, "no-student")]

    return pieces


def _repository(entry: Entry, prefix: str) -> Sequence[Piece]:
    name = entry.name.removeprefix(prefix)
    if not entry.folder or name in {"", entry.name}:
        return _plain(entry)
    return [Piece(key=name, student=Student(id=oneline(name)), entry=entry, slot=entry.name)]


def _assignment(top: Path, folders: Sequence[str]) -> str:
    """What the names of all repositories begin with; empty where these are none.

    `student-1` and `student-2` have a beginning in common too, so there must be a .git, or the
    folder's name must be that which GitHub's own tool gives it.
    """
    name = top.resolve().name
    named = name.removesuffix("-submissions") + "-"
    if len(named) <= len(name) and any(folder.startswith(named) for folder in folders):
        return named
    repositories = [folder for folder in folders if os.path.lexists(top / folder / ".git")]
    if len(repositories) < 2:  # noqa: PLR2004 - of one nothing is common
        return ""
    common = os.path.commonprefix(repositories)  # noqa: RUF071 - letter by letter is what is meant
    return "".join(common.rpartition("-")[:2])
