"""Each check has a mistake that it catches first, and an answer that it must not accuse."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from answers import (
    BROADCAST,
    LINEAR,
    SMALL,
    SQUARE,
    TWO,
    BackwardRaises,
    BarelyOff,
    Detached,
    Float32,
    ForwardOff,
    Linear,
    Marked,
    NoneUnhandled,
    Once,
    OneSize,
    OneTooMany,
    OrElse,
    Product,
    ProductForTwo,
    ProductRefusing,
    Square,
    Summed,
    TwoRight,
    Unsummed,
    Wrong,
)
from in_process import InProcess

from gradgrader.checks.base import CHECKS, Outcome, Trial, ask, in_order
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Status


def outcomes(exercise: Exercise, function: type) -> dict[str, Outcome]:
    """What every check says, each asked whatever the others said."""
    trial = Trial(exercise, Oracle(exercise, 0), InProcess(function))
    known = in_order(CHECKS[name] for name in CHECKS if name != SLOW)
    checks = [check for check in known if check.applies(trial)]
    return {check.name: ask(trial, check.run) for check in checks}


SLOW = "compiled"  # seconds of torch's tracer for each: asked in test_only


class Caught(NamedTuple):
    exercise: Exercise
    function: type
    check: str
    code: str


CAUGHT = [
    Caught(SQUARE, ForwardOff, "forward", "value"),
    Caught(LINEAR, Square, "forward", "value"),
    Caught(BROADCAST, Unsummed, "contract", "gradient-shape"),
    Caught(BROADCAST, OneTooMany, "contract", "gradient-count"),
    Caught(SQUARE, Float32, "contract", "gradient-dtype"),
    Caught(SQUARE, BackwardRaises, "contract", "raised-ValueError"),
    Caught(SQUARE, Marked, "differentiable", "not-differentiable"),
    Caught(SQUARE, Wrong, "gradcheck", "gradcheck"),
    Caught(SQUARE, BarelyOff, "gradients", "value"),
    Caught(TWO, OrElse, "gradients", "together"),
    Caught(SQUARE, OneSize, "shapes", "value"),
    Caught(SQUARE, NoneUnhandled, "undefined", "undefined-cotangent"),
    Caught(SQUARE, Once, "second-order", "refused"),
    Caught(SQUARE, Detached, "second-order", "silently-wrong"),
    Caught(SMALL, ProductForTwo, "beyond", "value"),
]
RIGHT = [
    (SQUARE, Square),
    (LINEAR, Linear),
    (BROADCAST, Summed),
    (TWO, TwoRight),
    (SMALL, Product),
    (SMALL, ProductRefusing),
]


@pytest.mark.parametrize("caught", CAUGHT, ids=lambda c: f"{c.check}-{c.function.__name__}")
def test_mistake_is_caught(caught: Caught) -> None:
    """The check that is there for a mistake names it."""
    found = outcomes(caught.exercise, caught.function)

    assert found[caught.check].status is not Status.PASSED
    assert found[caught.check].code == caught.code
    assert found[caught.check].message


@pytest.mark.parametrize(("exercise", "function"), RIGHT, ids=lambda p: getattr(p, "__name__", ""))
def test_right_answer_is_not_accused(exercise: Exercise, function: type) -> None:
    """No check finds fault with what is right."""
    found = outcomes(exercise, function)

    assert {name: o.message for name, o in found.items() if o.status is not Status.PASSED} == {}


@pytest.mark.parametrize(
    ("exercise", "function", "blind"),
    [
        (SQUARE, BarelyOff, {"contract", "gradcheck", "forward"}),
        (BROADCAST, Unsummed, {"gradcheck", "gradients", "numeric", "second-order"}),
        (SQUARE, OneSize, {"gradcheck", "gradients", "numeric", "second-order"}),
        (SQUARE, Marked, {"contract", "forward"}),
        (SQUARE, Detached, {"gradcheck", "gradients", "numeric", "undefined", "shapes"}),
        (SQUARE, Once, {"gradcheck", "gradients", "numeric", "undefined", "shapes"}),
        (SMALL, ProductForTwo, {"gradcheck", "gradients", "numeric", "second-order"}),
    ],
    ids=lambda p: getattr(p, "__name__", ""),
)
def test_other_checks_are_not_misled(exercise: Exercise, function: type, blind: set[str]) -> None:
    """A mistake fails the check that asks about it, and not those that ask something else."""
    found = outcomes(exercise, function)

    assert [name for name in sorted(blind) if found[name].status is not Status.PASSED] == []
    assert any(outcome.status is not Status.PASSED for outcome in found.values())
