"""Where nothing comes in, backward divides nothing by nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import torch

from gradgrader.diagnosis._flow import mentions, reached
from gradgrader.diagnosis._text import backward, parameters, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.sandbox.messages import Backward, Forward, Gradients


@rule
def nothing_comes_in(findings: Findings) -> Diagnosis | None:
    """With zeros coming in, a gradient is not finite: backward divides by what comes in."""
    if findings.failed("undefined") is None or findings.failed("gradients"):
        return None
    oracle, case = findings.trial.oracle, findings.trial.main
    zeros = tuple(torch.zeros_like(g) for g in oracle.cotangents(case))
    forward = Forward(0, oracle.inputs(case), findings.trial.everything)
    _, answer = findings.ask([forward, Backward(1, 0, zeros)])
    if not isinstance(answer, Gradients):
        return None
    if all(value is None or bool(value.isfinite().all()) for value in answer.values):
        return None
    found = list(_divisions(findings))
    return Diagnosis(
        code="not-finite",
        confidence="exact",
        title="a gradient is not finite where nothing comes in",
        message="Where only zeros come in, what you return is not finite (inf or nan). That happens"
        " whenever an output is not used, or a loss is flat.",
        advice="Where do you divide by something that is made of what comes in? What should come"
        " out where that is 0?",
        locations=places(findings.sketch, found) if len(found) == 1 else (),
        checks=("undefined", "singletons"),
    )


def _divisions(findings: Findings) -> Iterator[ast.AST]:
    """Where backward divides by something that depends on what comes in."""
    function = backward(findings.sketch)
    if function is None:
        return
    arriving = reached(function, parameters(function)[1:])
    for node in ast.walk(function):
        match node:
            case ast.BinOp(op=ast.Div(), right=below) if mentions(below, arriving):
                yield node
