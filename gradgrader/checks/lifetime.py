"""P29: outputs end with their last reference."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.model.words import listed
from gradgrader.sandbox.alone import Lifetime
from gradgrader.sandbox.learner import taken
from gradgrader.sandbox.messages import Lives


@check(Severity.ADVICE, needs=("gradients",))
def lifetime(trial: Trial) -> Outcome:
    """Is the memory free again when nobody needs inputs and outputs?

    `ctx.a = a` for an output makes a cycle (output, grad_fn, ctx, output), which keeps them until
    the garbage collector runs (pytorch/pytorch#5569, #25340). The worker attests it.

    For example: `ctx.a = a` for an output `a`
    """
    case = trial.main
    (answer,) = trial.learner.run([Lifetime(trial.oracle.inputs(case))])
    lives = taken(answer, Lives)
    inputs = [spec.name for spec in trial.exercise.inputs]
    known = [n for i, n in enumerate(trial.exercise.outputs) if i in lives.outputs]
    known += [n for i, n in enumerate(inputs) if i in lives.inputs and not lives.outputs]
    if not known:
        return Outcome(case=case.label)
    names = listed(f"`{name}`" for name in known)
    are = "is" if len(known) == 1 else "are"
    held = f" (ctx.{lives.attributes[0]} is one)" if lives.attributes else ""
    return Outcome(
        status=Status.FAILED,
        code="kept-alive",
        case=case.label,
        message=f"{names} {are} kept in memory after the last reference is gone{held}:"
        " save tensors with `ctx.save_for_backward`, and keep them nowhere else",
    )
