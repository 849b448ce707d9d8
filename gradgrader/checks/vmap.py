"""P34: torch.func transforms, where they are offered."""

from __future__ import annotations

import torch

from gradgrader.checks._probe import Probe, compared
from gradgrader.checks.base import Outcome, Trial, check, raised
from gradgrader.checks.forward import differs
from gradgrader.exercises.reference import Expected
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Batched, Raised

COUNT = 3


@check(
    Severity.INCOMPLETE,
    needs=("gradients",),
    applies=lambda trial: bool({"vmap", "generate_vmap_rule"} & trial.offers),
)
def vmap(trial: Trial) -> Outcome:
    """Do torch.func.vmap of the Function and of its gradient equal loops?

    Over a batch of three, every input batched.
    """
    case, oracle = trial.main, trial.oracle
    draws = range(COUNT)
    inputs = tuple(map(torch.stack, zip(*(oracle.inputs(case, d) for d in draws), strict=True)))
    incoming = tuple(
        map(torch.stack, zip(*(oracle.cotangents(case, d) for d in draws), strict=True))
    )
    plain, pulled = trial.learner.run([Batched(inputs), Batched(inputs, incoming)])
    for answer, what in ((plain, "vmap"), (pulled, "vmap of its gradient")):
        if isinstance(answer, Raised):
            failure = raised(trial, answer)
            return Outcome(
                status=Status.FAILED,
                code="vmap",
                case=case.label,
                locations=failure.locations,
                message=f"under torch.func.{what}, {failure.message}",
            )
    right = [_stacked([oracle.forward(case, d)[i] for d in draws]) for i in oracle.every]
    if problem := differs(trial.exercise, outputs(plain), right):
        message = f"torch.func.vmap differs from a loop: {problem[1]}"
        return Outcome(status=Status.FAILED, code="vmap", case=case.label, message=message)
    expected = [
        _stacked([oracle.gradients(case, d)[i] for d in draws])
        for i in range(len(trial.exercise.inputs))
    ]
    probe = Probe(
        when="under torch.func.vmap", inputs=inputs, cotangents=incoming, gradients=expected
    )
    outcome = compared(trial, probe, gradients(pulled).values)
    if outcome.status is not Status.PASSED:
        return Outcome(status=Status.FAILED, code="vmap", case=case.label, message=outcome.message)
    return Outcome(case=case.label)


def _stacked(parts: list[Expected] | list[Expected | None]) -> Expected:
    known = [part for part in parts if part is not None]
    assert known, "an input without a gradient has no vmap to compare"
    return Expected(torch.stack([p.value for p in known]), max(p.tolerance for p in known))
