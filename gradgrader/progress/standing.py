"""What notes say about exercises: how each stands, and which comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from gradgrader.model.exercise import Exercise
from gradgrader.progress.notes import Note, Notes, now

NOTHING = Note()


class Standing(StrEnum):
    """How far a learner is with an exercise."""

    OPEN = "open"
    STARTED = "started"
    EARLIER = "solved (an earlier version)"
    SOLVED = "solved"


def standing(exercise: Exercise, notes: Mapping[str, Note]) -> Standing:
    """How far the notes say that it is."""
    note = notes.get(exercise.id, NOTHING)
    if note.solved:
        return Standing.SOLVED if note.version == exercise.version else Standing.EARLIER
    return Standing.STARTED if note.started else Standing.OPEN


def waits_for(exercise: Exercise, notes: Mapping[str, Note]) -> list[str]:
    """The exercises before it that are not solved; an earlier version of them will do."""
    return [name for name in exercise.after if not notes.get(name, NOTHING).solved]


def next_up(exercises: Sequence[Exercise], notes: Mapping[str, Note]) -> Exercise | None:
    """The first exercise in order that is not solved and waits for none; None if all are."""
    left = [e for e in exercises if standing(e, notes) is not Standing.SOLVED]
    return next((e for e in left if not waits_for(e, notes)), left[0] if left else None)


def begun(notes: Notes, exercise: Exercise) -> Notes:
    """The notes, with the exercise begun."""
    note = notes.get(exercise.id, NOTHING)
    return notes if note.started else {**notes, exercise.id: replace(note, started=now())}


def solved(notes: Notes, exercise: Exercise) -> Notes:
    """The notes, with the exercise solved as it is now; the first time counts."""
    notes = begun(notes, exercise)
    note = notes[exercise.id]
    if note.solved and note.version == exercise.version:
        return notes
    return {**notes, exercise.id: replace(note, solved=now(), version=exercise.version)}


def told(notes: Notes, exercise: Exercise, hints: int) -> Notes:
    """The notes, with that many of its hints given."""
    note = notes.get(exercise.id, NOTHING)
    return notes if note.hints == hints else {**notes, exercise.id: replace(note, hints=hints)}
