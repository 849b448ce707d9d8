"""Ridders' estimate is honest: the true derivative lies within the tolerance it states."""

from __future__ import annotations

import math
from collections.abc import Callable

import mpmath
import pytest

from gradgrader.exercises.ridders import Estimate, estimate, steps

# name: (in floats, in mpmath, points, smooth enough for a sharp estimate)
FUNCTIONS: dict[str, tuple[Callable, Callable, list[float], bool]] = {
    "tanh": (math.tanh, mpmath.tanh, [-2.0, -0.3, 0.0, 0.9, 3.0], True),
    "exp": (math.exp, mpmath.exp, [-5.0, 0.0, 1.0, 4.0], True),
    "log": (math.log, mpmath.log, [0.3, 1.0, 7.0], True),
    "sin": (math.sin, mpmath.sin, [0.1, 1.0, 2.5], True),
    "sin 50x": (lambda x: math.sin(50 * x), lambda x: mpmath.sin(50 * x), [0.0, 0.2, 0.7], False),
    "sin 500x": (
        lambda x: math.sin(500 * x),
        lambda x: mpmath.sin(500 * x),
        [0.0, 0.01, 0.7],
        False,
    ),
    "offset": (
        lambda x: 1e6 + math.tanh(x),
        lambda x: 10**6 + mpmath.tanh(x),
        [-0.5, 0.2, 1.0],
        False,
    ),
    "cube": (lambda x: x**3, lambda x: x**3, [-2.0, 0.5, 3.0], True),
    "sqrt": (math.sqrt, mpmath.sqrt, [0.2, 1.0, 9.0], True),
    "gauss": (
        lambda x: math.exp(-x * x),
        lambda x: mpmath.exp(-x * x),
        [-1.0, 0.3, 2.0],
        True,
    ),
    "inverse": (lambda x: 1 / x, lambda x: 1 / x, [-1.0, 0.3, 4.0], True),
    "line": (lambda x: 3 * x - 1, lambda x: 3 * x - 1, [-1.0, 0.0, 7.0], True),
    "atan": (math.atan, mpmath.atan, [-1.0, 0.0, 2.0], True),
    "narrow": (
        lambda x: 1 / (1 + 400 * x * x),
        lambda x: 1 / (1 + 400 * x * x),
        [0.0, 0.05, 0.3],
        False,
    ),
    "large": (lambda x: 1e12 * math.cos(x), lambda x: 10**12 * mpmath.cos(x), [0.5, 2.0], True),
    "tiny": (lambda x: 1e-12 * math.cosh(x), lambda x: mpmath.cosh(x) / 10**12, [0.5, 2.0], True),
    "sinh": (math.sinh, mpmath.sinh, [-2.0, 0.0, 3.0], True),
    "asinh": (math.asinh, mpmath.asinh, [-4.0, 0.0, 1.0], True),
    "acos": (math.acos, mpmath.acos, [-0.5, 0.0, 0.6], True),
    "tan": (math.tan, mpmath.tan, [-0.9, 0.0, 1.0], True),
    "erf": (math.erf, mpmath.erf, [-1.5, 0.0, 0.7], True),
    "lgamma": (math.lgamma, mpmath.loggamma, [0.6, 2.0, 9.0], True),
    "expm1": (math.expm1, mpmath.expm1, [-3.0, 0.0, 2.0], True),
    "log1p": (math.log1p, mpmath.log1p, [-0.5, 0.0, 5.0], True),
    "cube root": (math.cbrt, mpmath.cbrt, [0.4, 1.0, 8.0], True),
    "sigmoid": (
        lambda x: 1 / (1 + math.exp(-x)),
        lambda x: 1 / (1 + mpmath.exp(-x)),
        [-6.0, 0.0, 2.0],
        True,
    ),
    "softplus": (
        lambda x: math.log1p(math.exp(x)),
        lambda x: mpmath.log1p(mpmath.exp(x)),
        [-6.0, 0.0, 2.0],
        True,
    ),
    "gelu": (
        lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2,
        lambda x: x * (1 + mpmath.erf(x / mpmath.sqrt(2))) / 2,
        [-2.0, 0.0, 1.3],
        True,
    ),
    "swish": (
        lambda x: x / (1 + math.exp(-x)),
        lambda x: x / (1 + mpmath.exp(-x)),
        [-3.0, 0.0, 1.0],
        True,
    ),
    "log cosh": (
        lambda x: math.log(math.cosh(x)),
        lambda x: mpmath.log(mpmath.cosh(x)),
        [-2.0, 0.1, 4.0],
        True,
    ),
    "hypotenuse": (
        lambda x: math.hypot(1, x),
        lambda x: mpmath.sqrt(1 + x * x),
        [-1.0, 0.0, 5.0],
        True,
    ),
    "x to the x": (lambda x: x**x, lambda x: mpmath.mpf(x) ** x, [0.5, 1.0, 2.5], True),
    "exp of sin": (
        lambda x: math.exp(math.sin(x)),
        lambda x: mpmath.exp(mpmath.sin(x)),
        [0.0, 1.0, 3.0],
        True,
    ),
    "rational": (
        lambda x: (x * x - 2) / (x**4 + 1),
        lambda x: (x * x - 2) / (x**4 + 1),
        [-1.0, 0.3, 2.0],
        True,
    ),
}
POINTS = [(name, at) for name, row in FUNCTIONS.items() for at in row[2]]
SHARP = [(name, at) for name, at in POINTS if FUNCTIONS[name][3]]


