"""P08: the gradient of a sum is the sum of the gradients."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from gradgrader.checks._probe import Probe, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.compare import gap
from gradgrader.exercises.derive import Expected
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward

SLACK = 4.0


@check(
    Severity.WRONG,
    needs=("forward",),
    unseen="it sends a gradient into one output at a time",
)
def additive(trial: Trial) -> Outcome:
    """Do two losses added give the two gradients added?

    B(g + h) = B(g) + B(h) for cotangents g and h of all outputs. A product of two incoming
    gradients, or logic that depends on their signs, breaks it. The tolerance is that of three
    gradients and of their sum. Also asked with entries that add up to 0, which some take for none.

    For example: `return gy * z - gz * y + gy * gz`
    """
    case, oracle = trial.main, trial.oracle
    one, two = oracle.cotangents(case), oracle.cotangents(case, 1)
    both = tuple(g + h for g, h in zip(one, two, strict=True))
    first, *answers = trial.learner.run(
        [
            Forward(0, oracle.inputs(case), trial.everything),
            Backward(1, 0, one),
            Backward(2, 0, two),
            Backward(3, 0, both),
        ]
    )
    outputs(first)
    for spec, g, h, together, right in zip(
        trial.exercise.inputs,
        *(gradients(answer).values for answer in answers),
        oracle.gradients(case),
        strict=True,
    ):
        if g is None or h is None or right is None:
            continue
        distance = gap(together, Expected(g + h, SLACK * right.tolerance))
        if not distance.closed:
            return Outcome(
                status=Status.FAILED,
                code="not-additive",
                case=case.label,
                message="the gradient of a sum of two losses is not the sum of their gradients:"
                f" {distance.sentence(f'that of `{spec.name}`')}",
            )
    outcome = judge(trial, [_cancelling(trial)], "not-additive")
    return replace(outcome, case=case.label)


def _cancelling(trial: Trial) -> Probe:
    """Incoming gradients whose entries add up to 0, exactly: they are not all zero for that."""
    oracle, case = trial.oracle, trial.main
    incoming = [_balanced(g) for g in oracle.cotangents(case)]
    inputs = oracle.inputs(case)
    return Probe(
        when="with an incoming gradient whose entries add up to 0",
        inputs=inputs,
        cotangents=incoming,
        gradients=oracle.once("cancelling", lambda: oracle.vjp(inputs, incoming)),
    )


def _balanced(like: Tensor) -> Tensor:
    """1, -1, 1, -1, ..., and 2, -1, -1 at the end of an odd number of them."""
    values = torch.ones(like.numel(), dtype=like.dtype)
    values[1::2] = -1
    if like.numel() % 2 and like.numel() > 1:
        values[-3:] = torch.tensor([2.0, -1.0, -1.0], dtype=like.dtype)
    return values.reshape(like.shape)
