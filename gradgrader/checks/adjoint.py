"""P06: forward mode and backward mode describe the same derivative."""

from __future__ import annotations

from gradgrader.checks.base import SLIGHT, Outcome, Trial, check
from gradgrader.checks.numeric import direction
from gradgrader.exercises.compare import told_apart
from gradgrader.exercises.tolerance import UNIT
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward


@check(Severity.WRONG, needs=("contract",), unseen=SLIGHT)
def adjoint(trial: Trial) -> Outcome:
    """Is <w, J d> the same number as <backward(w), d>?

    J d comes from forward-mode autograd of the reference, so no step size is involved. The
    tolerance is that of the gradients and of the outputs' tangents, each times what it is
    multiplied with.

    For example: whatever is wrong along one direction; it is a second opinion without a step
    size
    """
    case, oracle = trial.main, trial.oracle
    toward, weights = direction(trial, 0), oracle.cotangents(case)
    tangents = oracle.once("adjoint", lambda: oracle.tangents(case, toward))
    if tangents is None:
        return Outcome(case=case.label, message="the reference has no forward mode")
    forward, backward = trial.learner.run(
        [Forward(0, oracle.inputs(case), trial.everything), Backward(1, 0, weights)]
    )
    outputs(forward)
    found = gradients(backward).values
    expected = sum(float((w * t.value).sum()) for w, t in zip(weights, tangents, strict=True))
    actual = sum(float((g * d).sum()) for g, d in zip(found, toward, strict=True) if g is not None)
    slack = sum(
        t.tolerance * float(w.abs().sum()) for w, t in zip(weights, tangents, strict=True)
    ) + sum(
        (0.0 if r is None else r.tolerance) * float(d.abs().sum())
        for r, d in zip(oracle.gradients(case), toward, strict=True)
    )
    slack += 64 * UNIT * abs(expected)
    if abs(actual - expected) <= slack:
        return Outcome(case=case.label)
    right, got = told_apart(expected, actual)
    return Outcome(
        status=Status.FAILED,
        code="adjoint",
        case=case.label,
        message="forward mode and backward mode disagree about the same derivative:"
        f" <w, J d> is {right}, <backward(w), d> is {got}",
    )
