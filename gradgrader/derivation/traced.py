"""An exercise's reference traced in several sizes at once."""

from __future__ import annotations

import ast
from dataclasses import dataclass

import torch

from gradgrader.derivation.passes import One
from gradgrader.derivation.render import Unrenderable, Varying
from gradgrader.model.exercise import Case, Exercise


@dataclass(frozen=True, slots=True)
class Traced:
    """Traces of forward and backward in several sizes: the same nodes, other numbers."""

    exercise: Exercise
    traces: tuple[One, ...]

    def size(self, varying: Varying) -> ast.expr:
        """How to write a number that is another one in each trace."""
        place = varying.numbers
        for name in self.traces[0].named:
            shapes = [tuple(one.named[name].value.shape) for one in self.traces]
            for axis in range(len(shapes[0])):
                if all(s[axis] == n for s, n in zip(shapes, place, strict=True)):
                    return ast.parse(f"{name}.shape[{axis}]", mode="eval").body
            counts = [torch.Size(shape).numel() for shape in shapes]
            if all(count == n for count, n in zip(counts, place, strict=True)):
                return ast.parse(f"{name}.numel()", mode="eval").body
        raise Unrenderable(f"the size {place}")


def other_sizes(exercise: Exercise, least: int) -> Case:
    """No two sizes alike, but those that the contract ties."""
    sizes: dict[str, int] = {}
    for number, dim in enumerate(exercise.cases[0].sizes):
        together = (other for group in exercise.contract if dim in group for other in group)
        sizes[dim] = next((sizes[o] for o in together if o in sizes), least + 2 * number)
    return Case(sizes)
