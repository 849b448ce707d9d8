"""Kinks, edges and jumps are told from smooth points, and the slopes beside them are right."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from in_process import tiny

from gradgrader.exercises.kinks import Kind, kind, one_sided
from gradgrader.exercises.reference import Oracle

KINDS = {
    "sin": (math.sin, Kind.SMOOTH),
    "exp": (math.exp, Kind.SMOOTH),
    "line": (lambda t: 3 * t - 1, Kind.SMOOTH),
    "constant": (lambda _: 4.0, Kind.SMOOTH),
    "large offset": (lambda t: 1e9 + math.sin(t), Kind.SMOOTH),
    "cubic": (lambda t: t**3, Kind.SMOOTH),
    "abs": (abs, Kind.KINK),
    "relu": (lambda t: max(t, 0.0), Kind.KINK),
    "bent sine": (lambda t: math.sin(abs(t)), Kind.KINK),
    "small kink": (lambda t: math.exp(t) + 0.01 * abs(t), Kind.KINK),
    "root": (lambda t: math.sqrt(abs(t)), Kind.EDGE),
    "step": (lambda t: float(t > 0), Kind.JUMP),
    "step on a slope": (lambda t: t + 0.5 * (t >= 0), Kind.JUMP),
}


@pytest.mark.parametrize("name", KINDS)
def test_kind(name: str) -> None:
    """From values alone."""
    phi, right = KINDS[name]

    assert kind(phi) is right


@given(st.floats(-3, 3), st.floats(-3, 3).filter(lambda b: abs(b) > 0.1))
def test_slope_that_jumps_is_a_kink_whatever_is_added(slope: float, jump: float) -> None:
    """The smooth part does not hide it."""
    assert kind(lambda t: math.cos(t) + slope * t + jump * abs(t)) is Kind.KINK


def test_slopes_on_either_side() -> None:
    """Of relu at 0 they are 0 and the cotangent; elsewhere both are the derivative."""
    x = torch.tensor([[0.0, 1.0], [-1.0, 0.0]], dtype=torch.float64)
    g = torch.tensor([[2.0, 3.0], [5.0, -7.0]], dtype=torch.float64)
    low, high, slack = one_sided(lambda v: [torch.relu(v[0])], [x], [g], 0)

    assert 0 < slack < 1e-7
    assert torch.allclose(low, torch.tensor([[0.0, 3.0], [0.0, -7.0]]).double(), atol=slack)
    assert torch.allclose(high, torch.tensor([[2.0, 3.0], [0.0, 0.0]]).double(), atol=slack)


def test_references_that_are_smooth_at_zero() -> None:
    """Zeros are asked for only where the derivative is no convention."""
    known = {
        "return torch.sin(x)": True,
        "return x.abs()": False,
        "return x.relu()": False,
        "return x.norm()": False,
        "return x.log()": False,
        "return x / x.abs().sum()": False,
    }
    for body, right in known.items():
        exercise = tiny("x -> y", "{x: m n}", body, "cases: [{m: 2, n: 3}]\n")
        assert Oracle(exercise, 0).smooth_at_zero(exercise.cases[0]) is right, body
