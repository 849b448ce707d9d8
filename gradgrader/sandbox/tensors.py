"""Tensors as bytes with checked lengths: no pickle, no numpy, any layout."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import torch
from torch import Tensor

DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float64,
        torch.float32,
        torch.float16,
        torch.bfloat16,
        torch.int64,
        torch.int32,
        torch.int16,
        torch.int8,
        torch.uint8,
        torch.bool,
        torch.complex64,
        torch.complex128,
    )
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
MAX_DIMENSIONS = 16
MAX_ELEMENTS = 1 << 24
LARGEST = 1 << 20
MAX_OFFSET = 64


class Malformed(ValueError):
    """A message that no honest peer sends."""


def pack(value: Any) -> Any:
    """A tensor as [dtype, shape, bytes, strides, offset]; strides are null for contiguous memory.

    The offset says how many entries stand before the first in memory; they are not sent.
    """
    if not isinstance(value, Tensor):
        raise NotImplementedError(f"can't send a {type(value).__name__}")
    if value.requires_grad:
        value = value.detach()
    if value.is_conj() or value.is_neg():
        value = value.resolve_conj().resolve_neg()
    dtype, shape = NAMES.get(value.dtype, str(value.dtype)), list(value.shape)
    offset = min(value.storage_offset(), MAX_OFFSET)
    if value.is_contiguous() or value.numel() == 0:
        return [dtype, shape, as_bytes(value.contiguous()), None, offset]
    extent = 1 + sum((n - 1) * step for n, step in zip(shape, value.stride(), strict=True))
    window = torch.as_strided(value, (extent,), (1,))
    return [dtype, shape, as_bytes(window), list(value.stride()), offset]


def plain(value: Any) -> Tensor | None:
    """A dense CPU tensor without history or subclass, or None for anything else.

    One of more than LARGEST numbers is refused: some dozen calls of one trip are kept until its
    end, and where a worker runs out of memory is another place each time.
    """
    if not isinstance(value, Tensor):
        return None
    if value.numel() > LARGEST:
        raise ValueError(
            f"got {value.numel():,} numbers in one tensor; at most {LARGEST:,} can be graded"
        )
    if value.layout != torch.strided or not value.is_cpu:
        raise TypeError(
            f"got a {value.layout} tensor on {value.device}; expected a dense CPU tensor"
        )
    own = Tensor.detach(value) if value.requires_grad or type(value) is not Tensor else value
    if type(own) is not Tensor:
        own = own.as_subclass(Tensor)
    # a clone that is told its memory format takes three times as long, some thousand times a grade
    return own.clone() if own.is_contiguous() else own.contiguous()


def as_bytes(tensor: Tensor) -> bytes:
    """The memory of a contiguous tensor (no numpy needed, whatever the dtype)."""
    return ctypes.string_at(tensor.data_ptr(), tensor.numel() * tensor.element_size())


def unpack(kind: type, raw: Any) -> Tensor:
    """A tensor from what `pack` makes of it, every length checked before it is built."""
    if kind is not Tensor or not isinstance(raw, list) or len(raw) != 5:  # noqa: PLR2004
        raise Malformed("no tensor")
    name, shape, content, strides, offset = raw
    if not isinstance(offset, int) or not 0 <= offset <= MAX_OFFSET:
        raise Malformed("a tensor that begins nowhere")
    if name not in DTYPES or not isinstance(content, bytes):
        raise Malformed("a tensor of no known dtype")
    if not _sizes(shape) or (strides is not None and not _sizes(strides, len(shape))):
        raise Malformed("a tensor of no possible shape")
    dtype, count = DTYPES[name], math.prod(shape)
    extent = count
    if strides is not None and count:
        extent = 1 + sum((n - 1) * step for n, step in zip(shape, strides, strict=True))
    largest = count or math.prod(size or 1 for size in shape)
    if max(largest, extent) > MAX_ELEMENTS or extent * dtype.itemsize != len(content):
        raise Malformed("a tensor whose bytes don't fit its shape")
    if dtype is torch.bool and content.translate(None, b"\0\1"):
        raise Malformed("booleans that are neither true nor false")
    if not count:
        return torch.empty(shape, dtype=dtype)
    return _built(dtype, shape, content, strides, offset)


def _built(
    dtype: torch.dtype, shape: list[int], content: bytes, strides: list[int] | None, offset: int
) -> Tensor:
    if not offset and strides is None:
        return torch.frombuffer(bytearray(content), dtype=dtype).view(shape)
    content = b"\1" * (offset * dtype.itemsize) + content  # what stands before is nobody's
    flat = torch.frombuffer(bytearray(content), dtype=dtype)
    if strides is None:
        return flat[offset:].view(shape)
    return torch.as_strided(flat, shape, strides, offset)


def _sizes(value: Any, length: int | None = None) -> bool:
    if not isinstance(value, list) or len(value) > MAX_DIMENSIONS:
        return False
    if length is not None and len(value) != length:
        return False
    for n in value:  # noqa: SIM110 - `all` takes twice as long, some thousand times a grade
        if not isinstance(n, int) or not 0 <= n <= MAX_ELEMENTS:
            return False
    return True
