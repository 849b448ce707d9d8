"""P08: incoming gradients that cancel."""

from __future__ import annotations

import torch
from torch import Tensor

from gradgrader.checks._probe import Probe, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity


@check(
    Severity.WRONG,
    needs=("gradients",),
    unseen="it sends zeros with a single 1, whose sum is not 0",
)
def balanced(trial: Trial) -> Outcome:
    """Is it right for an incoming gradient whose entries add up to 0?

    1, -1, 1, -1, ...: exactly 0 in sum, and some take that for no gradient at all.

    For example: `if g.sum() == 0: return torch.zeros_like(x)`
    """
    oracle, case = trial.oracle, trial.main
    incoming = [_balanced(g) for g in oracle.cotangents(case)]
    inputs = oracle.inputs(case)
    probe = Probe(
        when="with an incoming gradient whose entries add up to 0",
        inputs=inputs,
        cotangents=incoming,
        gradients=oracle.once("balanced", lambda: oracle.vjp(inputs, incoming)),
    )
    return judge(trial, [probe], "balanced")


def _balanced(like: Tensor) -> Tensor:
    """1, -1, 1, -1, ..., and 2, -1, -1 at the end of an odd number of them."""
    values = torch.ones(like.numel(), dtype=like.dtype)
    values[1::2] = -1
    if like.numel() % 2 and like.numel() > 1:
        values[-3:] = torch.tensor([2.0, -1.0, -1.0], dtype=like.dtype)
    return values.reshape(like.shape)
