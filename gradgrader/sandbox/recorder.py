"""Notes what a Function's own backward returns, before the engine has touched it."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from torch import Tensor
from torch.autograd.function import BackwardCFunction

from gradgrader.sandbox.own_work import Watch
from gradgrader.sandbox.records import RawGradient

_NAMES = tuple(name for name in ("apply", "apply_boxed") if hasattr(BackwardCFunction, name))


class Recorder:
    """While open, notes in `raw` what `function`'s backward returns, and has it watched at work.

    The engine calls `BackwardCFunction.apply`, which calls backward (or vjp, or what a decorator
    made of it); its result is what the engine then sums, casts and drops. Where `raw` is None,
    nobody wants to know.
    """

    def __init__(self, function: type) -> None:
        self._function = function
        self.raw: list[RawGradient] | None = None
        self.watch: Watch | None = None

    def __enter__(self) -> Self:
        self._originals = {name: getattr(BackwardCFunction, name) for name in _NAMES}
        for name, original in self._originals.items():
            setattr(BackwardCFunction, name, self._recording(original))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name, original in self._originals.items():
            setattr(BackwardCFunction, name, original)

    def _recording(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def apply(node: Any, *args: Any) -> Any:
            raw, watch = self.raw, self.watch
            if raw is None or watch is None or node._forward_cls is not self._function:  # noqa: SLF001
                return original(node, *args)
            with watch.window():
                result = original(node, *args)
            raw += [_raw(value) for value in (result if isinstance(result, tuple) else (result,))]
            return result

        return apply


def _raw(value: Any) -> RawGradient:
    if isinstance(value, Tensor):
        dtype = str(value.dtype).removeprefix("torch.")
        return RawGradient(kind="tensor", shape=tuple(value.shape), dtype=dtype)
    return RawGradient(kind=kind(value))


def kind(value: Any) -> str:
    """What a value is, in a word."""
    if isinstance(value, Tensor):
        return "tensor"
    return "None" if value is None else type(value).__name__[:200]
