"""What would be right for other tensors than these, or for another derivative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from gradgrader.diagnosis._place import Kind, Place, reference_at
from gradgrader.diagnosis._point import Point
from gradgrader.diagnosis._views import ELSEWHERE, same


def as_if(place: Place) -> Iterator[Kind]:
    """What would be right for other tensors: one transposed, or one in the place of another."""
    view, oracle = place.view, place.findings.trial.oracle
    point = f"{view.case.label} {view.draw} {view.way}"
    given = list(oracle.inputs(view.case, view.draw, view.way))
    incoming = [
        g if index == place.output else torch.zeros_like(g)
        for index, g in enumerate(oracle.cotangents(view.case, view.draw))
    ]
    for kind, inputs, cotangents in _variants(given, incoming, place.output):
        key = f"as if {point} {place.output} {kind}"
        right = reference_at(place, key, Point(tuple(inputs), tuple(cotangents)))
        if right is not None and same(place.actual, right):
            yield kind


def _variants(
    inputs: Sequence[Tensor], cotangents: Sequence[Tensor], output: int
) -> Iterator[tuple[Kind, Sequence[Tensor], Sequence[Tensor]]]:
    if _square(cotangents[output]):
        turned = [g.mT if index == output else g for index, g in enumerate(cotangents)]
        yield Kind("cotangent-turned"), inputs, turned
    for index, value in enumerate(inputs):
        if _square(value):
            turned = [x.mT if place == index else x for place, x in enumerate(inputs)]
            yield Kind("input-turned", index), turned, cotangents
        for other, instead in enumerate(inputs):
            if other != index and instead.shape == value.shape:
                changed = [instead if place == index else x for place, x in enumerate(inputs)]
                yield Kind("input-for", other, index), changed, cotangents
                if other > index:
                    exchanged = [*changed]
                    exchanged[other] = value
                    yield Kind("inputs-exchanged", other, index), exchanged, cotangents


def _square(value: Tensor) -> bool:
    return value.dim() == 2 and value.shape[0] == value.shape[1] > 1  # noqa: PLR2004


def slope(place: Place) -> Iterator[Kind]:
    """What comes in times a number for each entry, as it should be, but another number."""
    view, other = place.view, place.ways.other[place.input]
    oracle = place.findings.trial.oracle
    draws = view.draw, ELSEWHERE
    mine, elsewhere = (oracle.cotangents(view.case, draw)[place.output] for draw in draws)
    if other is None or not place.actual.shape == place.right.shape == mine.shape:
        return
    given = oracle.inputs(view.case, view.draw, view.way)
    zeros = [torch.zeros_like(g) for g in oracle.cotangents(view.case)]
    zeros[place.output] = elsewhere
    key = f"slope {view.case.label} {view.draw} {view.way} {place.output}"
    right = reference_at(place, key, Point(given, tuple(zeros)))
    if right is not None and all(
        same(at_one * elsewhere, at_other * mine)
        for at_one, at_other in ((place.actual, other), (place.right, right))
    ):
        yield Kind("slope")
