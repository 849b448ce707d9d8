"""Are the conventions at special points torch's own?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from gradgrader.exercises.inputs import SPECIAL
from gradgrader.exercises.kinks import one_sided
from gradgrader.exercises.tolerance import largest
from gradgrader.model.proof import Evidence, Finding
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof

CLOSE = 1e-12


@proof(110)
def conventions(subject: Subject, part: str) -> Evidence:  # noqa: ARG001 - one piece
    """torch's function of the exercise's name decides; without one, the one-sided slopes."""
    exercise = subject.exercise
    if exercise.surrogate:
        return Evidence(words="a surrogate has conventions of its own")
    same = _of_torch(subject)
    findings: list[Finding] = []
    for number in range(len(exercise.special_points)):
        line = subject.line("special_points", number)
        differs = _torchs(subject, number, same) if same else _outside(subject, number)
        findings += [error(message, line=line) for message in differs]
    if not exercise.special_points:
        return Evidence(words="no point is special")
    told = f"as torch's own `{exercise.id}`" if same else "within the slopes on either side"
    return Evidence(words=told, findings=tuple(findings))


def _of_torch(subject: Subject) -> Callable[..., Any] | None:
    """torch's own function of this name, if it computes the same."""
    name, main = subject.exercise.id, subject.exercise.cases[0]
    function = getattr(torch, name, None) or getattr(torch.nn.functional, name, None)
    if function is None or len(subject.exercise.outputs) != 1:
        return None
    right = subject.oracle.forward(main)[0]
    try:
        value = function(*subject.oracle.arguments(subject.oracle.inputs(main)))
        close = largest(value - right.value) <= max(right.tolerance, CLOSE)
    except (TypeError, ValueError, LookupError, RuntimeError, AttributeError):  # it is another one
        return None
    return function if close else None


def _torchs(subject: Subject, number: int, function: Callable[..., Any]) -> list[str]:
    way, main = f"{SPECIAL}{number}", subject.exercise.cases[0]
    leaves = [one.clone().requires_grad_() for one in subject.oracle.inputs(main, 0, way)]
    out = function(*subject.oracle.arguments(leaves))
    cotangent = subject.oracle.cotangents(main)[0]
    found = torch.autograd.grad(out, leaves, cotangent, allow_unused=True)
    ours = subject.oracle.gradients(main, 0, None, way)
    return [
        f"torch's own `{subject.exercise.id}` has another gradient of `{spec.name}` there"
        for spec, torchs, right in zip(subject.exercise.inputs, found, ours, strict=True)
        if torchs is not None and (right is None or largest(torchs - right.value) > CLOSE)
    ]


def _outside(subject: Subject, number: int) -> list[str]:
    """Gradients that are no slope between the one-sided ones."""
    way, main = f"{SPECIAL}{number}", subject.exercise.cases[0]
    inputs = subject.oracle.inputs(main, 0, way)
    found = subject.oracle.gradients(main, 0, None, way)
    outside = []
    for index, (spec, right) in enumerate(zip(subject.exercise.inputs, found, strict=True)):
        if right is None:
            continue
        low, high, slack = one_sided(
            subject.oracle.call, inputs, subject.oracle.cotangents(main), index
        )
        nearest = right.value.clamp(low - slack - right.tolerance, high + slack + right.tolerance)
        if not torch.equal(nearest, right.value):
            outside.append(f"the reference's gradient of `{spec.name}` is no slope there")
    return outside
