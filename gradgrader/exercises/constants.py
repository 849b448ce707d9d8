"""Arguments that carry no gradient: they follow from the sizes of those that do.

So whoever makes inputs needs not think of them: in the same sizes (and for the same seed) a call
gets the same whole numbers, truths and values, wherever its other inputs come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from gradgrader.exercises.inputs import HALF, generator
from gradgrader.model.exercise import Case, Constant, Exercise

Shapes = Sequence[Sequence[int]]
ALSO = 0.25  # the share of entries that take one of `also`


def constants(exercise: Exercise, seed: int, shapes: Shapes) -> dict[str, Any]:
    """The constants of a call whose inputs have these shapes, by name."""
    case = sizes_of(exercise, shapes)
    listed = [one.sizes for one in exercise.cases]
    number = listed.index(case.sizes) if case.sizes in listed else 0
    return {one.name: _drawn(exercise, one, case, number, seed) for one in exercise.constants}


def in_order(exercise: Exercise, inputs: Sequence[Any], others: Mapping[str, Any]) -> list[Any]:
    """Forward's arguments."""
    known = dict(zip((spec.name for spec in exercise.inputs), inputs, strict=True))
    return [known[name] if name in known else others[name] for name in exercise.arguments]


def sizes_of(exercise: Exercise, shapes: Shapes) -> Case:
    """What the inputs' shapes make of every dimension; leading batch dimensions are left out.

    A dimension that no input has is what it is in the first case that agrees with the others.
    """
    found: dict[str, int] = {}
    for spec, shape in zip(exercise.inputs, shapes, strict=True):
        own = shape[len(shape) - len(spec.shape) :]
        found.update({d: n for d, n in zip(spec.shape, own, strict=False) if not d.isdigit()})
    agreeing = [
        case
        for case in (*exercise.cases, *exercise.beyond)
        if all(case.sizes[dim] == size for dim, size in found.items())
    ]
    known = (agreeing or exercise.cases)[0].sizes
    return Case({dim: found.get(dim, size) for dim, size in known.items()})


def _drawn(exercise: Exercise, one: Constant, case: Case, number: int, seed: int) -> Any:
    if one.shape is None:
        return one.values[number % len(one.values)]
    source = generator(exercise.id, case.label, seed, one.name)
    shape = case.shape(one)
    if not one.below:
        return torch.rand(shape, generator=source) < HALF
    drawn = torch.randint(max(case.size(one.below), 1), shape, generator=source)
    return _with(drawn, one.also, source)


def _with(drawn: Tensor, also: Sequence[int], source: torch.Generator) -> Tensor:
    """Some entries replaced by those of `also`, in turn; at least one is left."""
    if not also or drawn.numel() < 2:  # noqa: PLR2004
        return drawn
    chosen = (torch.rand(drawn.shape, generator=source) < ALSO).flatten()
    chosen[0], chosen[-1] = True, False
    flat = drawn.flatten()
    count = int(chosen.sum())
    flat[chosen] = torch.tensor([also[i % len(also)] for i in range(count)])
    return flat.reshape(drawn.shape)
