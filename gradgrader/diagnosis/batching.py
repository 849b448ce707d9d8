"""There is no batching rule, or it takes every batch for one on the first axis."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import torch
from torch import Tensor

from gradgrader.diagnosis._flow import mentions
from gradgrader.diagnosis._text import method, parameters, places, returns
from gradgrader.diagnosis._views import same
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.sandbox.alone import Batched
from gradgrader.sandbox.messages import Outputs

COUNT = 2


@rule
def batching(findings: Findings) -> Diagnosis | None:
    """There is no vmap although one is asked for, or it does not look at `in_dims`."""
    outcome, sketch = findings.failed("vmap"), findings.sketch
    if outcome is None or outcome.ended:
        return None
    if outcome.code == "no-vmap":
        return Diagnosis(
            code="missing-vmap",
            confidence="exact",
            title="there is no rule for batches",
            message="The class has neither a `vmap` nor `generate_vmap_rule = True`, and here"
            " torch.func.vmap has to work.",
            advice="If forward, backward and jvp are made of torch's operations only,"
            " `generate_vmap_rule = True` is enough; else write `vmap(info, in_dims, *inputs)`.",
            locations=(sketch.unit.at(sketch.line),) if sketch else (),
            checks=("vmap",),
        )
    own = method(sketch, "vmap")
    if own is None or not _unread(own) or not _first_axis_only(findings):
        return None
    return Diagnosis(
        code="in-dims-ignored",
        confidence="exact",
        title="where the batch is, is not looked at",
        message="Your `vmap` is right where each input has its batch on the first axis, and wrong"
        f" elsewhere: `{parameters(own)[1]}` says where the batch of each input is (None: it has"
        " none), and is never read.",
        advice="Move each batch to one place, for example `x.movedim(d, 0)`, and give an input that"
        " has none an axis of size 1 there.",
        locations=places(sketch, returns(own)),
        checks=("vmap",),
    )


def _unread(function: ast.FunctionDef) -> bool:
    """Whether the argument that says where batches are is never used."""
    given = parameters(function)
    body = ast.Module(function.body, [])
    return len(given) > 1 and not mentions(body, {given[1]})


def _first_axis_only(findings: Findings) -> bool:
    """Whether forward is right for batches on the first axis, and not for those on the last."""
    oracle, case = findings.trial.oracle, findings.trial.main
    draws = [oracle.inputs(case, draw) for draw in range(COUNT)]
    right = [torch.stack(values) for values in zip(*map(oracle.call, draws), strict=True)]
    asked = [
        Batched(tuple(torch.stack(own, axis) for own in zip(*draws, strict=True)), (axis,) * many)
        for axis in (0, -1)
        for many in [len(findings.exercise.inputs)]
    ]
    first, last = findings.ask(asked)
    return _is(first, right) and not _is(last, right)


def _is(answer: object, right: Sequence[Tensor]) -> bool:
    if not isinstance(answer, Outputs):
        return False
    pairs = zip(answer.values, right, strict=True)
    return all(found is not None and same(found, value) for found, value in pairs)
