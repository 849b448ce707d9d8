"""P31, P32: second derivatives: right, honestly refused, or silently wrong."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check, raised
from gradgrader.exercises.compare import gap
from gradgrader.model.exercise import Case, Exercise
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Answer, Backward, Forward, Raised

REFUSED = "refused"


@check(Severity.INCOMPLETE, needs=("gradients",))
def second_order(trial: Trial) -> Outcome:
    """Are the second derivatives right, or honestly refused?

    L = Σ <w_i, gradient_i> is differentiated for the inputs and for the cotangents, with every
    output alone and with all of them, with all plain values that forward may be given, and with
    tall and wide matrices where both are promised.

    For example: `s = 1 - a * a` saved in forward: a constant to autograd
    """
    found = []
    for case in _cases(trial.exercise):
        found.append(_at(trial, case))
        if found[-1].status is not Status.PASSED:
            return found[-1]
    return found[0]


def _cases(exercise: Exercise) -> list[Case]:
    """The first case, and the first ones that may lead other ways.

    Those have other plain values, or a tall matrix where the first one is wide, say.
    """
    plain = [one.values for one in exercise.constants if one.values]
    matrices = [one for one in exercise.inputs if one.domain == "regular"]
    found: dict[str, Case] = {}
    for number, case in enumerate(exercise.cases):
        values = [choices[number % len(choices)] for choices in plain]
        found.setdefault(repr((values, [_form(case.shape(one)) for one in matrices])), case)
    return list(found.values())


def _form(shape: tuple[int, ...]) -> tuple[bool, bool]:
    """Whether a matrix is taller than wide, and whether it is wider than tall."""
    rows, columns = shape[-2:]
    return rows > columns, columns > rows


def _at(trial: Trial, case: Case) -> Outcome:
    oracle = trial.oracle
    everything = (True,) * len(trial.exercise.inputs)
    cotangents, weights = oracle.cotangents(case), oracle.weights(case)
    chosen = list(dict.fromkeys([oracle.every, *((index,) for index in oracle.every)]))
    steps: list[Forward | Backward] = [Forward(0, oracle.inputs(case), everything)]
    for number, used in enumerate(chosen):
        given = tuple(g if i in used else None for i, g in enumerate(cotangents))
        first = 2 * number + 1
        steps += [Backward(first, 0, given, create_graph=True), Backward(first + 1, first, weights)]
    forward, *answers = trial.learner.run(steps)
    saved = tuple(outputs(forward).saved)
    for used, first_answer, second_answer in zip(chosen, answers[::2], answers[1::2], strict=True):
        outcome = _judge(trial, case, used, (first_answer, second_answer))
        if outcome is not None:
            return Outcome(
                status=Status.FAILED,
                code=outcome[0],
                message=outcome[1],
                case=case.label,
                saved=saved,
                locations=outcome[2].locations if len(outcome) > 2 else (),  # noqa: PLR2004
            )
    return Outcome(case=case.label, saved=saved)


def _judge(
    trial: Trial, case: Case, used: tuple[int, ...], answers: tuple[Answer, Answer]
) -> tuple[str, str] | tuple[str, str, Outcome] | None:
    """A code and a sentence (and the outcome of an exception) where these outputs fail."""
    first, second = answers
    if isinstance(first, Raised):
        failure = raised(trial, first)
        return failure.code, f"with create_graph=True, {failure.message}", failure
    if gradients(first).refused or (
        isinstance(second, Raised) and "once_differentiable" in second.message
    ):
        return REFUSED, "declares first derivatives only (once_differentiable)"
    if isinstance(second, Raised):
        failure = raised(trial, second)
        return failure.code, f"differentiating backward, {failure.message}", failure
    right = trial.oracle.gradients(case, 0, used)
    if not all(gap(a, b).closed for a, b in zip(gradients(first).values, right, strict=True)):
        return None  # first derivatives are wrong in these sizes, which is told without this
    exercise = trial.exercise
    names = [f"`{spec.name}`" for spec in exercise.inputs]
    names += [f"the gradient of `{exercise.outputs[index]}`" for index in used]
    wrong = []
    for name, actual, expected in zip(
        names, gradients(second).values, trial.oracle.second(case, 0, used), strict=True
    ):
        distance = gap(actual, expected)
        if not distance.closed:
            wrong.append((name, distance))
    if not wrong:
        return None
    name, distance = wrong[0]
    message = distance.sentence(f"the second derivative with respect to {name}")
    return "silently-wrong", f"first derivatives are right, but {message}"
