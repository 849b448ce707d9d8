"""P35: float32, half and bfloat16."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from gradgrader.checks.base import Outcome, Trial, check, raised
from gradgrader.exercises.compare import gap
from gradgrader.exercises.derive import Expected
from gradgrader.exercises.reference import Oracle
from gradgrader.exercises.refused import takes
from gradgrader.exercises.tolerance import UNIT
from gradgrader.model.exercise import Case
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.messages import Answer, Backward, Forward, Gradients, Outputs, Raised

# way to draw, dtype, its rounding unit; of the short ones only dtype and finiteness are judged
Kind = tuple[str, torch.dtype, float]
KINDS: tuple[Kind, ...] = (
    ("float32", torch.float32, 2.0**-24),
    ("half", torch.float16, 0.0),
    ("bfloat16", torch.bfloat16, 0.0),
)


@check(Severity.INCOMPLETE, needs=("gradients",))
def dtypes(trial: Trial) -> Outcome:
    """Does it work in float32, half and bfloat16?

    Outputs and gradients keep the dtype. In float32 they are right to its own rounding: the
    tolerance of float64 times 2^-24 / 2^-53. In the short dtypes they are finite; one that the
    reference itself refuses is not asked for.

    For example: `torch.zeros(m, n)` instead of `torch.zeros_like(x)`, or `.double()` in forward
    """
    case, oracle = trial.main, trial.oracle
    steps: list[Forward | Backward] = []
    kinds = oracle.once(f"dtypes {case.label}", lambda: _able(oracle, case))
    for number, (way, dtype, _) in enumerate(kinds):
        given = tuple(value.to(dtype) for value in oracle.inputs(case, 0, way))
        incoming = tuple(g.to(dtype) for g in oracle.cotangents(case))
        steps += [
            Forward(2 * number, given, trial.everything),
            Backward(2 * number + 1, 2 * number, incoming),
        ]
    answers = trial.learner.run(steps)
    for kind, forward, backward in zip(kinds, answers[::2], answers[1::2], strict=True):
        outcome = _one(trial, kind, forward, backward)
        if outcome is not None:
            return outcome
    return Outcome(case=case.label)


def _able(oracle: Oracle, case: Case) -> list[Kind]:
    """Those in which the reference can be computed: half has no decompositions, for one."""
    return [
        kind
        for kind in KINDS
        if takes(oracle, [x.to(kind[1]) for x in oracle.inputs(case, 0, kind[0])])
    ]


def _one(trial: Trial, kind: Kind, forward: Answer, backward: Answer) -> Outcome | None:
    way, dtype, unit = kind
    for answer in (forward, backward):
        if isinstance(answer, Raised):
            failure = raised(trial, answer)
            return _failed(trial, f"in {way}, {failure.message}")
    assert isinstance(forward, Outputs) and isinstance(backward, Gradients)
    case, oracle = trial.main, trial.oracle
    incoming = [g.to(dtype).to(torch.float64) for g in oracle.cotangents(case)]
    inputs = oracle.inputs(case, 0, way)
    right = oracle.once(f"gradients in {way}", lambda: oracle.vjp(inputs, incoming))
    for spec, value in zip(trial.exercise.inputs, backward.raw or (), strict=False):
        if value.kind == "tensor" and value.dtype != _name(dtype):
            return _failed(trial, f"in {way}, backward returns {value.dtype} for `{spec.name}`")
    outputs = [f"`{name}`" for name in trial.exercise.outputs]
    gradients = [f"the gradient of `{spec.name}`" for spec in trial.exercise.inputs]
    found = [
        _wrong(name, value, expected, dtype, unit)
        for name, value, expected in (
            *_zipped(outputs, forward.values, oracle.forward(case, 0, way)),
            *_zipped(gradients, backward.values, right),
        )
    ]
    first = next((words for words in found if words), "")
    return _failed(trial, f"in {way}, {first}") if first else None


def _zipped(
    names: Sequence[str], values: Sequence[Tensor | None], expected: Sequence[Expected | None]
) -> list[tuple[str, Tensor | None, Expected | None]]:
    return list(zip(names, values, expected, strict=True))


def _wrong(
    name: str, value: Tensor | None, expected: Expected | None, dtype: torch.dtype, unit: float
) -> str:
    if value is None or expected is None:
        return ""
    if value.dtype != dtype:
        return f"{name} is {_name(value.dtype)}"
    if not bool(value.isfinite().all()) and bool(expected.value.isfinite().all()):
        return f"{name} is not finite"
    if unit:
        distance = gap(value, Expected(expected.value, expected.tolerance * unit / UNIT))
        return "" if distance.closed else distance.sentence(name)
    return ""


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _failed(trial: Trial, message: str) -> Outcome:
    return Outcome(status=Status.FAILED, code="dtype-kept", case=trial.main.label, message=message)
