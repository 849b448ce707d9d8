"""P01: does forward compute the function at all?"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.compare import gap
from gradgrader.exercises.derive import Expected
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import outputs
from gradgrader.sandbox.messages import Forward, Outputs

DRAWS = 2


@check(
    Severity.WRONG,
    unseen="it holds backward against the forward that is there, right or wrong",
)
def forward(trial: Trial) -> Outcome:
    """Does forward return what it should?

    For example: `return a, a @ v` where `o, a` is asked for, with a backward that fits it
    """
    oracle, case = trial.oracle, trial.main
    everything = (True,) * len(trial.exercise.inputs)
    steps = [Forward(draw, oracle.inputs(case, draw), everything) for draw in range(DRAWS)]
    for draw, answer in enumerate(trial.learner.run(steps)):
        found = outputs(answer)
        if problem := differs(trial.exercise, found, oracle.forward(case, draw)):
            code, message = problem
            return Outcome(status=Status.FAILED, code=code, message=message, case=case.label)
        saved = tuple(found.saved)
    return Outcome(case=case.label, saved=saved)


def differs(
    exercise: Exercise, found: Outputs, expected: Sequence[Expected]
) -> tuple[str, str] | None:
    """A code and a sentence for how the outputs differ from the expected ones, if they do."""
    names = ", ".join(exercise.returned)
    if found.kinds[:1] == ("list",) and len(expected) > 1:
        return "kind", f"forward returns a list, expected a tuple: {names}"
    if len(found.values) != len(expected):
        wanted = f"{len(exercise.returned)}: {names}"
        return "count", f"forward returns {_count(len(found.values))}, expected {wanted}"
    named = zip(exercise.outputs, found.values, found.kinds, expected, strict=False)
    problems = (_one(name, value, kind, right) for name, value, kind, right in named)
    return next((problem for problem in problems if problem), None)


def _one(name: str, value: Tensor | None, kind: str, right: Expected) -> tuple[str, str] | None:
    """What is wrong with one output."""
    if value is None:
        return "kind", f"forward returns {_a(kind)} as `{name}`, expected a tensor"
    if value.shape != right.value.shape:
        shapes = f"{tuple(value.shape)}, expected {tuple(right.value.shape)}"
        return "shape", f"output `{name}` has shape {shapes}"
    if value.dtype != right.value.dtype:
        return "dtype", (
            f"output `{name}` is {_dtype(value.dtype)} for {_dtype(right.value.dtype)} inputs:"
            " keep the dtype that comes in"
        )
    distance = gap(value, right)
    return None if distance.closed else ("value", distance.sentence(f"output `{name}`"))


def _count(number: int) -> str:
    return f"{number} value{'s'[: number != 1]}"


def _a(kind: str) -> str:
    return kind if kind == "None" else f"a {kind}"


def _dtype(dtype: object) -> str:
    return str(dtype).removeprefix("torch.")
