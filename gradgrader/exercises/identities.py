"""Identities that an author states as expressions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import torch
from torch import Tensor

from gradgrader.errors import InvalidExercise
from gradgrader.model.exercise import Exercise, Invariant


def holds(
    exercise: Exercise,
    invariant: Invariant,
    inputs: Sequence[Tensor],
    outputs: Sequence[tuple[Tensor, Tensor]],
    gradients: Sequence[Tensor | None],
) -> Tensor:
    """The value of the expression (zero for right gradients); raises InvalidExercise.

    `outputs` come with their cotangents.
    """
    names: dict[str, Any] = {"torch": torch}
    names |= {spec.name: value for spec, value in zip(exercise.inputs, inputs, strict=True)}
    for name, (out, cotangent) in zip(exercise.outputs, outputs, strict=True):
        names |= {name: out, f"g{name}": cotangent}
    for spec, value, like in zip(exercise.inputs, gradients, inputs, strict=True):
        names[f"d{spec.name}"] = torch.zeros_like(like) if value is None else value
    try:
        return cast("Tensor", eval(invariant.zero, names))  # noqa: S307 - the author's, trusted
    except Exception as error:  # whatever the author's code raises is told in the same way
        raise InvalidExercise(
            f"`{invariant.zero}` raises {type(error).__name__}: {error}",
            path=exercise.path,
            field="invariants",
        ) from error
