"""P07: c times the cotangent, c times the gradient."""

from __future__ import annotations

from gradgrader.checks.base import SLIGHT, Outcome, Trial, check
from gradgrader.exercises.compare import gap
from gradgrader.exercises.derive import Expected
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward

FACTORS = (-1.0, 2.0, 2.0**-20, 2.0**20)


@check(
    Severity.WRONG,
    needs=("contract",),
    unseen="it sends zeros with a single 1, on which g, |g| and g² are the same",
)
def homogeneous(trial: Trial) -> Outcome:
    """Does c times the incoming gradient give c times the gradient?

    A VJP is linear in its cotangent. gradcheck's cotangents are zeros with a single 1, on which
    |g|, g², clamp(g) and g itself agree. The factors are -1 and powers of two, which cost no
    rounding: the tolerance is c times that of the gradient.

    For example: `return g.clamp(-9, 9) * (1 - a * a)`
    """
    case, oracle = trial.main, trial.oracle
    cotangents = oracle.cotangents(case)
    scaled = [tuple(factor * g for g in cotangents) for factor in FACTORS]
    first, once, *rest = trial.learner.run(
        [
            Forward(0, oracle.inputs(case), trial.everything),
            Backward(1, 0, cotangents),
            *(Backward(2 + n, 0, incoming) for n, incoming in enumerate(scaled)),
        ]
    )
    outputs(first)
    for factor, answer in zip(FACTORS, rest, strict=True):
        for spec, one, found, right in zip(
            trial.exercise.inputs,
            gradients(once).values,
            gradients(answer).values,
            oracle.gradients(case),
            strict=True,
        ):
            if one is None or right is None:
                continue
            distance = gap(found, Expected(factor * one, abs(factor) * right.tolerance))
            if not distance.closed:
                words = distance.sentence(f"the gradient of `{spec.name}`")
                return Outcome(
                    status=Status.FAILED,
                    code="not-homogeneous",
                    case=case.label,
                    message="backward must be linear in the incoming gradient, but with"
                    f" {factor:g} times as much coming in, {words}",
                    unseen=SLIGHT if distance.slight else "",
                )
    return Outcome(case=case.label)
