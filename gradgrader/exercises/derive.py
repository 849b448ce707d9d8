"""Right answers with their tolerances, and how they are derived."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.exercises.tolerance import Tensors, tolerances


@dataclass(frozen=True, slots=True)
class Expected:
    """A right answer and the largest |difference| from it that is still right."""

    value: Tensor
    tolerance: float


@dataclass(frozen=True, slots=True)
class Usual:
    """Bytes that are kept for backward, and matrix products of forward and backward."""

    kept: int
    products: int


def counted(number: int, noun: str) -> str:
    """`1 tensor`, `2 tensors`."""
    return f"{number} {noun}{'s'[: number != 1]}"


def grad(
    outputs: Sequence[Tensor],
    inputs: Sequence[Tensor],
    cotangents: Sequence[Tensor],
    *,
    create_graph: bool = False,
) -> Tensors:
    """The VJP by autograd: None where nothing flows."""
    pairs = [(o, g) for o, g in zip(outputs, cotangents, strict=True) if o.requires_grad]
    if not pairs:
        return (None,) * len(inputs)
    return torch.autograd.grad(
        [o for o, _ in pairs],
        inputs,
        [g for _, g in pairs],
        create_graph=create_graph,
        allow_unused=True,
    )


def expected(compute: Callable[[], tuple[Tensor, ...]]) -> tuple[Expected, ...]:
    """What `compute` returns, and how far a right answer may be from it."""
    answers = compute()
    return tuple(
        Expected(answer.detach(), tolerance)
        for answer, tolerance in zip(answers, tolerances(compute, answers), strict=True)
    )


def expected_some(compute: Callable[[], Tensors]) -> tuple[Expected | None, ...]:
    """The same, where some are None."""
    answers = compute()
    return tuple(
        None if answer is None else Expected(answer.detach(), tolerance)
        for answer, tolerance in zip(answers, tolerances(compute, answers), strict=True)
    )
