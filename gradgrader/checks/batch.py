"""P15: leading batch dimensions."""

from __future__ import annotations

import torch
from torch import Tensor

from gradgrader.checks._probe import Probe, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.derive import Expected
from gradgrader.model.result import Severity

BATCHES = ((2,), (2, 3))


@check(
    Severity.WRONG,
    needs=("gradients",),
    applies=lambda trial: trial.exercise.batch,
    unseen="it sees only the sizes that it is given",
)
def batch(trial: Trial) -> Outcome:
    """Does a batch give what a loop gives?

    With one and with two leading dimensions on every input, where the exercise promises them.
    `.T` turns all axes around; with a batch it must be `.mT` or `.transpose(-1, -2)`.

    For example: `k.T` instead of `k.mT`
    """
    case, oracle = trial.main, trial.oracle
    probes = []
    for sizes in BATCHES:
        draws = range(torch.Size(sizes).numel())
        gradients = [oracle.gradients(case, draw) for draw in draws]
        probes.append(
            Probe(
                when=f"with leading dimensions {sizes}",
                inputs=_batched([oracle.inputs(case, draw) for draw in draws], sizes),
                cotangents=_batched([oracle.cotangents(case, draw) for draw in draws], sizes),
                gradients=[_expected([g[i] for g in gradients], sizes) for i in _each(trial)],
                outputs=[
                    _known([oracle.forward(case, draw)[i] for draw in draws], sizes)
                    for i in oracle.every
                ],
            )
        )
    return judge(trial, probes, "batch")


def _each(trial: Trial) -> range:
    return range(len(trial.exercise.inputs))


def _batched(draws: list[tuple[Tensor, ...]], sizes: tuple[int, ...]) -> tuple[Tensor, ...]:
    """Each tensor of the draws, stacked into leading dimensions."""
    return tuple(_unfolded(torch.stack(one), sizes) for one in zip(*draws, strict=True))


def _unfolded(value: Tensor, sizes: tuple[int, ...]) -> Tensor:
    """The first axis as leading dimensions of these sizes."""
    return value.reshape(*sizes, *value.shape[1:])


def _expected(parts: list[Expected | None], sizes: tuple[int, ...]) -> Expected | None:
    known = [part for part in parts if part is not None]
    return _known(known, sizes) if known else None


def _known(parts: list[Expected], sizes: tuple[int, ...]) -> Expected:
    value = _unfolded(torch.stack([part.value for part in parts]), sizes)
    return Expected(value, max(part.tolerance for part in parts))
