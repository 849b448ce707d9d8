"""One wrong block at one point, and the kind of wrong numbers that it may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.diagnosis._point import Point, reference
from gradgrader.diagnosis._views import View, Ways
from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.derive import Expected


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of wrong numbers; `other` is the input or output whose they are, `factor` by what.

    `other` stands `at` the place of that input; `words` are for a factor that is made of sizes.
    """

    name: str
    other: int = -1
    at: int = -1
    factor: float = 0.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One wrong block at one point: what came, what is right."""

    findings: Findings
    view: View
    output: int
    input: int

    @property
    def ways(self) -> Ways:
        return self.view.alone[self.output]

    @property
    def actual(self) -> Tensor:
        value = self.ways.once[self.input]
        return self.right * 0 if value is None else value

    @property
    def expected(self) -> Expected | None:
        return self.view.expected[self.output][self.input]

    @property
    def right(self) -> Tensor:
        if self.expected is not None:
            return self.expected.value
        return torch.zeros_like(self.findings.trial.oracle.inputs(self.view.case)[self.input])


Test = Callable[[Place], Iterator[Kind]]


def reference_at(place: Place, key: str, point: Point) -> Tensor | None:
    """What the right gradient would be at another point; computed once for all submissions."""
    once, findings = place.findings.trial.oracle.once, place.findings
    return once(key, lambda: reference(findings, point))[place.input]
