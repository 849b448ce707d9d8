"""P26: twice the same."""

from __future__ import annotations

import torch

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward


@check(
    Severity.DANGEROUS,
    needs=("gradients",),
    unseen="it repeats a backward only through one graph",
)
def repeatable(trial: Trial) -> Outcome:
    """Does the same backward give the same bits twice?

    Through the same graph (`retain_graph=True`), and after a fresh forward of the same inputs.

    For example: `ctx.count += 1`, and a gradient that depends on it
    """
    case, oracle = trial.main, trial.oracle
    forward = Forward(0, oracle.inputs(case), trial.everything)
    cotangents = oracle.cotangents(case)
    first, one, again, _, fresh = trial.learner.run(
        [
            forward,
            Backward(1, 0, cotangents),
            Backward(2, 0, cotangents),
            Forward(3, oracle.inputs(case), trial.everything),
            Backward(4, 3, cotangents),
        ]
    )
    outputs(first)
    for words, other in (("through the same graph", again), ("after the same forward", fresh)):
        for spec, a, b in zip(
            trial.exercise.inputs, gradients(one).values, gradients(other).values, strict=True
        ):
            same = a is b if a is None or b is None else torch.equal(a, b)
            if not same:
                return Outcome(
                    status=Status.FAILED,
                    code="not-repeatable",
                    case=case.label,
                    message=f"a second backward {words} gives another gradient of `{spec.name}`:"
                    " backward changes something that it should only read",
                )
    return Outcome(case=case.label)
