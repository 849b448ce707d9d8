"""P34: torch.func transforms, where they are offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import torch
from torch import Tensor

from gradgrader.checks._probe import Probe, compared
from gradgrader.checks.base import Outcome, Trial, check, raised
from gradgrader.checks.forward import differs
from gradgrader.exercises.derive import Expected
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.alone import Batched
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Raised

COUNT = 3
WAYS = frozenset({"vmap", "generate_vmap_rule"})
Axes = tuple[int | None, ...]


@check(
    Severity.INCOMPLETE,
    needs=("gradients",),
    applies=lambda trial: bool(WAYS & trial.offers) or trial.requires("vmap"),
)
def vmap(trial: Trial) -> Outcome:
    """Do torch.func.vmap of the Function and of its gradient equal loops?

    Over a batch of three: every input batched on its first axis, on its last, and each input alone
    with the others shared. The gradient is taken of each example, and, of a `vmap` that is written
    by hand, of the batch as a whole.

    For example: a `vmap` that ignores `in_dims`
    """
    if not WAYS & trial.offers:
        message = "there is no vmap: a batching rule is asked for here"
        return Outcome(status=Status.FAILED, code="no-vmap", case=trial.main.label, message=message)
    for axes in _axes(len(trial.exercise.inputs)):
        outcome = _batched(trial, axes)
        if outcome.status is not Status.PASSED:
            return replace(outcome, code="vmap", case=trial.main.label)
    return Outcome(case=trial.main.label)


def _axes(count: int) -> Iterator[Axes]:
    """in_dims to try."""
    yield (0,) * count
    yield (-1,) * count
    if count > 1:
        for alone in range(count):
            yield tuple(0 if i == alone else None for i in range(count))


def _batched(trial: Trial, axes: Axes) -> Outcome:
    case, oracle = trial.main, trial.oracle
    draws = [
        tuple(
            oracle.inputs(case, draw if axis is not None else 0)[i] for i, axis in enumerate(axes)
        )
        for draw in range(COUNT)
    ]
    cotangents = [oracle.cotangents(case, draw) for draw in range(COUNT)]
    inputs = tuple(
        draws[0][i] if axis is None else torch.stack([one[i] for one in draws], axis)
        for i, axis in enumerate(axes)
    )
    incoming = tuple(map(torch.stack, zip(*cotangents, strict=True)))
    own = "vmap" in trial.offers  # torch's own rule counts twice what arrives for a shared output
    plain, pulled, *outside = trial.learner.run(
        [
            Batched(inputs, axes),
            Batched(inputs, axes, incoming),
            *[Batched(inputs, axes, incoming, outside=True)] * own,
        ]
    )
    words = f"torch.func.vmap with in_dims={axes}"
    for answer in (plain, pulled, *outside):
        if isinstance(answer, Raised):
            failure = raised(trial, answer)
            message = f"under {words}, {failure.message}"
            return replace(failure, status=Status.FAILED, message=message)
    values, right = _right(trial, axes, draws, cotangents)
    if problem := differs(trial.exercise, outputs(plain), values):
        return Outcome(status=Status.FAILED, message=f"{words} differs from a loop: {problem[1]}")
    probe = Probe(when=f"under {words}", inputs=inputs, cotangents=incoming, gradients=right)
    outcome = compared(trial, probe, gradients(pulled).values)
    if outcome.status is not Status.PASSED or not outside:
        return outcome
    whole = [_whole(one, axis) for one, axis in zip(right, axes, strict=True)]
    probe = replace(probe, when=f"through {words}", gradients=whole)
    return compared(trial, probe, gradients(outside[0]).values)


def _right(
    trial: Trial,
    axes: Axes,
    draws: list[tuple[Tensor, ...]],
    cotangents: list[tuple[Tensor, ...]],
) -> tuple[list[Expected], list[Expected | None]]:
    """Outputs and gradients of the loop, batch first; computed once for all submissions."""

    def compute() -> tuple[list[Expected], list[Expected | None]]:
        oracle = trial.oracle
        values = [oracle.values(one) for one in draws]
        found = [oracle.vjp(one, g) for one, g in zip(draws, cotangents, strict=True)]
        return (
            [_stacked([value[i] for value in values]) for i in oracle.every],
            [_some([one[i] for one in found]) for i in range(len(axes))],
        )

    return trial.oracle.once(f"vmap {axes}", compute)


def _whole(right: Expected | None, axis: int | None) -> Expected | None:
    """The gradient of a batch, which looks like its input; what is shared gets the sum."""
    if right is None:
        return None
    if axis is None:
        return Expected(right.value.sum(0), COUNT * right.tolerance)
    return Expected(right.value.movedim(0, axis), right.tolerance)


def _some(parts: list[Expected | None]) -> Expected | None:
    known = [part for part in parts if part is not None]
    return _stacked(known) if known else None


def _stacked(parts: list[Expected]) -> Expected:
    value = torch.stack([part.value for part in parts])
    return Expected(value, max(part.tolerance for part in parts))
