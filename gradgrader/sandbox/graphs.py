"""Calls of a Function that can still be differentiated, and how the engine does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor


@dataclass(slots=True)
class Graph:
    """What a call left: tensors that can be differentiated for, and those that came of them."""

    inputs: list[Tensor]
    outputs: list[Any]
    arguments: list[Tensor] = field(default_factory=list)
    cotangents: list[Tensor | None] = field(default_factory=list)


def differentiate(
    inputs: Sequence[Tensor],
    outputs: Sequence[Any],
    cotangents: Sequence[Tensor | None],
    *,
    create_graph: bool,
) -> tuple[Tensor | None, ...]:
    """One gradient an input, through the engine, so that learners meet torch's own messages."""
    wanted = [value for value in inputs if value.requires_grad]
    pairs = [
        (out, g)
        for out, g in zip(outputs, cotangents, strict=False)
        if isinstance(out, Tensor) and out.requires_grad
    ]
    if not pairs or not wanted:
        return (None,) * len(inputs)
    used = [(out, g) for out, g in pairs if g is not None]
    if not used:  # undefined everywhere: gradcheck's own way to say so
        undefined = torch._C._functions.UndefinedGrad()  # noqa: SLF001
        used = [(undefined(out), torch.zeros_like(out)) for out, _ in pairs]  # type: ignore[misc]
    found = iter(
        torch.autograd.grad(
            [out for out, _ in used],
            wanted,
            [g for _, g in used],
            create_graph=create_graph,
            retain_graph=True,
            allow_unused=True,
        )
    )
    return tuple(next(found) if value.requires_grad else None for value in inputs)
