"""P25: an input that is edited between forward and backward."""

from __future__ import annotations

from gradgrader.checks._probe import Probe, compared
from gradgrader.checks.base import Outcome, Trial, check, raised
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward, Raised, Spoil

NOTICED = "modified by an inplace operation"
VIEW = "another view of its base has been modified inplace"  # of what forward returned


@check(
    Severity.DANGEROUS, needs=("gradients",), unseen="nobody edits an input while gradcheck runs"
)
def stale(trial: Trial) -> Outcome:
    """Is an input that was edited in between noticed?

    Each input in turn is multiplied by 3 in place after forward, as an optimizer step would.
    Backward must raise, as it does for what `save_for_backward` keeps, or give the gradient at the
    old values; a tensor kept as `ctx.x = x` gives neither.

    For example: `ctx.x = x`
    """
    case, oracle = trial.main, trial.oracle
    steps: list[Forward | Spoil | Backward] = []
    names = [spec.name for spec in trial.exercise.inputs]
    for number in range(len(names)):
        steps += [
            Forward(2 * number, oracle.inputs(case), trial.everything, copies=True),
            Spoil(2 * number, number),
            Backward(2 * number + 1, 2 * number, oracle.cotangents(case)),
        ]
    answers = trial.learner.run(steps)
    for name, forward, backward in zip(names, answers[::3], answers[2::3], strict=True):
        outputs(forward)
        if isinstance(backward, Raised):
            if NOTICED in backward.message or VIEW in backward.message:
                continue
            return raised(trial, backward)
        probe = Probe(
            when=f"when `{name}` is edited in place between forward and backward,"
            " which raises nothing",
            inputs=oracle.inputs(case),
            cotangents=(),
            gradients=oracle.gradients(case),
        )
        outcome = compared(trial, probe, gradients(backward).values)
        if outcome.status is not Status.PASSED:
            return Outcome(
                status=Status.FAILED,
                code="stale",
                case=case.label,
                message=f"{outcome.message}: keep tensors with `ctx.save_for_backward`, which"
                " would have noticed",
            )
    return Outcome(case=case.label)
