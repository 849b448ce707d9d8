"""Whether torch.compile can take a Function, and leaves it as it is."""

from __future__ import annotations

from dataclasses import replace

from gradgrader.checks._probe import answered, at
from gradgrader.checks.base import Outcome, Trial, check, raised
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.alone import Compiled
from gradgrader.sandbox.messages import Raised


@check(Severity.INCOMPLETE, needs=("gradients",), optional=True)
def compiled(trial: Trial) -> Outcome:
    """Does torch.compile give the same values and gradients?

    The Function as one graph (`fullgraph=True`), traced through backward and run without generated
    code (`backend="aot_eager"`). Asked only where it is wanted (`checks: {compiled: advisory}`),
    since torch's tracer takes seconds to start.

    For example: `if g.sum() > 0` in backward
    """
    case = trial.main
    probe, cotangents = at(trial, "under torch.compile", case), trial.oracle.cotangents(case)
    answers = trial.learner.run([Compiled(probe.inputs), Compiled(probe.inputs, cotangents)])
    stuck = next((answer for answer in answers if isinstance(answer, Raised)), None)
    outcome = _untraced(trial, stuck) if stuck else answered(trial, probe, *answers)
    if outcome.status is Status.PASSED:
        return Outcome(case=case.label)
    return replace(outcome, code="compiled", case=case.label)


def _untraced(trial: Trial, stuck: Raised) -> Outcome:
    """What torch's tracer says is about itself: it is kept for who asks."""
    return Outcome(
        status=Status.FAILED,
        message=f"torch.compile can't take it as one graph ({stuck.type}): it may branch on values"
        " of a tensor, or use what can't be traced",
        detail=stuck.message,
        locations=raised(trial, stuck).locations,
    )
