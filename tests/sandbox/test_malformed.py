"""Whatever no honest peer sends is refused, and nothing is allocated for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from gradgrader.sandbox.messages import ENCODER, REPLIES, REQUESTS, Backward, Forward, Run
from gradgrader.sandbox.tensors import MAX_OFFSET

DTYPES = ["float64", "float16", "bfloat16", "int64", "uint8", "bool", "complex128"]
ROOM = MAX_OFFSET * 16  # bytes that may stand before a complex128 tensor
REFUSALS = (ValueError, msgspec.DecodeError)  # a ValidationError is a DecodeError
LIMIT = 1 << 24


def request(*raw: Any) -> bytes:
    """A request as a hostile peer would write it, with `raw` as its tensors."""
    step = {"is": "Forward", "handle": 1, "inputs": list(raw), "requires": [False] * len(raw)}
    return msgspec.msgpack.encode({"is": "Run", "function": 0, "steps": [step], "keep": False})


def taken(content: bytes) -> Sequence[Tensor]:
    return REQUESTS.decode(content).steps[0].inputs


BYTES = b"\0" * 8
IMPOSSIBLE = {
    "too few bytes": ["float64", [2], BYTES, None, 0],
    "too many bytes": ["float64", [1], BYTES * 2, None, 0],
    "too few for the strides": ["float64", [2], BYTES, [1], 0],
    "too many for the strides": ["float64", [2], BYTES * 2, [0], 0],
    "negative size": ["float64", [-1], b"", None, 0],
    "two negative sizes": ["float64", [-1, -1], BYTES, None, 0],
    "negative stride": ["float64", [2], BYTES * 2, [-1], 0],
    "huge size": ["float64", [LIMIT + 1], BYTES, [0], 0],
    "huge shape": ["float64", [1 << 12, 1 << 13], BYTES, [0, 0], 0],
    "huge stride": ["float64", [2], BYTES, [1 << 62], 0],
    "huge and empty": ["float64", [LIMIT] * 15 + [0], b"", None, 0],
    "size without end": ["float64", [(1 << 64) - 1], b"", None, 0],
    "too many dimensions": ["float64", [1] * 17, BYTES, None, 0],
    "strides of other length": ["float64", [1, 1], BYTES, [1], 0],
    "bool that is 2": ["bool", [1], b"\2", None, 0],
    "bools, the last 255": ["bool", [3], b"\0\1\xff", None, 0],
    "unknown dtype": ["float128", [1], BYTES * 2, None, 0],
    "quantised": ["qint8", [1], b"\0", None, 0],
    "dtype that is a list": [["float64"], [1], BYTES, None, 0],
    "dtype that is null": [None, [1], BYTES, None, 0],
    "size that is a float": ["float64", [1.0], BYTES, None, 0],
    "size that is true": ["float64", [True], BYTES, None, 0],
    "shape that is text": ["float64", "1", BYTES, None, 0],
    "shape that is null": ["float64", None, BYTES, None, 0],
    "bytes that are text": ["uint8", [1], "a", None, 0],
    "bytes that are null": ["float64", [0], None, None, 0],
    "four parts": ["float64", [1], BYTES, None],
    "six parts": ["float64", [1], BYTES, None, 0, 0],
    "negative offset": ["float64", [1], BYTES, None, -1],
    "huge offset": ["float64", [1], BYTES, None, 1 << 40],
    "offset that is null": ["float64", [1], BYTES, None, None],
    "no parts": [],
    "number": 1.0,
    "text": "tensor",
    "null": None,
    "map": {"dtype": "float64"},
}


@pytest.mark.parametrize("raw", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_impossible_tensor_is_refused(raw: Any) -> None:
    """Every length is checked before anything is built."""
    with pytest.raises(REFUSALS):
        taken(request(raw))


@pytest.mark.parametrize("stride", [0, 1])
def test_possible_tensor_is_taken(stride: int) -> None:
    """The frame around the impossible ones is sound."""
    (tensor,) = taken(request(["float64", [1], BYTES, [stride], 0]))

    assert tensor.tolist() == [0.0]


def sample() -> bytes:
    tensor = torch.arange(6, dtype=torch.float64).reshape(2, 3).T
    flags = torch.tensor([True, False])
    steps = [Forward(1, (tensor, flags), (True, False)), Backward(2, 1, (None, tensor))]
    return ENCODER.encode(Run(0, steps, keep=True))


SAMPLE = sample()


def harmless(content: bytes) -> None:
    """Decoding gives a message of modest size or one of the refusals; anything else is raised."""
    for decoder in (REQUESTS, REPLIES):
        try:
            message = decoder.decode(content)
        except REFUSALS:
            continue
        for step in getattr(message, "steps", []):
            for tensor in getattr(step, "inputs", ()):
                assert tensor.untyped_storage().nbytes() <= len(content) + ROOM


@given(st.integers(0, len(SAMPLE) * 8 - 1), st.integers(0, len(SAMPLE) * 8 - 1))
@settings(max_examples=400)
def test_flipped_bits_do_no_harm(first: int, second: int) -> None:
    """Two wrong bits are a refusal or another message, and nothing else."""
    content = bytearray(SAMPLE)
    for bit in (first, second):
        content[bit // 8] ^= 1 << bit % 8

    harmless(bytes(content))


def test_truncated_message_is_refused() -> None:
    """A message that breaks off is no message, wherever it breaks."""
    for length in range(len(SAMPLE)):
        with pytest.raises(REFUSALS):
            REQUESTS.decode(SAMPLE[:length])


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_random_bytes_do_no_harm(content: bytes) -> None:
    """Noise is refused."""
    harmless(content)


parts = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 1 << 63), st.floats(), st.text(max_size=3)
)
sizes = st.one_of(parts, st.lists(st.sampled_from([0, 1, 2, -1, LIMIT, 1 << 40]), max_size=18))
names = st.sampled_from([*DTYPES, "object", ""])


@given(
    st.tuples(
        names | parts, sizes, st.binary(max_size=16) | parts, sizes, st.integers(-1, 70) | parts
    )
)
@settings(max_examples=400)
def test_nearly_right_tensors_do_no_harm(raw: tuple[Any, ...]) -> None:
    """The parts of a tensor in the right places, with anything in them."""
    harmless(request(list(raw)))
