"""Two tensors compared: how far apart, where, and which plain pattern explains it."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from gradgrader.exercises.compare import Gap, gap
from gradgrader.exercises.derive import Expected

RIGHT = torch.tensor([[0.5, -1.0], [2.0, 0.25]], dtype=torch.float64)
INF, NAN = math.inf, math.nan


def expected(value: Tensor = RIGHT, tolerance: float = 1e-12) -> Expected:
    return Expected(value, tolerance)


def numbers(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


@pytest.mark.parametrize("value", [RIGHT, RIGHT + 1e-13, RIGHT.T.contiguous().T], ids=str)
def test_what_is_within_the_tolerance_is_closed(value: Tensor) -> None:
    """Rounding is no mistake, and neither is a layout."""
    found = gap(value, expected())

    assert found.closed
    assert found.error <= 1e-12
    assert found.note == ""


def test_worst_entry_is_named() -> None:
    """The largest difference, its place, and both numbers."""
    wrong = RIGHT + torch.tensor([[0.0, 0.5], [0.25, 0.0]])
    found = gap(wrong, expected())

    assert not found.closed
    assert found == Gap(0.5, 1e-12, "", "[0, 1]", -1.0, -0.5, "2 of 4 entries are wrong")
    assert found.sentence("gradient of k") == (
        "gradient of k is off by 0.5: at [0, 1] expected -1, got -0.5 (2 of 4 entries are wrong)"
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (-RIGHT, "it is the right one with its sign flipped: at [1, 0] expected 2, got -2"),
        (3 * RIGHT, "it is 3 times the right one: at [1, 0] expected 2, got 6"),
        (0.5 * RIGHT, "it is 0.5 times the right one: at [1, 0] expected 2, got 1"),
        (0 * RIGHT, "it is always 0: at [1, 0] expected 2, got 0"),
        (RIGHT.T, "it is off by 3: at [0, 1] expected -1, got 2 (2 of 4 entries are wrong)"),
        (RIGHT * NAN, "it is not finite: at [0, 0] expected 0.5, got nan"),
        (RIGHT / 0, "it is not finite: at [0, 0] expected 0.5, got inf"),
        (RIGHT[:1], "it has shape (1, 2), expected (2, 2)"),
        (RIGHT.flatten(), "it has shape (4,), expected (2, 2)"),
        (RIGHT.to(torch.complex128), "it is complex128"),
        (RIGHT > 0, "it is bool"),
        (RIGHT.float() * 2, "it is 2 times the right one: at [1, 0] expected 2, got 4"),
        (
            RIGHT.to(torch.int64),
            "it is off by 0.5: at [0, 0] expected 0.5, got 0 (2 of 4 entries are wrong)",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sentence(value: Tensor, sentence: str) -> None:
    """A few words say what is wrong, and where it is worst."""
    found = gap(value, expected())

    assert not found.closed
    assert found.sentence("it") == sentence


def test_scalar_has_no_place_and_no_factor() -> None:
    """One number is always some multiple of another; that explains nothing."""
    two = torch.tensor(2.0, dtype=torch.float64)
    found = gap(two + 1, expected(two))

    assert found.sentence("it") == "it is off by 1: expected 2, got 3"


def test_almost_right_is_not_called_one_times_right() -> None:
    """A relative mistake of 1e-8 is off, and "1 times the right one" would say nothing."""
    found = gap(RIGHT * (1 + 1e-8), expected())

    assert not found.closed
    assert found.note != "1 times the right one"


def test_equal_infinities_are_equal() -> None:
    """Where the right answer is infinite or no number, the same is right."""
    value = numbers(INF, -INF, NAN, 1.0)

    assert gap(value.clone(), expected(value)).closed


@pytest.mark.parametrize(
    "value", [numbers(-INF, 1.0), numbers(1.0, 1.0), numbers(NAN, 1.0)], ids=str
)
def test_other_infinities_are_not_equal(value: Tensor) -> None:
    """An infinity of the other sign, a number, or no number stand no nearer."""
    found = gap(value, expected(numbers(INF, 1.0)))

    assert not found.closed
    assert found.error == INF
    assert found.place == "[0]"


def test_none_is_zeros() -> None:
    """None on either side says that no gradient flows."""
    zeros = torch.zeros_like(RIGHT)

    assert gap(None, None).closed
    assert gap(None, expected(zeros, 0.0)).closed
    assert gap(zeros, None).closed
    assert gap(None, expected()).note == "always 0"
    assert not gap(RIGHT, None).closed
    assert gap(RIGHT, None).sentence("it") == "it is off by 2: at [1, 0] expected 0, got 2"


@pytest.mark.parametrize("shape", [(0,), (0, 3)])
def test_nothing_equals_nothing(shape: tuple[int, ...]) -> None:
    """Empty tensors of one shape are equal; shapes still count."""
    assert gap(torch.zeros(shape), expected(torch.zeros(shape))).closed
    assert not gap(torch.zeros(2, 0), expected(torch.zeros(shape))).closed


@given(
    st.floats(-1e3, 1e3).filter(lambda f: abs(f) > 1e-3 and abs(f - 1) > 1e-3), st.integers(0, 99)
)
def test_any_factor_is_recognised(factor: float, seed: int) -> None:
    """A constant factor is told with six digits."""
    source = torch.Generator().manual_seed(seed)
    right = torch.randn(3, 2, generator=source, dtype=torch.float64)
    note = gap(factor * right, expected(right, 1e-13)).note

    if abs(factor + 1) < 1e-9:
        assert note == "the right one with its sign flipped"
    else:
        assert note == f"{factor:.6g} times the right one"


@given(st.integers(0, 99), st.integers(0, 5))
def test_one_wrong_entry_is_found(seed: int, entry: int) -> None:
    """Whichever entry is wrong, its index is told."""
    source = torch.Generator().manual_seed(seed)
    right = torch.randn(3, 2, generator=source, dtype=torch.float64)
    wrong = right.clone()
    wrong.view(-1)[entry] += 1
    found = gap(wrong, expected(right))

    assert found.place == f"[{entry // 2}, {entry % 2}]"
    assert found.error == pytest.approx(1)
