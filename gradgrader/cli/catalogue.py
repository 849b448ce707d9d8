"""`gradgrader list`, `show`, `start`, `hint`: the exercises, for learners."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.complete import exercise_ids
from gradgrader.cli.guard import guarded
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.exercise import Constant, Exercise, Input

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="The exercise, as `gradgrader list` names it.",
        autocompletion=exercise_ids,
    ),
]
More = Annotated[
    list[Path] | None,
    typer.Option("--exercises", metavar="DIR", help="A folder with more exercises."),
]


@guarded
def list_exercises(exercises: More = None) -> None:
    """List the exercises."""
    from gradgrader.cli.plain import columns, say

    rows = [(e.id, e.group, e.formula or e.title, e.signature) for e in _all(exercises)]
    for line in columns(rows, ("exercise", "group", "what", "signature")):
        say(line)
    say()
    say("next: gradgrader show ID", dim=True)


@guarded
def show(exercise_id: Id, exercises: More = None) -> None:
    """Show an exercise: what to do, and for which shapes."""
    from gradgrader.cli.plain import columns, prose, say, styled

    exercise = find_exercise(exercise_id, exercises)
    say(f"{styled(exercise.title, bold=True)} {styled(f'({exercise.id})', dim=True)}")
    say()
    for line in prose(exercise.statement):
        say(line)
    say()
    for line in columns(_facts(exercise)):
        say(line)
    say()
    say(f"next: gradgrader start {exercise.id}", dim=True)
    if exercise.hints:
        say(f"stuck: gradgrader hint {exercise.id} ({len(exercise.hints)} hints)", dim=True)


@guarded
def start(
    exercise_id: Id,
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help="Where to write (default: ID.py).")
    ] = None,
    exercises: More = None,
) -> None:
    """Write a starter file to fill in; never overwrites."""
    import textwrap

    exercise = find_exercise(exercise_id, exercises)
    source = Path(exercise.path).with_name("starter.py")
    if not source.is_file():
        raise GradgraderError(f"{exercise.id} has no starter", hint="begin with an empty file")
    target = path or Path(f"{exercise.id}.py")
    if target.is_dir():
        target = target / f"{exercise.id}.py"
    about = f"{exercise.title}: {exercise.formula}\n\n{exercise.statement.strip()}\n"
    head = textwrap.indent(about, "# ", bool).replace("# \n", "#\n")
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(f"{head}\n{source.read_text(encoding='utf-8')}")
    except FileExistsError as error:
        raise GradgraderError(
            f"{target} is there already, and is left as it is",
            hint=f"gradgrader start {exercise.id} OTHER.py",
        ) from error
    except OSError as error:
        raise GradgraderError(f"can't write {target}: {error.strerror}") from error
    sys.stdout.write(f"wrote {target}\nnext: gradgrader check {target}\n")


@guarded
def hint(
    exercise_id: Id,
    again: Annotated[
        bool, typer.Option("--again", help="Show those that you have seen, and no new one.")
    ] = False,
    exercises: More = None,
) -> None:
    """Show the next hint; the ones before it too."""
    from gradgrader.cli.plain import prose, say
    from gradgrader.cli.seen import hints_seen, remember

    exercise = find_exercise(exercise_id, exercises)
    total = len(exercise.hints)
    if not total:
        raise GradgraderError(f"{exercise.id} has no hints", hint=f"gradgrader show {exercise.id}")
    before = min(hints_seen(exercise.id), total)
    now = before if again else min(before + 1, total)
    for number, text in enumerate(exercise.hints[:now], 1):
        say(f"hint {number} of {total}", dim=number <= before, bold=number > before)
        for line in prose(text):
            say(line)
        say()
    if not now:
        say("you have not asked for one yet", dim=True)
    elif now == total:
        say("that is all there is" if now == before else "that was the last one", dim=True)
    remember(exercise.id, now)


def _all(more: list[Path] | None) -> list[Exercise]:
    from gradgrader.exercises.cache import load_cached
    from gradgrader.exercises.catalogue import roots

    return load_cached(roots(more or []))


def find_exercise(name: str, more: list[Path] | None) -> Exercise:
    """The exercise of that id, from the catalogue and a folder of more; raises UnknownName."""
    from gradgrader.exercises.catalogue import find

    return find(_all(more), name)


def _facts(exercise: Exercise) -> list[tuple[str, str]]:
    kinds: dict[str, Input | Constant] = {one.name: one for one in exercise.inputs}
    kinds |= {one.name: one for one in exercise.constants}
    shapes = ", ".join(f"{name} ({_shape(kinds[name])})" for name in exercise.arguments)
    facts = [("formula", exercise.formula), ("signature", exercise.signature), ("shapes", shapes)]
    if exercise.contract:
        facts.append(("promised", ", ".join(" = ".join(group) for group in exercise.contract)))
    facts.append(("judged at", ", ".join(case.label for case in exercise.cases)))
    if exercise.beyond:
        facts.append(("tried too", ", ".join(case.label for case in exercise.beyond)))
    return [(label, words) for label, words in facts if words]


def _shape(one: Input | Constant) -> str:
    """`2 × 3`; `k, whole numbers below n`; `0 or 1`."""
    below, values = getattr(one, "below", None), getattr(one, "values", ())
    if values:
        return " or ".join(map(repr, values))
    shape = " × ".join(one.shape or ()) or "scalar"
    if below is None:
        return shape
    return f"{shape}, whole numbers below {below}" if below else f"{shape}, True or False"
