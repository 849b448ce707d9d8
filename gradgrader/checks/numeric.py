"""P05: the second witness, which has never seen the reference."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.ridders import estimate, steps
from gradgrader.exercises.tolerance import UNIT
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Answer, Backward, Forward

DIRECTIONS = 4
FLOOR = 0.01


@check(Severity.WRONG, needs=("forward",), unseen="it lets a gradient be off by 1e-5 + 0.1 %")
def numeric(trial: Trial) -> Outcome:
    """Do the gradients predict how the outputs move?

    phi(t) = <w, F(x + t d)> for random w and d: its slope at 0, extrapolated from values of the
    learner's own forward, must be <backward(w), d>.

    For example: a mistake that the exercise's reference has too
    """
    case, oracle = trial.main, trial.oracle
    for draw in range(DIRECTIONS):
        inputs, weights = oracle.inputs(case, draw), oracle.cotangents(case, draw)
        toward = direction(trial, draw)
        everything, nothing = (True,) * len(inputs), (False,) * len(inputs)
        moved = [tuple(x + t * d for x, d in zip(inputs, toward, strict=True)) for t in steps()]
        first, gradient, *rest = trial.learner.run(
            [
                Forward(0, inputs, everything),
                Backward(1, 0, weights),
                *(Forward(2, at, nothing) for at in moved),
            ]
        )
        outputs(first)
        values = {t: inner(answer, weights) for t, answer in zip(steps(), rest, strict=True)}
        parts = [
            (g * d).flatten()
            for g, d in zip(gradients(gradient).values, toward, strict=True)
            if g is not None
        ]
        entries = torch.cat(parts) if parts else torch.zeros(1, dtype=torch.float64)
        predicted = float(entries.sum())
        slope = estimate(values.__getitem__, 64 * UNIT * float(entries.abs().sum()))
        if not abs(predicted - slope.value) <= slope.tolerance and math.isfinite(slope.tolerance):
            return Outcome(
                status=Status.FAILED,
                code="slope",
                case=case.label,
                message=f"nudge the inputs along a random direction, and the outputs move by"
                f" {slope.value:.6g} per unit; your gradients predict {predicted:.6g}",
            )
    return Outcome(case=case.label)


def direction(trial: Trial, draw: int) -> tuple[Tensor, ...]:
    """A random direction of length about 1 in which no coordinate is invisible.

    Each |d_i|² is 0.99 of a random share plus 0.01/n (the floor of Chainer's gradient_check).
    """
    raw = trial.oracle.weights(trial.main, draw)
    flat = torch.cat([value.flatten() for value in raw])
    signs = torch.where(flat < 0, -1.0, 1.0)
    share = flat.square() / flat.square().sum().clamp_min(UNIT)
    unit = signs * ((1 - FLOOR) * share + FLOOR / max(flat.numel(), 1)).sqrt()
    pieces = torch.split(unit, [value.numel() for value in raw])
    return tuple(piece.reshape(value.shape) for piece, value in zip(pieces, raw, strict=True))


def inner(answer: Answer, weights: tuple[Tensor, ...]) -> float:
    """<w, outputs>; NaN where the outputs are not what they should be."""
    values = outputs(answer).values
    if any(v is None or v.shape != w.shape for v, w in zip(values, weights, strict=True)):
        return math.nan
    return float(
        torch.cat(
            [(v * w).flatten() for v, w in zip(values, weights, strict=True) if v is not None]
        ).sum()
    )
