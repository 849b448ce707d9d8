"""Takes the steps that make many calls at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor

from gradgrader.sandbox.graphs import Graph, differentiate
from gradgrader.sandbox.settings import bound
from gradgrader.sandbox.sweeps import Pull, Pulled, Sweep, Swept, Uneven
from gradgrader.sandbox.tensors import plain

Stacked = tuple[Tensor | None, ...]


def sweep(function: Any, step: Sweep, graphs: dict[int, Graph]) -> Swept | Uneven:
    """The calls that are kept leave graphs behind, as if they had been asked for one by one."""
    apply = bound(function, step.setting)
    outputs, gradients = [], []
    carrying: set[tuple[tuple[bool, ...], tuple[bool, ...]]] = set()
    for index, at in enumerate(zip(*step.inputs, strict=True)):
        inputs = [one.clone().requires_grad_() for one in at]
        with torch.enable_grad():
            result = apply(*inputs)
        returned = list(result) if isinstance(result, tuple) else [result]
        outputs.append([plain(out) for out in returned])
        given = [one[index].clone() for one in step.cotangents]
        given = [g.requires_grad_(g.is_floating_point()) for g in given]
        back: tuple[Tensor | None, ...] = ()
        if given:
            back = differentiate(inputs, returned, given, create_graph=True)
        if index in step.kept:
            handle = step.handle + 2 * index
            graphs[handle] = Graph(inputs, returned, inputs)
            if given:
                graphs[handle + 1] = Graph([*inputs, *given], list(back))
        gradients.append([plain(g) for g in back])
        carrying.add((_carrying(returned), _carrying(back)))
    values, slopes = _together(outputs), _together(gradients)
    if len(carrying) != 1 or not values or slopes is None:
        return Uneven()
    found = tuple(value for value in values if value is not None)
    ((differentiable, again),) = carrying
    return Swept(found, differentiable, slopes, again) if len(found) == len(values) else Uneven()


def pull(step: Pull, graphs: dict[int, Graph]) -> Pulled | Uneven:
    """The other outputs' cotangents are undefined."""
    graph, count = graphs[step.of], len(step.cotangents)
    found = []
    for number, rows in enumerate(step.cotangents):
        some = [
            differentiate(
                graph.inputs,
                graph.outputs,
                [row.clone() if i == number else None for i in range(count)],
                create_graph=False,
            )
            for row in rows
        ]
        stacked = _together([[plain(g) for g in one] for one in some])
        if stacked is None:
            return Uneven()
        found.append(stacked)
    return Pulled(found)


def _carrying(values: Iterable[Any]) -> tuple[bool, ...]:
    return tuple(isinstance(value, Tensor) and value.requires_grad for value in values)


def _together(calls: Sequence[Sequence[Tensor | None]]) -> Stacked | None:
    """Each column stacked, None where it is None throughout; nothing where calls differ."""
    if len({len(call) for call in calls}) > 1:
        return None
    stacked = []
    for column in zip(*calls, strict=True):
        tensors = [value for value in column if value is not None]
        alike = {(value.shape, value.dtype) for value in tensors}
        if len(alike) > 1 or (tensors and len(tensors) < len(column)):
            return None
        stacked.append(torch.stack(tensors) if tensors else None)
    return tuple(stacked)
