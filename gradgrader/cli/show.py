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
PRODUCTS = {"any": "", "usual": "as often as autograd does, forward and backward, no more"}
DEMANDS = {"required": "required", "advisory": "only advised", "off": "not asked"}
DOMAINS = {  # what a reader may not know by its name
    "distinct": "no two equal",
    "nonzero": "without zeros",
    "spd": "symmetric, eigenvalues positive",
    "regular": "far from singular",
    "symmetric": "symmetric, no two eigenvalues equal",
}


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
        ("may multiply", PRODUCTS[exercise.products]),
        ("judged at", ", ".join(case.label for case in exercise.cases)),
        ("tried too", ", ".join(case.label for case in exercise.beyond)),
        ("checks", _demanded(exercise)),
        ("points", f"{exercise.max_points:g}" if exercise.max_points != 1 else ""),
        ("builds on", ", ".join(exercise.after)),
        ("difficulty", _difficulty(exercise)),
    ]
    return [(label, words.replace("`", "")) for label, words in facts if words]  # as in a statement


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
    """`2 × 3`; `n, positive`; `k, whole numbers from 0, below n, or -1`; `0, 1 or -1`."""
    below, values = getattr(one, "below", None), getattr(one, "values", ())
    if values:
        *some, last = dict.fromkeys(map(repr, values))
        return f"{', '.join(some)} or {last}" if some else last
    shape = " × ".join(one.shape or ()) or "scalar"
    domain = getattr(one, "domain", "normal")
    if below is None:
        return shape if domain == "normal" else f"{shape}, {DOMAINS.get(domain, domain)}"
    if not below:
        return f"{shape}, True or False"
    also = "".join(f" or {number}" for number in getattr(one, "also", ()))
    return f"{shape}, whole numbers from 0, below {below}{also and f',{also}'}"


def _promised(exercise: Exercise) -> list[str]:
    promised = [" = ".join(group) for group in exercise.contract]
    every = len(exercise.batch) == len(exercise.inputs)
    whose = "" if every else f" of {' and '.join(exercise.batch)}"
    promised += [f"leading batch dimensions{whose} too"] * bool(exercise.batch)
    return [*promised, *["complex inputs too"] * exercise.complex]


def _convention(point: SpecialPoint) -> str:
    is_ = "rows of {} are" if point.rows else "{} ="
    where = ", ".join(
        f"{name} has {at}" if isinstance(at, str) else f"{is_.format(name)} {at:.12g}"
        for name, at in point.at.items()
    )
    return f"where {where}: {point.why}" if point.why else f"where {where}, as the reference"


def _demanded(exercise: Exercise) -> str:
    """Checks of which this exercise asks more or less than others: `economy: required`."""
    return ", ".join(f"{name}: {DEMANDS[demand]}" for name, demand in exercise.checks.items())
