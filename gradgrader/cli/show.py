"""`gradgrader show`: one exercise, with all that is promised and asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradgrader.cli.catalogue import Id, More, named
from gradgrader.cli.guard import guarded

if TYPE_CHECKING:
    from gradgrader.model.exercise import Constant, Exercise, Input, SpecialPoint

EPILOG = "Example: gradgrader show attn"
SURROGATE = "the gradient is another than that of forward, on purpose: gradcheck is not asked"
KEEPS = {
    "anything": "",
    "inputs": "as much for backward as the inputs have, no more",
    "outputs": "as much for backward as inputs and outputs have, no more",
}
LABELS = {"required": "required", "advisory": "only advised", "off": "not asked"}  # by demand


@guarded
def show(exercise_id: Id, exercises: More = None) -> None:
    """Show an exercise: what to do, and for which shapes."""
    from gradgrader.cli.kept import notes
    from gradgrader.cli.plain import columns, prose, say, styled
    from gradgrader.progress.standing import NOTHING, standing

    exercise, kept = named(exercise_id, exercises), notes()
    state = str(standing(exercise, kept))
    say(f"{styled(exercise.title, bold=True)} {styled(f'({exercise.id}, {state})', dim=True)}")
    say()
    if exercise.statement.strip():
        for line in prose(exercise.statement):
            say(line)
        say()
    for line in columns(_facts(exercise)):
        say(line)
    say()
    say(f"next: gradgrader start {exercise.id}", dim=True)
    if exercise.hints:
        seen = min(kept.get(exercise.id, NOTHING).hints, len(exercise.hints))
        told = f", {seen} seen" if seen else ""
        words = f"stuck: gradgrader hint {exercise.id} ({len(exercise.hints)} hints{told})"
        say(words, dim=True)


def _facts(exercise: Exercise) -> list[tuple[str, str]]:
    """What is promised and what is asked, each in a line or more."""
    facts = [
        ("formula", exercise.formula),
        ("signature", exercise.signature),
        ("shapes", shapes(exercise)),
        ("promised", ", ".join(_promised(exercise))),
        *(("convention", _convention(point)) for point in exercise.special_points),
        *(("holds", one.words) for one in exercise.invariants),
        ("surrogate", SURROGATE if exercise.surrogate else ""),
        ("may keep", KEEPS[exercise.keeps]),
        ("judged at", ", ".join(case.label for case in exercise.cases)),
        ("tried too", ", ".join(case.label for case in exercise.beyond)),
        *_demanded(exercise),
        ("points", f"{exercise.max_points:g}" if exercise.max_points != 1 else ""),
        ("builds on", ", ".join(exercise.after)),
        ("difficulty", _difficulty(exercise)),
    ]
    return [(label, words) for label, words in facts if words]


def _difficulty(exercise: Exercise) -> str:
    """`2 of 5, some 30 minutes`."""
    known = [f"{exercise.difficulty} of 5"] if exercise.difficulty else []
    known += [f"some {exercise.minutes} minutes"] if exercise.minutes else []
    return ", ".join(known)


def shapes(exercise: Exercise) -> str:
    """Every argument with its shape: `q (m × d), k (n × d)`."""
    kinds: dict[str, Input | Constant] = {one.name: one for one in exercise.inputs}
    kinds |= {one.name: one for one in exercise.constants}
    return ", ".join(f"{name} ({_shape(kinds[name])})" for name in exercise.arguments)


def _shape(one: Input | Constant) -> str:
    """`2 × 3`; `n, positive`; `k, whole numbers below n`; `0, 1 or -1`."""
    below, values = getattr(one, "below", None), getattr(one, "values", ())
    if values:
        *some, last = dict.fromkeys(map(repr, values))
        return f"{', '.join(some)} or {last}" if some else last
    shape = " × ".join(one.shape or ()) or "scalar"
    domain = getattr(one, "domain", "normal")
    if below is None:
        return shape if domain == "normal" else f"{shape}, {domain}"
    return f"{shape}, whole numbers below {below}" if below else f"{shape}, True or False"


def _promised(exercise: Exercise) -> list[str]:
    promised = [" = ".join(group) for group in exercise.contract]
    every = len(exercise.batch) == len(exercise.inputs)
    whose = "" if every else f" of {' and '.join(exercise.batch)}"
    promised += [f"leading batch dimensions{whose} too"] * bool(exercise.batch)
    return [*promised, *["complex inputs too"] * exercise.complex]


def _convention(point: SpecialPoint) -> str:
    rows = "rows of " if point.rows else ""
    where = ", ".join(
        f"{name} has {at}" if isinstance(at, str) else f"{rows}{name} = {at:.12g}"
        for name, at in point.at.items()
    )
    return f"where {where}: {point.why}" if point.why else f"where {where}, as the reference"


def _demanded(exercise: Exercise) -> list[tuple[str, str]]:
    """Checks that this exercise asks otherwise than others do, by what it asks."""
    named = {demand: [n for n, d in exercise.checks.items() if d == demand] for demand in LABELS}
    return [(LABELS[demand], ", ".join(names)) for demand, names in named.items()]
