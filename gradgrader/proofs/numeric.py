"""Is the reference's gradient the slope of its values?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor

from gradgrader.exercises.ridders import STARTS, estimate
from gradgrader.exercises.tolerance import UNIT
from gradgrader.model.exercise import Case
from gradgrader.model.proof import Evidence, Finding
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof, warning

DRAWS = 4
GRID, HALVINGS = 32, 24
LEFT = 1e-3  # of a change of slope, after it was looked at 16 million times as closely
NEAR = 1e-5  # ten steps of gradcheck


@proof(100)
def numeric(subject: Subject, part: str) -> Evidence:
    """At every case along random directions, with no kink in reach; one case a part.

    Of a surrogate it must not be.
    """
    cases = {case.label: case for case in subject.exercise.cases}
    if not part:
        return Evidence(parts=tuple(cases)) if list(cases) != [""] else _at(subject, cases[""])
    return _at(subject, cases[part])


def _at(subject: Subject, case: Case) -> Evidence:
    findings: list[Finding] = []
    line, crossed = subject.line("reference"), 0
    if subject.exercise.surrogate:
        return _another(subject, case)
    for draw in range(DRAWS):
        slope, phi = _along(subject, case, draw)
        here = slope(0.0)
        seen = estimate(phi, 64 * UNIT * abs(here))
        kink = _kink(slope)
        crossed += kink is not None
        if kink is not None and abs(kink) < NEAR:
            findings.append(error(f"at {case.label}, inputs lie on a kink", line=line))
        elif kink is None and not abs(here - seen.value) <= seen.tolerance:
            message = f"at {case.label}, values move by {seen.value:.6g} per unit along a direction"
            message += f", the reference's gradient says {here:.6g}"
            findings.append(error(message, line=line))
    if crossed == DRAWS:
        message = f"at {case.label}, every direction crosses a kink within {max(STARTS)}"
        findings.append(warning(f"{message}: values can't tell a wrong gradient there", line=line))
    counts = {
        "direction agrees with values|directions agree with values": DRAWS - crossed,
        "crosses a kink|cross a kink": crossed,
    }
    return Evidence(counts=counts, findings=tuple(findings[:2]))


def _another(subject: Subject, case: Case) -> Evidence:
    """Where it matters, in the first case, the gradient is another than the slope of values."""
    differ = 0
    for draw in range(DRAWS):
        slope, phi = _along(subject, case, draw)
        here = slope(0.0)
        seen = estimate(phi, 64 * UNIT * abs(here))
        differ += not abs(here - seen.value) <= seen.tolerance
    counts = {"direction shows the surrogate|directions show the surrogate": differ}
    if differ or case is not subject.exercise.cases[0]:
        return Evidence(counts=counts)
    message = f"at {case.label}, the reference's gradient is that of its values: no surrogate"
    return Evidence(counts=counts, findings=(warning(message, line=subject.line("surrogate")),))


def _along(
    subject: Subject, case: Case, draw: int
) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """The slope by autograd, and the value, of <w, F(x + t d)> for a direction d of length 1."""
    inputs, raw = subject.oracle.inputs(case, draw), subject.oracle.weights(case, draw)
    length = math.sqrt(sum(float(one.square().sum()) for one in raw)) or 1.0
    toward = [one / length for one in raw]
    weights = subject.oracle.cotangents(case, draw)

    def moved(t: float) -> list[Tensor]:
        return [x + t * d for x, d in zip(inputs, toward, strict=True)]

    def height(at: Sequence[Tensor]) -> Tensor:
        outputs = zip(subject.oracle.call(at), weights, strict=True)
        return torch.stack([(out * w).sum() for out, w in outputs]).sum()

    def slope(t: float) -> float:
        leaves = [one.requires_grad_() for one in moved(t)]
        value = height(leaves)
        if not value.requires_grad:
            return 0.0
        found = torch.autograd.grad(value, leaves, allow_unused=True)
        pairs = zip(found, toward, strict=True)
        return sum(float((g * d).sum()) for g, d in pairs if g is not None)

    return slope, lambda t: float(height(moved(t)))


def _kink(slope: Callable[[float], float]) -> float | None:
    """Where within the widest stencil the slope jumps, found by halving where it changes most."""
    width = max(STARTS)
    ts = [width * (2 * i / GRID - 1) for i in range(GRID + 1)]
    values = [slope(t) for t in ts]
    changes = [abs(b - a) for a, b in pairwise(values)]
    at = max(range(GRID), key=changes.__getitem__)
    first = changes[at]
    if first <= 64 * UNIT * max(map(abs, values)):
        return None
    low, high, left, right = ts[at], ts[at + 1], values[at], values[at + 1]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        value = slope(middle)
        if abs(value - left) >= abs(right - value):
            high, right = middle, value
        else:
            low, left = middle, value
    return low if abs(right - left) > LEFT * first else None
