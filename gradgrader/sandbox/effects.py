"""What a call changes besides what it returns: attested by the worker, good for teaching."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from typing import Any, Self

import torch
from torch import Tensor

from gradgrader.sandbox.tensors import as_bytes

GRAD = "grad"


class Effects:
    """While open, notes what becomes of global state and of the inputs' `.grad`.

    `found` afterwards names what has changed: torch-rng, random, numpy-rng, grad-mode,
    default-dtype, anomaly-mode, or grad (a learner wrote into `.grad`).
    """

    def __init__(self, inputs: Sequence[Tensor], *, wanted: bool) -> None:
        self._inputs, self._wanted = inputs, wanted
        self.found: list[str] = []

    def __enter__(self) -> Self:
        if self._wanted:
            _unsettle()
            self._before = _state()
        return self

    def __exit__(self, *_: object) -> None:
        if not self._wanted:
            return
        after = _state()
        self.found = [name for name, value in self._before.items() if after.get(name) != value]
        if any(value.is_leaf and value.grad is not None for value in self._inputs):
            self.found.append(GRAD)
            for value in self._inputs:
                value.grad = None


def _unsettle() -> None:
    """What an earlier call has changed for good is put back, so that this call shows it again."""
    torch.rand(1)
    random.random()  # noqa: S311 - so that seeding is seen
    torch.set_default_dtype(torch.float32)
    torch.autograd.set_detect_anomaly(False)


def _state() -> dict[str, Any]:
    """Each in a form that can be compared."""
    state = {
        "torch-rng": as_bytes(torch.get_rng_state()),
        "random": random.getstate(),
        "grad-mode": torch.is_grad_enabled(),
        "default-dtype": torch.get_default_dtype(),
        "anomaly-mode": torch.is_anomaly_enabled(),
    }
    if "numpy.random" in sys.modules:
        _, keys, *rest = sys.modules["numpy.random"].get_state()
        state["numpy-rng"] = keys.tobytes(), rest
    return state
