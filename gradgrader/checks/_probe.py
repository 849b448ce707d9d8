"""Points at which the right gradients are known, asked of a learner in one trip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torch import Tensor

from gradgrader.checks.base import Outcome, Trial, raised
from gradgrader.checks.forward import differs
from gradgrader.exercises.compare import gap
from gradgrader.exercises.derive import Expected
from gradgrader.model.exercise import Case
from gradgrader.model.result import Status
from gradgrader.sandbox.learner import gradients
from gradgrader.sandbox.messages import Answer, Backward, Forward, Outputs, Raised

GIVEN = Sequence[Tensor | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A forward and a backward, and what is right; `when` says in words what is special about it.

    Gradients are compared for the inputs that require one. Without `outputs`, those of forward are
    not compared. A probe that is `refusable` is not judged where forward raises.
    """

    when: str
    inputs: tuple[Tensor, ...]
    cotangents: GIVEN
    gradients: Sequence[Expected | None]
    outputs: Sequence[Expected] = ()
    requires: tuple[bool, ...] = ()
    same: tuple[int, ...] = ()
    refusable: bool = False


def at(trial: Trial, when: str, case: Case, way: str = "", draw: int = 0) -> Probe:
    """A probe with all outputs used, in the sizes of `case`, with inputs changed in some `way`."""
    oracle = trial.oracle
    return Probe(
        when=when,
        inputs=oracle.inputs(case, draw, way),
        cotangents=oracle.cotangents(case, draw),
        gradients=oracle.gradients(case, draw, None, way),
        outputs=oracle.forward(case, draw, way),
    )


def judge(trial: Trial, probes: Sequence[Probe], code: str) -> Outcome:
    """The first probe that fails, or that all are right."""
    steps: list[Forward | Backward] = []
    for number, probe in enumerate(probes):
        requires = probe.requires or trial.everything
        steps += [
            Forward(2 * number, probe.inputs, requires, probe.same),
            Backward(2 * number + 1, 2 * number, tuple(probe.cotangents)),
        ]
    answers = trial.learner.run(steps)
    for probe, forward, backward in zip(probes, answers[::2], answers[1::2], strict=True):
        if isinstance(forward, Raised) and probe.refusable:
            continue
        outcome = answered(trial, probe, forward, backward)
        if outcome.status is not Status.PASSED:
            return replace(outcome, code=code)
    return Outcome()


def answered(trial: Trial, probe: Probe, forward: Answer, backward: Answer) -> Outcome:
    """What the answers to a probe come to."""
    for answer in (forward, backward):
        if isinstance(answer, Raised):
            outcome = raised(trial, answer)
            return replace(
                outcome, status=Status.FAILED, message=f"{probe.when}, {outcome.message}"
            )
    if probe.outputs:
        assert isinstance(forward, Outputs)
        if problem := differs(trial.exercise, forward, probe.outputs):
            return Outcome(status=Status.FAILED, message=f"{probe.when}, {problem[1]}")
    return compared(trial, probe, gradients(backward).values)


def compared(trial: Trial, probe: Probe, found: GIVEN) -> Outcome:
    """The first gradient that is not the right one."""
    requires = probe.requires or trial.everything
    named = zip(trial.exercise.inputs, found, probe.gradients, requires, strict=True)
    for spec, actual, right, needed in named:
        distance = gap(actual, right)
        if needed and not distance.closed:
            words = distance.sentence(f"the gradient of `{spec.name}`")
            return Outcome(status=Status.FAILED, message=f"{probe.when}, {words}")
    return Outcome()
