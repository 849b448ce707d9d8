"""Tensors survive the wire bit for bit, and so does every other message."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from gradgrader.sandbox.messages import (
    ENCODER,
    REPLIES,
    REQUESTS,
    Backward,
    Drop,
    Forward,
    Frame,
    Gradients,
    Hello,
    Load,
    Loaded,
    Outputs,
    Progress,
    Raised,
    RawGradient,
    Run,
    Saved,
    Seen,
    UnitText,
)

DTYPES = [
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
]


@st.composite
def tensors(draw: Any) -> Tensor:
    """Any dtype, 0 to 4 dimensions, any bytes, and any view: cut, turned, stepped, expanded."""
    dtype = draw(st.sampled_from(DTYPES))
    shape = draw(st.lists(st.integers(0, 4), max_size=4))
    count = math.prod(shape) * dtype.itemsize
    content = draw(st.binary(min_size=count, max_size=count))
    if dtype is torch.bool:
        content = bytes(byte & 1 for byte in content)
    whole = torch.empty(shape, dtype=dtype)
    if content:
        whole = torch.frombuffer(bytearray(content), dtype=dtype).reshape(shape)
    for _ in range(draw(st.integers(0, 3))):
        whole = _view(draw, whole)
    return whole


def _view(draw: Any, tensor: Tensor) -> Tensor:
    kind = draw(st.sampled_from(["turn", "cut", "step", "expand"]))
    if kind == "expand":
        return tensor.unsqueeze(0).expand(draw(st.integers(1, 3)), *tensor.shape)
    if not tensor.dim():
        return tensor
    axis = draw(st.integers(0, tensor.dim() - 1))
    if kind == "turn":
        return tensor.transpose(axis, draw(st.integers(0, tensor.dim() - 1)))
    if kind == "cut":
        start = draw(st.integers(0, tensor.shape[axis]))
        return tensor.narrow(axis, start, tensor.shape[axis] - start)
    return tensor[(slice(None),) * axis + (slice(None, None, 2),)]


def bits(tensor: Tensor) -> list[Any]:
    """The entries as bytes, so that nan equals nan and -0.0 differs from 0.0."""
    flat = tensor.resolve_conj().resolve_neg().clone(memory_format=torch.contiguous_format)
    return flat.flatten().view(torch.uint8).tolist() if tensor.numel() else []


def there_and_back(tensor: Tensor) -> Tensor:
    run = REQUESTS.decode(ENCODER.encode(Run(0, [Forward(1, (tensor,), (False,))])))
    return run.steps[0].inputs[0]


@given(tensors())
@settings(max_examples=300)
def test_tensor_survives(tensor: Tensor) -> None:
    """Dtype, shape and every bit are kept, and the layout too."""
    back = there_and_back(tensor)

    assert back.dtype == tensor.dtype
    assert back.shape == tensor.shape
    assert bits(back) == bits(tensor)
    if tensor.numel():
        assert back.is_contiguous() == tensor.is_contiguous()
        if not tensor.is_contiguous():
            assert back.stride() == tensor.stride()


@pytest.mark.parametrize(
    "view", [lambda c: c.conj(), lambda c: c.conj().imag], ids=["conj", "imag"]
)
def test_lazy_views_are_resolved(view: Any) -> None:
    """A conjugate or negated view is sent as the numbers that it shows."""
    tensor = view(torch.tensor([1 + 2j, 3 - 4j], dtype=torch.complex128))

    assert torch.equal(there_and_back(tensor), tensor)


@pytest.mark.parametrize(
    "message",
    [
        Load([UnitText("a", "x = 1")], {"m": UnitText("m", "")}, [(0, 1)]),
        Run(3, [Backward(2, 1, (None,), create_graph=True), Drop([1, 2])], keep=True),
        Run(0, []),
    ],
    ids=lambda m: type(m).__name__,
)
def test_requests_survive(message: Any) -> None:
    """What the grader asks is what the worker reads."""
    assert REQUESTS.decode(ENCODER.encode(message)) == message


@pytest.mark.parametrize(
    "message",
    [
        Hello({"memory": "on"}),
        Progress(0, 7),
        Raised("ValueError", "no", [Frame("a.py", 3, "f")], [RawGradient("None")], 0, 1),
        Loaded([Seen("F", "a.py", 1, ["x"], 1, None)], []),
        Outputs((None,), ("float",), (False,), [Saved(0, "", constant=True)]),
        Gradients((None,), (False,), [RawGradient("tensor", (2, 3), "float64")], refused=True),
    ],
    ids=lambda m: type(m).__name__,
)
def test_replies_survive(message: Any) -> None:
    """What the worker answers is what the grader reads."""
    assert REPLIES.decode(ENCODER.encode(message)) == message
