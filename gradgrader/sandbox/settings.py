"""What goes with a call besides tensors that carry gradients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from torch import Tensor


class Given(msgspec.Struct, frozen=True, array_like=True):
    """The argument at a position of forward's: a tensor without gradient, a value, or several."""

    position: int
    tensor: Tensor | None = None
    value: bool | int | float | str | list[bool | int | float | str | None] | None = None


class Setting(msgspec.Struct, frozen=True, array_like=True):
    """Arguments to fill in, which outputs count (all, if none is named), and inputs to `copy`.

    A copied input is the result of an operation, which forward may change in place; with `follow`,
    what has become of the first one stands for the outputs.
    """

    given: list[Given] = []
    outputs: list[int] = []
    copy: bool = False
    follow: bool = False


def bound(function: Any, setting: Setting | None) -> Callable[..., Any]:
    """`function.apply`, as a function of the tensors that carry gradients."""
    if setting is None:
        return function.apply  # type: ignore[no-any-return]

    def apply(*tensors: Tensor) -> Any:
        arguments: list[Any] = [value * 1 for value in tensors] if setting.copy else list(tensors)
        first = arguments[0]
        for one in setting.given:
            own = one.value if one.tensor is None else one.tensor.clone()
            arguments.insert(one.position, own)
        result = function.apply(*arguments)
        if setting.follow:
            return first
        return _counting(result, setting.outputs)

    return apply


def _counting(result: Any, outputs: Sequence[int]) -> Any:
    """The outputs that count; all, where they are not as many as there should be."""
    if not outputs or not isinstance(result, tuple) or len(result) <= max(outputs):
        return result
    some = tuple(result[index] for index in outputs)
    return some if len(some) > 1 else some[0]
