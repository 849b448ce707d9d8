"""Numbers are read in the order in which they happen to lie in memory."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gradgrader.checks._layouts import one_number
from gradgrader.diagnosis._state import mixed_up
from gradgrader.diagnosis._text import nodes, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.diagnosis.inplace import writes
from gradgrader.exercises.compare import gap
from gradgrader.model.result import Diagnosis, Location
from gradgrader.sandbox.messages import Backward, Forward, Gradients

READS = {"as_strided", "stride", "storage_offset", "untyped_storage", "storage", "data_ptr"}
EXPANDED = "expanded from one number"
BEFORE = ("cotangents-untouched", "inputs-untouched")
READS |= {"is_contiguous", "set_", "as_strided_", "view", "empty_like", "empty_strided", "tobytes"}


@rule
def layout(findings: Findings) -> Diagnosis | None:
    """It matters how a tensor lies in memory, which it must not."""
    outcome = findings.failed("cotangent-layout") or findings.failed("input-layout")
    if (
        outcome is None
        or any(map(findings.failed, BEFORE))
        or mixed_up(findings)
        or writes(findings)
        or (EXPANDED in outcome.message and _of_one_number(findings))
    ):
        return None
    when = outcome.message.split(",", 1)[0].removeprefix("with ")
    found = outcome.locations or _spots(findings)
    return Diagnosis(
        code="memory-layout",
        confidence="likely",
        title="it matters how a tensor lies in memory",
        message=f"The same numbers give another result with {when}. Transposed, sliced and expanded"
        " tensors do not lie row by row in memory, and autograd sends all of them.",
        advice="Use `reshape` where you use `view`, and let torch read the tensors: no strides, no"
        " storage.",
        locations=found,
        checks=("cotangent-layout", "input-layout", "gradcheck"),
    )


def _of_one_number(findings: Findings) -> bool:
    """Whether it goes with equal numbers, however they lie: a tie, a spread of 0, or ones."""
    inputs = findings.failed("cotangent-layout") is None
    return (inputs and findings.failed("special-points") is not None) or _wrong_for_ones(findings)


def _wrong_for_ones(findings: Findings) -> bool:
    """Whether an incoming gradient of ones that lies row by row is no better."""
    oracle, case = findings.trial.oracle, findings.trial.main
    inputs = oracle.inputs(case)
    ones = tuple(one_number(g).contiguous() for g in oracle.cotangents(case))
    _, answer = findings.ask([Forward(0, inputs, findings.trial.everything), Backward(1, 0, ones)])
    if not isinstance(answer, Gradients):
        return False
    right = oracle.vjp(inputs, ones)
    return not all(gap(g, one).closed for g, one in zip(answer.values, right, strict=True))


def _spots(findings: Findings) -> tuple[Location, ...]:
    return places(findings.sketch, _reads(findings))


def _reads(findings: Findings) -> Iterator[ast.AST]:
    for node in nodes(findings.sketch):
        if isinstance(node, ast.Attribute) and node.attr in READS:
            yield node
