"""What must be known of a Function before it is judged: arguments, results, steps."""

from __future__ import annotations

from typing import Any

import torch

from gradgrader.errors import GradgraderError, InvalidExercise
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.bench import Candidate
from gradgrader.model.exercise import Exercise
from gradgrader.sandbox.adapter import setting
from gradgrader.sandbox.learner import Learner, LearnerRaised, LearnerStopped, outputs
from gradgrader.sandbox.messages import Forward, Outputs
from gradgrader.submissions.audit import Audit


def in_order(candidate: Candidate, audit: Audit) -> dict[str, Any]:
    """What is said of arguments, in forward's order."""
    given = {**audit.inputs, **dict.fromkeys(audit.plain)}
    names, seen = candidate.seen.parameters, candidate.seen
    if seen.most is None:
        return given
    for name in given:
        if name not in names:
            raise GradgraderError(
                f"{audit.function}: forward has no argument `{name}`",
                hint=f"it takes {', '.join(names)}",
            )
    for name in names[: seen.least]:
        if name not in given:
            raise GradgraderError(
                f"{audit.function}: nothing is said of forward's argument `{name}`",
                hint=f"--input '{name}: 3 4' where it is a tensor, --arg {name}=1 where it is none",
            )
    ordered = {name: given[name] for name in names if name in given}
    if list(ordered) != names[: len(ordered)]:
        missing = next(name for name in names if name not in given)
        raise GradgraderError(
            f"{audit.function}: say what `{missing}` is as well, which stands before others"
        )
    return ordered


def returned(first: tuple[Exercise, Oracle], learner: Learner, name: str) -> list[bool]:
    """For each thing that the Function returns, whether it carries a gradient."""
    exercise, oracle = first
    inputs = oracle.inputs(exercise.cases[0])
    whole = setting(oracle, inputs, whole=True)
    step = Forward(0, inputs, (True,) * len(inputs), setting=whole)
    try:
        answer: Outputs = outputs(learner.run([step])[0])
    except LearnerRaised as error:
        raise GradgraderError(
            f"{name}: forward raises {error}", hint=f"it was called with {_told(exercise)}"
        ) from error
    except LearnerStopped as stopped:
        raise GradgraderError(f"{name}: forward {stopped.message}") from stopped
    odd = [kind for kind in answer.kinds if kind != "tensor"]
    if odd:
        raise GradgraderError(f"{name}: forward returns a {odd[0]}, and only tensors can be judged")
    return list(answer.differentiable)


def check_steps(exercise: Exercise, oracle: Oracle) -> None:
    """Raises GradgraderError where autograd can't derive the gradient of forward's own steps."""
    case = exercise.cases[0]
    inputs = [value.clone().requires_grad_() for value in oracle.inputs(case)]
    try:
        carrying = [out.requires_grad for out in oracle.call(inputs)]
        oracle.gradients(case)
        if not all(carrying):
            raise GradgraderError("autograd sees no steps in its forward")
        torch.autograd.gradcheck(lambda *given: oracle.call(given), inputs)
    except InvalidExercise as error:
        reason = str(error.__cause__ or error.message).split("\n", 1)[0]
        raise GradgraderError(f"its forward can't be run with grad on ({reason})") from error
    except (RuntimeError, ValueError, TypeError) as error:
        raise GradgraderError(
            "autograd of its forward's own steps is not what finite differences say (does it"
            " detach, round, or leave torch?)"
        ) from error


def _told(exercise: Exercise) -> str:
    case = exercise.cases[0]
    shapes = ((spec.name, case.shape(spec)) for spec in exercise.inputs)
    return ", ".join(f"{name} of {'×'.join(map(str, s)) or '1'}" for name, s in shapes)
