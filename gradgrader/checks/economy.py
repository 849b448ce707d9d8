"""P30: what it costs."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.alone import Cost
from gradgrader.sandbox.learner import taken
from gradgrader.sandbox.messages import Costs

WASTE = 2


@check(Severity.ADVICE, needs=("gradients",))
def economy(trial: Trial) -> Outcome:
    """What does it keep for backward, and how often does it multiply matrices?

    Beside what autograd keeps and multiplies for the reference; a fault only where twice as many
    bytes are kept.

    For example: `ctx.save_for_backward(q, k, v, x, a)` where `x` is not needed
    """
    case, oracle = trial.main, trial.oracle
    inputs, cotangents = oracle.inputs(case), oracle.cotangents(case)
    (answer,) = trial.learner.run([Cost(inputs, cotangents)])
    costs, usual = taken(answer, Costs), oracle.costs(case)
    words = []
    if costs.kept > usual.kept:
        words.append(f"keeps {costs.kept} bytes for backward where {usual.kept} suffice")
    if costs.products > usual.products:
        words.append(f"multiplies matrices {costs.products} times where {usual.products} suffice")
    failed = costs.kept > WASTE * usual.kept
    return Outcome(
        status=Status.FAILED if failed else Status.PASSED,
        code="wasteful" if failed else "",
        case=case.label,
        message=" and ".join(words),
    )
