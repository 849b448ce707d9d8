"""`gradgrader hint`: the next hint, and how many were given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.catalogue import Id, More, known, named
from gradgrader.cli.guard import guarded
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.exercise import Exercise
    from gradgrader.progress.notes import Notes

EPILOG = "Example: gradgrader hint attn"


@guarded
def hint(
    exercise_id: Id,
    again: Annotated[
        bool, typer.Option("--again", help="Show those that you have seen, and no new one.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show all of them at once.")] = False,
    reset: Annotated[
        bool, typer.Option("--reset", help="Forget which ones you have seen.")
    ] = False,
    exercises: More = None,
) -> None:
    """Show the next hint; the ones before it too."""
    from gradgrader.cli.kept import keep, notes
    from gradgrader.cli.plain import prose, say
    from gradgrader.progress.standing import NOTHING, told

    exercise = named(exercise_id, exercises)
    total = len(exercise.hints)
    if again + everything + reset > 1:
        raise GradgraderError("--again, --all and --reset exclude each other", hint="give one")
    if not total:
        raise GradgraderError(f"{exercise.id} has no hints", hint=f"gradgrader show {exercise.id}")
    if reset:
        keep(lambda kept: told(kept, exercise, 0))
        say(f"the next hint for {exercise.id} is the first again", dim=True)
        return
    kept = notes()
    before = min(kept.get(exercise.id, NOTHING).hints, total)
    now = total if everything else before if again else min(before + 1, total)
    for number, text in enumerate(exercise.hints[:now], 1):
        say(f"hint {number} of {total}", dim=number <= before, bold=number > before)
        for line in prose(text):
            say(line)
        say()
    if not now:
        say("you have not asked for one yet", dim=True)
    elif now == total:
        say("that is all there is" if now == before else "that was the last one", dim=True)
        say(f"next: {_ahead(exercise, known(exercises), kept)}", dim=True)
    if now != before:
        keep(lambda kept: told(kept, exercise, now))


def _ahead(exercise: Exercise, found: Sequence[Exercise], kept: Notes) -> str:
    """Where no hint is left: the derivation, if it may be shown, and what else is open."""
    from gradgrader.progress.standing import Standing, standing, waits_for

    others = [
        f"gradgrader show {one.id}"
        for one in found
        if one.id != exercise.id
        and standing(one, kept) is not Standing.SOLVED
        and not waits_for(one, kept)
    ]
    ways = [f"gradgrader derive {exercise.id}"] * exercise.derivable + others[:1]
    return ", or ".join(ways) or "gradgrader list"
