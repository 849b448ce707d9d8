"""P29: outputs end with their last reference."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import taken
from gradgrader.sandbox.messages import Lifetime, Lives


@check(Severity.ADVICE, needs=("gradients",))
def lifetime(trial: Trial) -> Outcome:
    """Is the memory free again when nobody needs the outputs?

    `ctx.a = a` for an output makes a cycle (output, grad_fn, ctx, output), which keeps them until
    the garbage collector runs (pytorch/pytorch#5569, #25340). The worker attests it.
    """
    case = trial.main
    (answer,) = trial.learner.run([Lifetime(trial.oracle.inputs(case))])
    lives = taken(answer, Lives)
    known = [n for i, n in enumerate(trial.exercise.outputs) if i in lives.outputs]
    if not lives.outputs:
        return Outcome(case=case.label)
    names = " and ".join(f"`{name}`" for name in known) or "an output"
    held = f" (ctx.{lives.attributes[0]} is one)" if lives.attributes else ""
    return Outcome(
        status=Status.FAILED,
        code="kept-alive",
        case=case.label,
        message=f"{names} stays in memory after the last reference to it is gone{held}:"
        " save outputs with `ctx.save_for_backward`",
    )
