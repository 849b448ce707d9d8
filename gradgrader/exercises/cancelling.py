"""Second derivatives that are small because their terms cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from gradgrader.exercises.derive import Expected, expected_some
from gradgrader.exercises.tolerance import Tensors, allowance

Some = Sequence[Expected | None]


def cancelling(
    compute: Callable[[], Tensors],
    inputs: Sequence[Tensor],
    first: Some,
    weights: Sequence[Tensor],
) -> tuple[Expected | None, ...]:
    """What `compute` returns, second derivatives, those by inputs with room for terms that cancel.

    That of |x| is 0, and 1/|x| - x²/|x|³ is right. Such terms are about as large as those of
    Σ <w_i, gradient_i>, over the smallest |entry| of the input.
    """
    pairs = zip(first, weights, strict=True)
    size = sum(float((g.value * w).abs().sum()) for g, w in pairs if g is not None)
    second, found = expected_some(compute), list[Expected | None]()
    for one, gradient, value in zip(second, first, inputs, strict=False):
        if gradient is None:  # nothing flows
            found.append(one)
            continue
        entries = value.abs()[value != 0]
        least = float(entries.min()) if entries.numel() else 1.0
        right = Expected(torch.zeros_like(value), 0.0) if one is None else one
        found.append(Expected(right.value, max(right.tolerance, allowance(size / least))))
    return (*found, *second[len(inputs) :])
