"""`assert_gradients`: a Function against a reference, with the whole suite of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from gradgrader.exercises.made import made
from gradgrader.exercises.own_forward import check_own, own_forward
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.asked import demands
from gradgrader.grading.inside import IN_PROCESS
from gradgrader.grading.job import Options
from gradgrader.own.asked import ASKED
from gradgrader.own.check import checked, functions_in, level
from gradgrader.own.checked import Checked
from gradgrader.sandbox.as_found import as_found

WIDTH = 76  # pytest puts four signs before each line
MORE = "--gradgrader-hints {}"


def assert_gradients(  # noqa: PLR0913 - each with a default
    function: type,
    *,
    inputs: str | Mapping[str, Any],
    reference: Callable[..., Any] | None = None,
    outputs: Sequence[str] = (),
    hints: int | None = None,
    strict: bool = False,
    seed: int = 0,
    require: Iterable[str] = (),
    advise: Iterable[str] = (),
    off: Iterable[str] = (),
    **fields: Any,
) -> Checked:
    """Raises AssertionError, which says why, unless the Function passes every check that counts.

    `inputs` says what forward takes: `x: n d, w: d positive, index: n below d, eps = 1e-5`.
    What is right is what autograd derives from `reference`, or else from the Function's own
    forward. `fields` are those of an exercise file: cases, contract, special_points, batch, ...
    """
    __tracebackhide__ = True
    (function,) = functions_in(function)
    options = Options(
        strict=strict,
        checks=demands(required=require, advisory=advise, off=off),
        hints=ASKED.hints if hints is None else level(hints),
        seed=seed,
        isolation=IN_PROCESS,
    )
    with as_found():
        exercise = made(
            reference or own_forward(function, inplace=bool(fields.get("inplace"))),
            inputs,
            name=function.__name__,
            outputs=outputs,
            **fields,
        )
        if reference is None:
            check_own(exercise, Oracle(exercise, seed))
    found = checked([function], [exercise], options, given=True, more=MORE)
    if not found.passed:
        raise AssertionError(_said(found, reference))
    return found


def _said(found: Checked, reference: Callable[..., Any] | None) -> str:
    """Which gradient counts as right, and the report."""
    known = getattr(reference, "__name__", "the reference")
    of = "its own forward" if reference is None else f"`{known}`"
    head = f"{found.submission.path} is not right. Right is what autograd derives from {of}."
    return f"{head}\n{found.text(width=WIDTH)}".rstrip("\n")
