"""P05: the second witness, which has never seen the reference."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from gradgrader.checks.base import SLIGHT, Outcome, Trial, check
from gradgrader.exercises.compare import told_apart
from gradgrader.exercises.ridders import Estimate, estimate, steps
from gradgrader.exercises.tolerance import UNIT
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.alone import Values
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Answer, Backward, Forward, Step

DIRECTIONS = 8
WIDTHS = tuple(steps())
FLOOR = 0.01
NEAR = 1e-6


@check(
    Severity.WRONG,
    needs=("forward",),
    applies=lambda trial: not trial.exercise.surrogate,
    unseen=SLIGHT,
)
def numeric(trial: Trial) -> Outcome:
    """Do the gradients predict how the outputs move?

    phi(t) = <w, F(x + t d)> for random w and d: its slope at 0, extrapolated from values of the
    learner's own forward, must be <backward(w), d>. Where there is a kink nearby, which the values
    of the reference tell, it says nothing.

    For example: a mistake that the exercise's reference has too
    """
    case, oracle = trial.main, trial.oracle
    answers = trial.learner.run(oracle.once("numeric", lambda: _asked(trial)))
    for draw in range(DIRECTIONS):
        predicted, slope = _compared(trial, draw, answers[3 * draw : 3 * draw + 3])
        agree = abs(predicted - slope.value) <= slope.tolerance or math.isinf(slope.tolerance)
        if agree or not _smooth(trial, draw, slope):
            continue
        moves, said = told_apart(slope.value, predicted)
        return Outcome(
            status=Status.FAILED,
            code="slope",
            case=case.label,
            message=f"nudge the inputs along a random direction, and the outputs move by"
            f" {moves} per unit; your gradients predict {said}",
        )
    return Outcome(case=case.label)


def _asked(trial: Trial) -> list[Step]:
    """The same of every Function: forward and backward at a point, and values along a direction."""
    case, oracle = trial.main, trial.oracle
    asked: list[Step] = []
    for draw in range(DIRECTIONS):
        inputs, toward = oracle.inputs(case, draw), direction(trial, draw)
        asked += [
            Forward(draw, inputs, trial.everything),
            Backward(DIRECTIONS, draw, oracle.cotangents(case, draw)),
            Values(moved(inputs, toward, WIDTHS)),
        ]
    return asked


def _compared(trial: Trial, draw: int, answers: Sequence[Answer]) -> tuple[float, Estimate]:
    """What the gradients predict along a direction, and what values say."""
    forward, backward, values = answers
    outputs(forward)
    summed = terms(values, trial.oracle.cotangents(trial.main, draw), len(WIDTHS))
    found = zip(gradients(backward).values, direction(trial, draw), strict=True)
    parts = [(g * d).flatten() for g, d in found if g is not None]
    entries = torch.cat(parts) if parts else torch.zeros(1, dtype=torch.float64)
    phi = dict(zip(WIDTHS, summed.sum(1).tolist(), strict=True))
    size = float(summed.abs().sum(1).nan_to_num(0.0, 0.0).max())
    rounding = 64 * UNIT * float(entries.abs().sum())
    return float(entries.sum()), estimate(phi.__getitem__, rounding, size)


def _smooth(trial: Trial, draw: int, slope: Estimate) -> bool:
    """Whether the slope over a short step is the one that was extrapolated from longer ones."""
    near = near_slope(trial, draw)
    return abs(near.value - slope.value) <= slope.tolerance + near.tolerance


def near_slope(trial: Trial, draw: int) -> Estimate:
    """The slope of phi over a step of 1e-6, from values of the reference, and its rounding."""
    case, oracle = trial.main, trial.oracle
    inputs, weights = oracle.inputs(case, draw), oracle.cotangents(case, draw)
    toward = direction(trial, draw)
    above, below = (
        torch.cat([(w * out).flatten() for w, out in zip(weights, oracle.call(at), strict=True)])
        for at in ([x + t * d for x, d in zip(inputs, toward, strict=True)] for t in (NEAR, -NEAR))
    )
    size = max(float(above.abs().sum()), 1.0)
    return Estimate(float(above.sum() - below.sum()) / (2 * NEAR), 64 * UNIT * size / NEAR)


def moved(
    inputs: Sequence[Tensor], toward: Sequence[Tensor], widths: Sequence[float]
) -> tuple[Tensor, ...]:
    """x + t d for each t, stacked."""
    return tuple(
        torch.stack([x + t * d for t in widths]) for x, d in zip(inputs, toward, strict=True)
    )


def direction(trial: Trial, draw: int) -> tuple[Tensor, ...]:
    """A random direction of length about 1 in which no coordinate is invisible.

    Each |d_i|² is 0.99 of a random share plus 0.01/n (the floor of Chainer's gradient_check).
    """
    return trial.oracle.once(f"direction {draw}", lambda: _direction(trial, draw))


def _direction(trial: Trial, draw: int) -> tuple[Tensor, ...]:
    raw = trial.oracle.weights(trial.main, draw)
    flat = torch.cat([value.flatten() for value in raw])
    signs = torch.where(flat < 0, -1.0, 1.0)
    share = flat.square() / flat.square().sum().clamp_min(UNIT)
    unit = signs * ((1 - FLOOR) * share + FLOOR / max(flat.numel(), 1)).sqrt()
    pieces = torch.split(unit, [value.numel() for value in raw])
    return tuple(piece.reshape(value.shape) for piece, value in zip(pieces, raw, strict=True))


def terms(answer: Answer, weights: Sequence[Tensor], count: int) -> Tensor:
    """What <w, outputs> of each call is summed from; NaN where outputs are of other shapes."""
    values = outputs(answer).values
    if len(values) != len(weights):
        return torch.full((count, 1), math.nan)
    parts = []
    for value, weight in zip(values, weights, strict=True):
        if value is None or value.shape != (count, *weight.shape):
            return torch.full((count, 1), math.nan)
        parts.append((value * weight).reshape(count, -1))
    return torch.cat(parts, 1)