def estimated(name: str, at: float) -> Estimate:
    function = FUNCTIONS[name][0]
    return estimate(lambda t: function(at + t))


def true(name: str, at: float) -> float:
    with mpmath.workdps(40):
        return float(mpmath.diff(FUNCTIONS[name][1], mpmath.mpf(at)))


@pytest.mark.parametrize(("name", "at"), POINTS)
def test_true_derivative_lies_within_the_tolerance(name: str, at: float) -> None:
    """Whatever the function, the estimate is off by no more than it says."""
    found = estimated(name, at)

    assert abs(found.value - true(name, at)) <= found.tolerance


@pytest.mark.parametrize(("name", "at"), SHARP)
def test_smooth_function_is_estimated_sharply(name: str, at: float) -> None:
    """The tolerance of a smooth function is small beside its size and slope."""
    found = estimated(name, at)

    scale = abs(true(name, at)) + abs(FUNCTIONS[name][0](at))
    assert found.tolerance < 1e-6 * scale


@pytest.mark.parametrize(("name", "at"), [(n, a) for n, a in SHARP if abs(true(n, a)) > 1e-3])
def test_slightly_wrong_derivative_is_outside(name: str, at: float) -> None:
    """A factor of 1.0005 is told from the true slope."""
    found = estimated(name, at)

    assert abs(found.value - 1.0005 * true(name, at)) > found.tolerance


def test_steps_are_all_that_is_asked_for() -> None:
    """Every value that an estimate needs can be had beforehand, in one go."""
    known = {t: math.sin(t) for t in steps()}
    found = estimate(known.__getitem__)

    assert len(known) == len(steps())
    assert all(-t in known for t in known)
    assert abs(found.value - 1) <= found.tolerance < 1e-9


def test_steps_outside_the_domain_are_left_out() -> None:
    """Near the edge of a domain, the steps that stay inside are enough."""
    found = estimate(lambda t: math.log(0.02 + t) if t > -0.02 else math.nan)

    assert abs(found.value - 50) <= found.tolerance < 1


def test_nothing_is_claimed_where_nothing_is_finite() -> None:
    """A function without values has no slope, and no tolerance is wide enough."""
    found = estimate(lambda _: math.nan)

    assert math.isnan(found.value)
    assert found.tolerance == math.inf


@pytest.mark.parametrize("hole", [1.0, -1.0])
def test_one_sided_domain_claims_nothing(hole: float) -> None:
    """At the very edge no central difference exists."""
    found = estimate(lambda t: math.inf if t * hole > 0 else t)

    assert found.tolerance == math.inf


def test_kink_is_not_called_smooth() -> None:
    """|x| beside 0 is no line, and the estimate knows how far off it may be."""
    found = estimate(lambda t: abs(t + 0.001))

    assert abs(found.value - 1) <= found.tolerance


def test_rounding_widens_the_tolerance() -> None:
    """What the other side may be off by is added."""
    narrow, wide = (estimate(math.sin, rounding) for rounding in (0.0, 0.5))

    assert wide.tolerance == pytest.approx(narrow.tolerance + 0.5)
