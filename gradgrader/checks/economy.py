"""P30: what it costs."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.derive import Usual
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.alone import Cost
from gradgrader.sandbox.learner import taken
from gradgrader.sandbox.messages import Costs

WASTE = 2


@check(Severity.ADVICE, needs=("gradients",))
def economy(trial: Trial) -> Outcome:
    """What does it keep for backward, and how often does it multiply matrices?

    Beside what autograd keeps and multiplies for the reference; a fault only where twice as many
    bytes are kept, or where an exercise says so: more than the inputs (and outputs) have
    (`keeps`), more products than autograd makes (`products`).

    For example: `ctx.save_for_backward(q, k, v, x, a)` where `x` is not needed
    """
    case, oracle = trial.main, trial.oracle
    inputs, cotangents = oracle.inputs(case), oracle.cotangents(case)
    (answer,) = trial.learner.run([Cost(inputs, cotangents)])
    costs, usual = taken(answer, Costs), oracle.costs(case)
    enough, limit = _allowed(trial, usual)
    words = []
    if costs.kept > enough:
        words.append(f"keeps {costs.kept} bytes for backward where {enough} suffice")
    if costs.products > usual.products:
        words.append(f"multiplies matrices {costs.products} times where {usual.products} suffice")
    often = trial.exercise.products == "usual" and costs.products > usual.products
    failed = costs.kept > limit or often
    return Outcome(
        status=Status.FAILED if failed else Status.PASSED,
        code="wasteful" if failed else "",
        case=case.label,
        message=" and ".join(words),
    )


def _allowed(trial: Trial, usual: Usual) -> tuple[int, int]:
    """How many bytes suffice, and beyond how many they are too many."""
    keeps, case = trial.exercise.keeps, trial.main
    if keeps == "anything":
        return usual.kept, WASTE * usual.kept
    tensors = list(trial.oracle.inputs(case))
    if keeps == "outputs":
        tensors += [out.value for out in trial.oracle.forward(case)]
    size = sum(one.numel() * one.element_size() for one in tensors)
    return size, size
