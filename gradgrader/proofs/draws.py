"""Do inputs come out in every case, and does a gradient reach each?"""

from __future__ import annotations

import torch
from torch import Tensor

from gradgrader.exercises.refused import taken
from gradgrader.model.exercise import Case
from gradgrader.model.proof import Evidence, Finding
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof, warning

HALF = 0.5  # of the least singular value, which rounding can't halve


@proof(90)
def draws(subject: Subject, part: str) -> Evidence:  # noqa: ARG001 - one piece
    """Inputs in their domain, finite outputs, and a gradient for every input."""
    exercise = subject.exercise
    findings: list[Finding] = []
    for case in (*exercise.cases, *exercise.beyond):
        findings += _at(subject, case)
    reached = zip(exercise.inputs, subject.oracle.gradients(exercise.cases[0]), strict=True)
    for spec, gradient in reached:
        line = subject.line("inputs", spec.name)
        if gradient is None:
            findings.append(error(f"no gradient reaches `{spec.name}`", line=line))
        elif not bool(gradient.value.any()):
            findings.append(warning(f"the gradient of `{spec.name}` is zero", line=line))
    refused = len(exercise.beyond) - len(taken(subject.oracle, exercise.beyond))
    counts = {
        "shape is drawn|shapes are drawn": len(exercise.cases) + len(exercise.beyond),
        "of them is refused|of them are refused": refused,
    }
    return Evidence(counts=counts, findings=tuple(findings))


def _at(subject: Subject, case: Case) -> list[Finding]:
    exercise, oracle = subject.exercise, subject.oracle
    line = subject.line("reference")
    drawn = zip(exercise.inputs, oracle.inputs(case), strict=True)
    findings = [
        error(f"at {case.label}, `{spec.name}` is not {spec.domain}", line=line)
        for spec, value in drawn
        if not _within(spec.domain, value)
    ]
    if not case.promised and not taken(oracle, [case]):
        return findings
    for name, out in zip(exercise.outputs, oracle.forward(case), strict=True):
        if not bool(out.value.isfinite().all()):
            findings.append(error(f"at {case.label}, `{name}` is not finite", line=line))
    return findings


def _within(domain: str, value: Tensor) -> bool:
    if domain == "spd":
        return bool(torch.equal(value, value.mT) and torch.linalg.eigvalsh(value).min() > 0)
    if domain == "symmetric":
        return bool(torch.equal(value, value.mT))
    if domain == "regular":
        return bool((torch.linalg.svdvals(value) > HALF).all())
    if domain == "distinct":
        return len(set(value.flatten().tolist())) == value.numel()
    if domain == "contraction":
        return bool((value.abs().sum(-1) < 1).all())
    return domain != "positive" or bool((value > 0).all())
