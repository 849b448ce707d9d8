"""A gradient loses its digits in another dtype."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gradgrader.diagnosis._blackbox import kinds
from gradgrader.diagnosis._text import last_name, nodes, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis

CASTS = {"float", "half", "double", "bfloat16"}
KINDS = {"float32", "float16", "half", "bfloat16", "double", "float64", "float"}
MAKES = {"zeros", "ones", "empty", "eye", "full", "tensor", "arange", "linspace", "FloatTensor"}
SEEN_BY = ("contract", "dtypes", "gradients", "numeric", "adjoint", "taylor", "gradgradcheck")


@rule
def dtype(findings: Findings) -> Diagnosis | None:
    """A gradient is made, or rounded, in another dtype than that of the inputs."""
    contract, kept = findings.failed("contract"), findings.failed("dtypes")
    returned = contract is not None and contract.code == "gradient-dtype"
    rounded = not returned and not findings.failed("forward") and _single(findings)
    if not (returned or rounded or (kept is not None and "backward returns" in kept.message)):
        return None
    found = list(_spots(findings))
    if not found:
        return None
    told = contract if returned else kept
    what, lost = "A gradient is rounded to single precision (float32)", "its digits are gone"
    if told is not None and "backward returns" in told.message:
        # `in float32, backward returns float64 for `x``
        words = told.message.split("backward returns ", 1)[1].split(",", 1)[0]
        place = told.message.split("backward returns ", 1)[0].rstrip(" ,").replace("in ", "for ", 1)
        what = f"You return {words}{f' {place} inputs' if place else ''}"
        lost = "that is wasted" if words.startswith("float64") else lost
    return Diagnosis(
        code="wrong-dtype",
        confidence="likely",
        title="a gradient in another dtype",
        message=f"{what}: torch casts it back, but {lost}. A gradient has the dtype of its input.",
        advice="Make tensors with `torch.zeros_like(x)` or `dtype=x.dtype`, and don't convert.",
        locations=places(findings.sketch, found),
        checks=SEEN_BY,
    )


def _single(findings: Findings) -> bool:
    """Whether numbers of a wrong gradient are those of single precision."""
    if findings.failed("gradients") is None or findings.failed("differentiable"):
        return False
    return any(kind.name == "single" for kind in (kinds(findings) or {}).values())


def _spots(findings: Findings) -> Iterator[ast.AST]:
    """Conversions, dtypes by name, and new tensors without a dtype."""
    for node in nodes(findings.sketch):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), args=[]) if name in CASTS:
                yield node
            case ast.Attribute(value=ast.Name(id="torch"), attr=name) if name in KINDS:
                yield node
            case ast.Call(func=func, keywords=given) if last_name(func) in MAKES:
                if not any(one.arg in {"dtype", None} for one in given):
                    yield node
