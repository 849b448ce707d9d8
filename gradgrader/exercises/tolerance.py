"""How far apart two right answers may be, measured rather than chosen.

Monte-Carlo arithmetic (D. Stott Parker, *Monte Carlo Arithmetic*, UCLA CSD-970002, 1997): the
computation is run again with the result of every operation perturbed at random by a relative
2^-44; what that does to the answer, scaled down to float64's rounding unit u = 2^-53, is the
rounding error that any right way to compute it must be allowed. docs/method.md derives the
constants and says how far differently written right answers were seen to lie from each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

UNIT = 2.0**-53
PERTURBATION = 2.0**-44
RUNS = 8
SAFETY = 64.0
POOL = 1 << 14
WIDE = (torch.float64, torch.complex128)

Tensors = tuple[Tensor | None, ...]


class Perturbed(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Multiplies what each out-of-place operation returns by 1 ± 2^-44, forward and backward."""

    def __init__(self, seed: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.seed = seed
        self._factors = _factors(seed)
        self._next = 0

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing is compiled here; without this, torch imports its compiler (0.6 s)."""
        return False

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: Sequence[Any] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        own = _own(func)
        if isinstance(result, tuple):
            pairs = zip(result, own, strict=True)
            return tuple(self.perturbed(value) if new else value for value, new in pairs)
        return self.perturbed(result) if own and own[0] else result

    def perturbed(self, value: Any) -> Any:
        """The value times 1 ± 2^-44, where it is made of real or complex numbers."""
        if not (isinstance(value, Tensor) and _continuous(value)):
            return value
        if value._is_zerotensor():  # noqa: SLF001 - without memory
            return value  # a multiple of it, in a mode, crashes torch 2.13
        factors = self._taken(value.numel()).view(value.shape)
        if value.dtype not in WIDE:
            factors = factors.to(value.dtype)
        return value * factors

    def _taken(self, count: int) -> Tensor:
        """The next factors; drawing them anew for each operation would cost more than all else."""
        start = self._next if self._next + count <= len(self._factors) else 0
        if count > len(self._factors):
            self._factors = self._factors.repeat(-(-count // len(self._factors)) + 1)
        self._next = start + count
        return self._factors[start : start + count]


@cache
def _own(func: Any) -> tuple[bool, ...]:
    """Which of an operation's results are new, and neither views nor what it has changed."""
    return tuple(not one.alias_info for one in func._schema.returns)  # noqa: SLF001 - no other way


@cache
def _factors(seed: int) -> Tensor:
    """1 ± 2^-44, at random."""
    source = torch.Generator().manual_seed(seed)
    signs = torch.randint(0, 2, (POOL,), generator=source).to(torch.float64) * 2 - 1
    return 1 + PERTURBATION * signs


def _continuous(value: Tensor) -> bool:
    return value.is_floating_point() or value.is_complex()


def tolerances(compute: Callable[[], Tensors], answers: Tensors) -> tuple[float, ...]:
    """For each of `answers` = `compute()` the largest |difference| that a right one may show.

    T = 64 (s + 2u max|answer|), where s is the largest deviation over eight perturbed runs times
    u / 2^-44. An answer that is exactly zero without perturbation and with it has tolerance 0.
    """
    spread = [0.0] * len(answers)
    for seed in range(RUNS):
        with Perturbed(seed):
            perturbed = compute()
        for index, (moved, answer) in enumerate(zip(perturbed, answers, strict=True)):
            if moved is not None and answer is not None:
                spread[index] = max(spread[index], _finite(moved - answer))
    return tuple(
        SAFETY * s * UNIT / PERTURBATION + allowance(0.0 if a is None else _finite(a))
        for s, a in zip(spread, answers, strict=True)
    )


def allowance(size: float) -> float:
    """The rounding of numbers that are as large as `size`."""
    return SAFETY * 2 * UNIT * size


def _finite(tensor: Tensor) -> float:
    """The largest finite |entry|: what is nan or infinite is compared without a tolerance."""
    sizes = tensor.abs()
    return largest(sizes.where(sizes.isfinite(), 0.0)) if tensor.numel() else 0.0


def largest(tensor: Tensor) -> float:
    """max |entry|, 0 for an empty tensor."""
    return float(tensor.abs().max()) if tensor.numel() else 0.0
