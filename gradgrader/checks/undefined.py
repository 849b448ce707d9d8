"""P11: an output that nobody used has no cotangent at all."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check, raised
from gradgrader.exercises.compare import gap
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients
from gradgrader.sandbox.messages import Backward, Forward, Raised


@check(Severity.INCOMPLETE, needs=("gradients",))
def undefined(trial: Trial) -> Outcome:
    """Is it right when an output is not used?

    Its cotangent is undefined then: zeros by default, and None after
    `ctx.set_materialize_grads(False)`.

    For example: `ctx.set_materialize_grads(False)` and no word about None
    """
    oracle, case = trial.oracle, trial.main
    cotangents = oracle.cotangents(case)
    chosen = [(index,) for index in oracle.every] if len(oracle.every) > 1 else []
    everything = (True,) * len(trial.exercise.inputs)
    steps = [Forward(0, oracle.inputs(case), everything)]
    uses = [
        Backward(1, 0, tuple(g if i in used else None for i, g in enumerate(cotangents)))
        for used in (*chosen, ())
    ]
    answers = trial.learner.run([*steps, *uses])[1:]
    for used, answer in zip((*chosen, ()), answers, strict=True):
        names = " and ".join(f"`{trial.exercise.outputs[i]}`" for i in used)
        when = f"when only {names} is used" if used else "when no output is used"
        if isinstance(answer, Raised):
            failure = raised(trial, answer)
            return Outcome(
                status=Status.FAILED,
                code="undefined-cotangent",
                case=case.label,
                locations=failure.locations,
                message=f"{when}, {failure.message}: an incoming gradient is None then;"
                " treat it as zero",
            )
        expected = oracle.gradients(case, 0, used)
        for spec, actual, right in zip(
            trial.exercise.inputs, gradients(answer).values, expected, strict=True
        ):
            distance = gap(actual, right)
            if not distance.closed:
                return Outcome(
                    status=Status.FAILED,
                    code="undefined-cotangent",
                    case=case.label,
                    message=f"{when}, " + distance.sentence(f"the gradient of `{spec.name}`"),
                )
    return Outcome(case=case.label)
