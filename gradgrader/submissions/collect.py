"""A folder with a whole class's work to hand-ins: by names alone, nothing is read or copied."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.cohort import HandIn, Student
from gradgrader.model.result import Problem
from gradgrader.submissions.archive import members
from gradgrader.submissions.folder import below, found
from gradgrader.submissions.found import Item, is_archive, skipped
from gradgrader.submissions.gradescope import METADATA
from gradgrader.submissions.listing import Entry, contents, listing, oneline
from gradgrader.submissions.pattern import Matches, matcher
from gradgrader.submissions.platforms import Piece, Shape, originals, recognise, shape
from gradgrader.submissions.read import few, read, read_together
from gradgrader.submissions.roster import Roster, read_roster
from gradgrader.submissions.source import Submission
from gradgrader.submissions.text import label, missing, shown

_PLATFORMS = {"canvas", "moodle", "gradescope", "github-classroom"}
Work = tuple[HandIn, tuple[Path, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """Who handed in what, by student id; `unknown` are among them though not on the roster.

    Each hand-in comes with what `read_hand_in` takes. `missing` are on the roster, and nothing of
    theirs was found.
    """

    layout: str
    hand_ins: tuple[Work, ...] = ()
    missing: tuple[Student, ...] = ()
    unknown: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def collect(path: Path, *, pattern: str = "", roster: Path | None = None) -> Collected:
    """What lies in the folder `path`, each student's latest attempt.

    `pattern` is a glob on paths below it, or without a slash on names of files at any depth; `**`
    stands for any number of folders. Raises GradgraderError where the folder can't be looked into
    or the roster can't be used.
    """
    known = read_roster(roster) if roster else None
    _must_be_folder(path)
    top, entries, problems = _top(path)
    prefix = "" if top == path else f"{oneline(top.name)}/"
    layout = recognise(top, entries)
    works: list[Work] = []
    matches = matcher(pattern) if pattern else None
    kept = [entry for entry in entries if _meant(entry, matches, roster)]
    for pieces in _students(kept, shape(layout, top, entries), problems):
        paths: list[Path] = []
        for piece in pieces:
            inside, more = contents(piece.entry, matches)
            paths += inside
            problems += more
        if paths:
            works.append((_hand_in(pieces, prefix + oneline(pieces[0].entry.name)), tuple(paths)))
    hand_ins, unknown = _settled(works, known, problems)
    there = {hand_in.student.id for hand_in, _ in hand_ins}
    return Collected(
        layout=layout,
        hand_ins=hand_ins,
        missing=tuple(s for s in (known.students if known else ()) if s.id not in there),
        unknown=unknown,
        problems=few(dict.fromkeys(problems)),  # a group's are met once a student
    )


def read_hand_in(paths: tuple[Path, ...]) -> Submission:
    """One path as `read` reads it; several as if they lay in a folder that holds nothing else.

    What a platform has put before the names of one student's files is taken off.
    """
    if len(paths) == 1:
        return read(paths[0])
    files = [path for path in paths if not is_archive(path.name) and not _is_folder(path)]
    common = os.path.commonpath([path.parent for path in files]) if files else ""
    names = originals([path.relative_to(common).as_posix() for path in files])
    called = dict(zip(files, names, strict=True))
    return read_together(paths[0], itertools.chain(*(_items(path, called) for path in paths)))


def _items(path: Path, called: dict[Path, str]) -> Iterator[Item]:
    if path in called:
        yield found(called[path], path)
    elif _is_folder(path):
        yield from below(path)
    else:
        try:
            yield from members(path)
        except UnreadableSubmission as error:
            yield skipped(path.name, error.message, error.code, error.hint)


def _must_be_folder(path: Path) -> None:
    if not os.path.lexists(path):
        raise missing(path)
    if not _is_folder(path):
        hint = "give a folder, or the archive that a platform exports"
        raise UnreadableSubmission("is no folder", path=shown(path), code="no-folder", hint=hint)


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a closed folder around it


def _top(path: Path) -> tuple[Path, list[Entry], list[Problem]]:
    """Where hand-ins lie: a single folder in `path` is gone into if a platform filled it."""
    entries, problems = listing(path)
    if len(entries) == 1 and entries[0].folder:
        top = entries[0].path
        with suppress(UnreadableSubmission):
            inner, more = listing(top)
            if recognise(path, entries) == "folders" and recognise(top, inner) in _PLATFORMS:
                return top, inner, problems + more
    return path, entries, problems


def _meant(entry: Entry, matches: Matches | None, roster: Path | None) -> bool:
    """Whether it may be a hand-in, not one that wasn't asked for, nor a file of who is who."""
    if entry.folder:
        return True
    if entry.name == METADATA:
        return False
    if roster and entry.name == roster.name and entry.path.absolute() == roster.absolute():
        return False
    return not matches or matches(entry.name)


