"""torch.func without torch's compiler, which it imports only to tell it to stand aside (1.2 s)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any

import torch

NAME = "torch._dynamo"


class _Aside:
    """Stands where the compiler will be imported to: nothing is being compiled meanwhile."""

    compiled_autograd = SimpleNamespace(_disable=nullcontext)

    def __getattr__(self, name: str) -> Any:
        """Whatever else is wanted of the compiler is its own."""
        return getattr(importlib.import_module(NAME), name)


@contextmanager
def uncompiled() -> Iterator[None]:
    """While nobody has imported the compiler, nobody does for torch.func either."""
    if NAME in sys.modules:
        yield
        return
    aside = _Aside()
    vars(torch)["_dynamo"] = aside
    try:
        yield
    finally:
        if vars(torch).get("_dynamo") is aside:
            del vars(torch)["_dynamo"]
