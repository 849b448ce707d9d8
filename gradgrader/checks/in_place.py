"""A forward that changes its input in place, and whether autograd knows."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from gradgrader.checks._probe import Probe, answered
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.adapter import Adapted, setting
from gradgrader.sandbox.messages import Backward, Forward


@check(
    Severity.WRONG,
    needs=("gradients",),
    applies=lambda trial: trial.exercise.inplace,
    unseen="it follows what forward returns, and not the tensor that went in",
)
def in_place(trial: Trial) -> Outcome:
    """Does whoever holds the input find the result there, with its gradient?

    The first input is used after the call, in place of what the call returned.

    For example: `x.relu_()` without `ctx.mark_dirty(x)`
    """
    oracle, case = trial.oracle, trial.main
    assert isinstance(trial.learner, Adapted)
    inputs, cotangents = oracle.inputs(case), oracle.cotangents(case)
    follow = msgspec.structs.replace(setting(oracle, inputs), follow=True)
    forward, backward = trial.learner.plain.run(
        [Forward(0, inputs, trial.everything, setting=follow), Backward(1, 0, cotangents[:1])]
    )
    name = trial.exercise.inputs[0].name
    probe = Probe(
        when=f"when `{name}` itself is used after the call",
        inputs=inputs,
        cotangents=cotangents[:1],
        gradients=oracle.gradients(case, 0, (0,)),
        outputs=oracle.forward(case)[:1],
    )
    outcome = answered(trial, probe, forward, backward)
    if outcome.status is Status.PASSED:
        return Outcome(case=case.label)
    told = f"{outcome.message}: say ctx.mark_dirty({name}), and return {name}"
    return replace(outcome, code="in-place", message=told, case=case.label)
