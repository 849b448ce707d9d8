"""The same values, laid out otherwise in memory."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

Layout = Callable[[Tensor], Tensor]


def transposed(value: Tensor) -> Tensor:
    """Last axis first in memory."""
    axes = tuple(range(value.dim() - 1, -1, -1))
    return value.permute(axes).contiguous().permute(axes)


def strided(value: Tensor) -> Tensor:
    """Every second entry of a larger tensor, the others NaN (as torch's noncontiguous_like)."""
    if not value.dim():
        return value
    wide = torch.full((*value.shape[:-1], 2 * value.shape[-1]), torch.nan, dtype=value.dtype)
    wide[..., ::2] = value
    return wide[..., ::2]


def shifted(value: Tensor) -> Tensor:
    """A window that begins in the middle of a larger tensor."""
    if not value.dim():
        return value
    wide = torch.full((value.shape[0] + 2, *value.shape[1:]), torch.nan, dtype=value.dtype)
    wide[1:-1] = value
    return wide[1:-1]


def one_row(value: Tensor) -> Tensor:
    """Every row is the first: one row in memory, expanded (overlapping memory)."""
    return value[:1].expand(value.shape) if value.dim() and value.shape[0] else value


def one_number(value: Tensor) -> Tensor:
    """A single number, expanded: what `.sum().backward()` sends."""
    return value.flatten()[:1].reshape(()).expand(value.shape) if value.numel() else value


KEEPING: dict[str, Layout] = {
    "transposed in memory": transposed,
    "with gaps in memory": strided,
    "cut out of a larger tensor": shifted,
}
OVERLAPPING: dict[str, Layout] = {
    "expanded from one row": one_row,
    "expanded from one number": one_number,
}
