"""P19: infinities and NaN stay where they belong."""

from __future__ import annotations

from math import inf, nan

import torch
from torch import Tensor

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward

VALUES = {"NaN": nan, "inf": inf, "-inf": -inf}


@check(Severity.INCOMPLETE, needs=("gradients",), optional=True)
def nonfinite(trial: Trial) -> Outcome:
    """Is a NaN or an infinity passed on where the reference passes it on, and nowhere else?

    One entry of each input in turn, then of each cotangent. Asked only where it is wanted
    (`checks: {nonfinite: advisory}`): right formulas differ in what they make of infinities.

    For example: `torch.nan_to_num(g * x.cos())`
    """
    case, oracle = trial.main, trial.oracle
    inputs, cotangents = oracle.inputs(case), oracle.cotangents(case)
    asked: list[tuple[str, tuple[Tensor, ...], tuple[Tensor, ...]]] = []
    for name, value in VALUES.items():
        for number, spec in enumerate(trial.exercise.inputs):
            asked.append((f"{name} in `{spec.name}`", _with(inputs, number, value), cotangents))
        for number, output in enumerate(trial.exercise.outputs):
            words = f"{name} in the incoming gradient of `{output}`"
            asked.append((words, inputs, _with(cotangents, number, value)))
    steps: list[Forward | Backward] = []
    for number, (_, given, incoming) in enumerate(asked):
        steps += [
            Forward(2 * number, given, trial.everything),
            Backward(2 * number + 1, 2 * number, incoming),
        ]
    answers = trial.learner.run(steps)
    for (words, given, incoming), forward, backward in zip(
        asked, answers[::2], answers[1::2], strict=True
    ):
        outputs(forward)
        right = oracle.vjp(given, incoming)
        for spec, actual, expected in zip(
            trial.exercise.inputs, gradients(backward).values, right, strict=True
        ):
            if expected is None or actual is None:
                continue
            if not torch.equal(actual.isfinite(), expected.value.isfinite()):
                return Outcome(
                    status=Status.FAILED,
                    code="nonfinite",
                    case=case.label,
                    message=f"with {words}, {int((~actual.isfinite()).sum())} entries of the"
                    f" gradient of `{spec.name}` are not finite, expected"
                    f" {int((~expected.value.isfinite()).sum())}",
                )
    return Outcome(case=case.label)


def _with(values: tuple[Tensor, ...], number: int, value: float) -> tuple[Tensor, ...]:
    """The tensors with the first entry of one replaced."""
    changed = values[number].clone()
    if changed.numel():
        changed.view(-1)[0] = value
    return tuple(changed if i == number else v for i, v in enumerate(values))
