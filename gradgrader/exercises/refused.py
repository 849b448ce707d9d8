"""What the reference of an exercise refuses: of that, nobody is asked anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from torch import Tensor

from gradgrader.errors import InvalidExercise
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Case


def takes(oracle: Oracle, inputs: Sequence[Tensor]) -> bool:
    """Whether the reference can be computed there."""
    try:
        oracle.call(inputs)
    except InvalidExercise:
        return False
    return True


def taken(oracle: Oracle, cases: Iterable[Case]) -> list[Case]:
    """The sizes that the reference takes: a kernel may not be longer than the signal."""

    def asked(case: Case) -> bool:
        return oracle.once(f"takes {case.label}", lambda: takes(oracle, oracle.inputs(case)))

    return [case for case in cases if asked(case)]
