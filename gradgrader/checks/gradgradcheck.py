"""torch.autograd.gradgradcheck itself: the derivative of backward, against finite differences."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import torch

from gradgrader.checks._translated import translated
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.checks.gradcheck import verdict
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.foresight import plan_gradgradcheck
from gradgrader.sandbox.proxy import Remote


@check(
    Severity.INCOMPLETE,
    needs=("gradcheck", "differentiable"),
    applies=lambda trial: not trial.exercise.surrogate,
)
def gradgradcheck(trial: Trial) -> Outcome:
    """Does torch.autograd.gradgradcheck pass?

    It is torch's gradcheck of the gradients as a function of inputs and cotangents.

    For example: the same, by finite differences
    """
    case, options = trial.main, trial.exercise.gradcheck
    remote = Remote(trial.learner)
    inputs, cotangents = trial.oracle.inputs(case), trial.oracle.cotangents(case)
    remote.foresee(
        trial.oracle.once(
            "gradgradcheck", lambda: plan_gradgradcheck(inputs, cotangents, options.eps)
        )
    )
    leaves = tuple(value.clone().requires_grad_() for value in inputs)
    incoming = tuple(value.clone().requires_grad_() for value in cotangents)
    outcome = verdict(
        trial,
        lambda: torch.autograd.gradcheck(
            partial(remote.gradients, len(leaves)),
            (*leaves, *incoming),
            eps=options.eps,
            atol=options.atol,
            rtol=options.rtol,
        ),
    )
    told = "True" if outcome.status is Status.PASSED else translated(outcome.message)
    return replace(outcome, message=told)
