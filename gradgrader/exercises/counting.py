"""What differentiating costs: bytes kept, matrices multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

PRODUCTS = frozenset({"mm", "addmm", "bmm", "baddbmm", "mv", "addmv", "dot", "vdot", "linear"})


class Kept:
    """Bytes of memory that is kept for backward, each counted once."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self.size = 0

    def pack(self, value: Tensor) -> Tensor:
        self.count(value)
        return value

    def count(self, value: object) -> None:
        if isinstance(value, Tensor) and value.data_ptr() not in self._seen:
            self._seen.add(value.data_ptr())
            self.size += value.numel() * value.element_size()


class Counted(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts matrix products, forward and backward."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.products = 0

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
        self.products += func.overloadpacket.__name__ in PRODUCTS
        return func(*args, **(kwargs or {}))
