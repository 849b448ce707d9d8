"""P15: leading batch dimensions."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor

from gradgrader.checks._probe import Probe, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.derive import Expected
from gradgrader.model.result import Severity

UNLIKE = (3, 5, 7)
Tensors = tuple[Tensor, ...]


@check(
    Severity.WRONG,
    needs=("gradients",),
    applies=lambda trial: bool(trial.exercise.batch),
    unseen="it sees only the sizes that it is given",
)
def batch(trial: Trial) -> Outcome:
    """Does a batch give what a loop gives?

    With one and with two leading dimensions, on every input or on those where the exercise
    promises them; what the batch shares gets the sum of all gradients. `.T` turns all axes around;
    with a batch it must be `.mT` or `.transpose(-1, -2)`.

    For example: `k.T` instead of `k.mT`
    """
    taken = trial.main.sizes.values()  # `shape[1]` for `shape[-1]` is right where both are equal
    own = next((size for size in UNLIKE if size not in taken), UNLIKE[0])
    return judge(trial, [_probe(trial, sizes) for sizes in ((own,), (2, own))], "batch")


def _probe(trial: Trial, sizes: tuple[int, ...]) -> Probe:
    """Members of a batch, each on its own, stacked."""
    case, oracle = trial.main, trial.oracle
    leads = [spec.name in trial.exercise.batch for spec in trial.exercise.inputs]
    draws = range(torch.Size(sizes).numel())
    members = [_member(trial, draw, leads) for draw in draws]
    cotangents = [oracle.cotangents(case, draw) for draw in draws]
    gradients = oracle.once(
        f"batch {sizes}",
        lambda: [oracle.vjp(*one) for one in zip(members, cotangents, strict=True)],
    )
    outputs = [
        oracle.once(f"batch values {draw}", partial(oracle.values, members[draw])) for draw in draws
    ]
    return Probe(
        when=f"with leading dimensions {sizes}",
        inputs=tuple(
            _unfolded(torch.stack(own), sizes) if lead else own[0]
            for own, lead in zip(zip(*members, strict=True), leads, strict=True)
        ),
        cotangents=tuple(
            _unfolded(torch.stack(one), sizes) for one in zip(*cotangents, strict=True)
        ),
        gradients=[
            _expected(list(own), sizes, lead=lead)
            for own, lead in zip(zip(*gradients, strict=True), leads, strict=True)
        ],
        outputs=[_stacked(list(one), sizes) for one in zip(*outputs, strict=True)],
    )


def _member(trial: Trial, draw: int, leads: list[bool]) -> Tensors:
    """The inputs of one member; those without leading dimensions are the first one's."""
    own, first = (trial.oracle.inputs(trial.main, number) for number in (draw, 0))
    return tuple(a if lead else b for a, b, lead in zip(own, first, leads, strict=True))


def _unfolded(value: Tensor, sizes: tuple[int, ...]) -> Tensor:
    """The first axis as leading dimensions of these sizes."""
    return value.reshape(*sizes, *value.shape[1:])


def _expected(
    parts: list[Expected | None], sizes: tuple[int, ...], *, lead: bool
) -> Expected | None:
    known = [part for part in parts if part is not None]
    if not known:
        return None
    return _stacked(known, sizes) if lead else _summed(known)


def _stacked(parts: list[Expected], sizes: tuple[int, ...]) -> Expected:
    value = _unfolded(torch.stack([part.value for part in parts]), sizes)
    return Expected(value, max(part.tolerance for part in parts))


def _summed(parts: list[Expected]) -> Expected:
    value = torch.stack([part.value for part in parts]).sum(0)
    return Expected(value, sum(part.tolerance for part in parts))