def _students(
    entries: Iterable[Entry], pieces: Shape, problems: list[Problem]
) -> Iterator[list[Piece]]:
    """Each student's pieces, the latest of each, in order of names."""
    slots: dict[str, dict[str, Piece]] = {}
    for entry in entries:
        if not entry.wanted:
            message = "is no .py file, no notebook, no folder and no archive that is read here"
            problems.append(skipped(entry.name, message, "unknown-type"))
            continue
        for piece in pieces(entry):
            if isinstance(piece, Problem):
                problems.append(piece)
                continue
            mine = slots.setdefault(piece.key, {})
            other = mine.get(piece.slot)
            if other:
                problems.append(_superseded(*sorted((piece, other), key=lambda one: one.rank)))
            if not other or piece.rank > other.rank:
                mine[piece.slot] = piece
    for mine in slots.values():
        yield _without_packed(list(mine.values()), problems)


def _superseded(old: Piece, new: Piece) -> Problem:
    message = f"is an earlier attempt of {label(new.student.id)} than {label(new.entry.name)}"
    return skipped(old.entry.name, message, "superseded")


def _without_packed(pieces: list[Piece], problems: list[Problem]) -> list[Piece]:
    """The pieces, without the archive that a folder beside it was unpacked from."""
    stems = {piece.entry.name for piece in pieces if piece.entry.folder}
    if not stems:
        return pieces
    kept: list[Piece] = []
    for piece in pieces:
        entry = piece.entry
        if not entry.folder and is_archive(entry.name) and entry.stem in stems:
            message = "was left out: the folder of that name counts"
            problems.append(skipped(entry.name, message, "superseded"))
        else:
            kept.append(piece)
    return kept


def _hand_in(pieces: Sequence[Piece], path: str) -> HandIn:
    return HandIn(
        student=pieces[0].student,
        path=path,
        attempt=max(piece.attempt for piece in pieces),
        late=any(piece.late for piece in pieces),
    )


def _settled(
    works: Iterable[Work], known: Roster | None, problems: list[Problem]
) -> tuple[tuple[Work, ...], tuple[str, ...]]:
    """One hand-in a student, whom the roster tells, and the ids of those that it doesn't know."""
    ranked: list[tuple[str, int, HandIn, tuple[Path, ...]]] = []
    unknown: set[str] = set()
    for hand_in, paths in works:
        step, students = known.find(hand_in.student) if known else (0, (hand_in.student,))
        if len(students) > 1:
            ids = ", ".join(label(student.id) for student in students)
            message = f"may be of any of {ids} on the roster, so it was left to none"
            problems.append(skipped(hand_in.path, message, "ambiguous"))
        if len(students) != 1:
            unknown.add(hand_in.student.id)
            students = (hand_in.student,)
        whose = replace(hand_in, student=students[0]) if known else hand_in
        ranked.append((whose.student.id, step, whose, paths))
    settled: dict[str, Work] = {}
    for id_, _, hand_in, paths in sorted(ranked, key=lambda one: (one[0], one[1], one[2].path)):
        if id_ in settled:
            message = f"is one more hand-in of {label(id_)}; {settled[id_][0].path} counts"
            problems.append(skipped(hand_in.path, message, "duplicate"))
        else:
            settled[id_] = hand_in, paths
    return tuple(settled.values()), tuple(sorted(unknown))
