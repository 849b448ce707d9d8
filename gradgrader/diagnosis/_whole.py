"""Small whole numbers in the domain of an input, from which a counterexample begins."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from gradgrader.model.exercise import Case, Input

QUARTER = 0.25


def whole(spec: Input, case: Case, reach: tuple[int, float], source: torch.Generator) -> Tensor:
    """Numbers up to the first of `reach`, times the second; or the simplest of a domain."""
    shape = case.shape(spec)
    if spec.domain in SIMPLEST:
        return SIMPLEST[spec.domain](shape, source)
    most, unit = reach
    value = torch.randint(min(most, 1), most + 1, shape, generator=source).to(torch.float64)
    value = value * unit if unit >= 1 else value / round(1 / unit)
    if spec.domain in {"positive", "nonzero"}:
        value = value.clamp(min=unit)
    if spec.domain == "positive":
        return value
    return value * (torch.randint(0, 2, shape, generator=source) * 2 - 1)


def _regular(shape: tuple[int, ...], source: torch.Generator) -> Tensor:  # noqa: ARG001 - as its siblings
    return torch.eye(shape[-2], shape[-1], dtype=torch.float64).cumsum(-1)


def _symmetric(shape: tuple[int, ...], source: torch.Generator) -> Tensor:  # noqa: ARG001 - the same
    numbers = torch.arange(1, shape[-1] + 1, dtype=torch.float64)
    return torch.minimum(numbers, numbers.unsqueeze(-1))


def _spd(shape: tuple[int, ...], source: torch.Generator) -> Tensor:  # noqa: ARG001 - the same
    return torch.eye(shape[-1], dtype=torch.float64) + 1


def _contraction(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    """A quarter somewhere in each row, and zeros."""
    places = torch.randint(0, max(shape[-1], 1), (*shape[:-1], 1), generator=source)
    return torch.zeros(shape, dtype=torch.float64).scatter(-1, places, QUARTER)


def _distinct(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    size = torch.Size(shape).numel()
    return torch.randperm(size, generator=source).to(torch.float64).reshape(shape)


SIMPLEST: dict[str, Callable[[tuple[int, ...], torch.Generator], Tensor]] = {
    "regular": _regular,
    "symmetric": _symmetric,
    "spd": _spd,
    "contraction": _contraction,
    "distinct": _distinct,
}
