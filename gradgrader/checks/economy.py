"""P30: what it costs."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity
from gradgrader.sandbox.learner import taken
from gradgrader.sandbox.messages import Cost, Costs


@check(Severity.ADVICE, needs=("gradients",))
def economy(trial: Trial) -> Outcome:
    """What does it keep for backward, and how often does it multiply matrices?

    For information, beside what autograd keeps and multiplies for the reference; never a fault.
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
    return Outcome(case=case.label, message=" and ".join(words))
