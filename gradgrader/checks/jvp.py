"""P33: forward mode, where it is offered."""

from __future__ import annotations

from functools import partial
from itertools import product

from gradgrader.checks.base import Outcome, Trial, check, raised
from gradgrader.checks.forward import differs
from gradgrader.model.result import Severity, Status
from gradgrader.model.words import listed
from gradgrader.sandbox.alone import Tangent
from gradgrader.sandbox.learner import outputs
from gradgrader.sandbox.messages import Raised


@check(
    Severity.INCOMPLETE,
    needs=("gradients",),
    applies=lambda trial: "jvp" in trial.offers or trial.requires("jvp"),
)
def jvp(trial: Trial) -> Outcome:
    """Is its forward mode right?

    Random tangents for every subset of the inputs; a tangent that nobody made arrives as None and
    stands for zeros (pytorch/pytorch#97332). gradcheck looks at jvp only with
    `check_forward_ad=True`.

    For example: a `jvp` that forgets the tangent of one input
    """
    case, oracle = trial.main, trial.oracle
    if "jvp" not in trial.offers:
        message = "there is no jvp: forward mode is asked for here"
        return Outcome(status=Status.FAILED, code="no-jvp", case=case.label, message=message)
    inputs, given = oracle.inputs(case), oracle.weights(case)
    names = [spec.name for spec in trial.exercise.inputs]
    chosen = [some for some in product((True, False), repeat=len(names)) if any(some)]
    tangents = [
        tuple(t if wanted else None for t, wanted in zip(given, some, strict=True))
        for some in chosen
    ]
    answers = trial.learner.run([Tangent(inputs, one) for one in tangents])
    for some, one, answer in zip(chosen, tangents, answers, strict=True):
        right = oracle.once(f"tangents {some}", partial(oracle.tangents, case, one))
        if right is None:
            return Outcome(case=case.label, message="the reference has no forward mode here")
        given_for = listed(f"`{n}`" for n, yes in zip(names, some, strict=True) if yes)
        if isinstance(answer, Raised):
            failure = raised(trial, answer)
            return Outcome(
                status=Status.FAILED,
                code="jvp",
                case=case.label,
                locations=failure.locations,
                message=f"with a tangent for {given_for} only, {failure.message}",
            )
        if problem := differs(trial.exercise, outputs(answer), right):
            return Outcome(
                status=Status.FAILED,
                code="jvp",
                case=case.label,
                message=f"with a tangent for {given_for}, jvp is wrong: {problem[1]}",
            )
    return Outcome(case=case.label)
