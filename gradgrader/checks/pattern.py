"""P40: zeros of the Jacobian."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward

Tensors = tuple[Tensor, ...]


@check(
    Severity.WRONG,
    needs=("gradients",),
    applies=lambda trial: bool(trial.exercise.exact_zeros),
    unseen="it lets an entry that should be 0 be 1e-5",
)
def pattern(trial: Trial) -> Outcome:
    """Does an entry of the output reach only the entries of the input that it depends on?

    For each entry of each output alone: where the reference's gradient is 0 for two draws, the
    learner's must be 0 exactly, in the inputs that the exercise names (`exact_zeros`).

    For example: a causal mask that backward does not apply again
    """
    case, oracle = trial.main, trial.oracle
    rows = [
        (name, entry, row)
        for index, name in enumerate(trial.exercise.outputs)
        for entry, row in _rows(oracle.cotangents(case), index)
    ]
    first, *answers = trial.learner.run(
        [
            Forward(0, oracle.inputs(case), trial.everything),
            *(Backward(n, 0, row) for n, (_, _, row) in enumerate(rows, 1)),
        ]
    )
    outputs(first)
    for (name, entry, row), answer in zip(rows, answers, strict=True):
        zeros = oracle.once(f"zeros {name} {entry}", partial(_zeros, trial, row))
        for spec, value, zero in zip(
            trial.exercise.inputs, gradients(answer).values, zeros, strict=True
        ):
            if spec.name not in trial.exercise.exact_zeros or value is None:
                continue
            if bool((value[zero] != 0).any()):
                place = torch.nonzero((value != 0) & zero)[0].tolist()
                return Outcome(
                    status=Status.FAILED,
                    code="pattern",
                    case=case.label,
                    message=f"`{name}`{list(entry)} does not depend on `{spec.name}`{place},"
                    " but your gradient says so",
                )
    return Outcome(case=case.label)


def _rows(cotangents: Tensors, index: int) -> list[tuple[tuple[int, ...], Tensors]]:
    """Each entry of an output, and the cotangents in which it alone is 1."""
    shape = cotangents[index].shape
    found = []
    for number, one in enumerate(torch.eye(shape.numel(), dtype=torch.float64)):
        entry = tuple(int(i) for i in torch.unravel_index(torch.tensor(number), shape))
        row = tuple(
            one.reshape(shape) if i == index else torch.zeros_like(g)
            for i, g in enumerate(cotangents)
        )
        found.append((entry, row))
    return found


def _zeros(trial: Trial, row: tuple[Tensor, ...]) -> list[Tensor]:
    """Where the reference's gradient is zero for two draws of the inputs."""
    both = [trial.oracle.vjp(trial.oracle.inputs(trial.main, draw), row) for draw in range(2)]
    return [
        torch.ones(trial.main.shape(spec), dtype=torch.bool)
        if a is None or b is None
        else (a.value == 0) & (b.value == 0)
        for spec, a, b in zip(trial.exercise.inputs, *both, strict=True)
    ]
