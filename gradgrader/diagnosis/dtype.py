"""A gradient loses its digits in another dtype."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from gradgrader.diagnosis._blackbox import kinds
from gradgrader.diagnosis._text import last_name, names, nodes, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed

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
        advice=_advice(findings, found),
        locations=places(findings.sketch, found),
        checks=SEEN_BY,
    )


def _advice(findings: Findings, found: Sequence[ast.AST]) -> str:
    """What to write: the dtype of another tensor, whose shape is not always the one that is meant.

    `zeros(x.shape)` is `zeros_like(x)`, and no other is.
    """
    made = [node for node in found if isinstance(node, ast.Call) and last_name(node.func) in MAKES]
    shapes = [node.args[0] if len(node.args) == 1 else None for node in made]
    same = [ast.unparse(one.value) for one in shapes if _is_shape(one)]
    own = names(findings)
    convert = "" if len(made) == len(found) else " Don't convert."
    if not made:
        return "Leave the conversion out: all that comes in has the right dtype already."
    if len(same) == len(made) and not any("ctx" in name for name in same):
        makes = dict.fromkeys(
            f"`torch.{last_name(node.func)}_like({name})`"
            for node, name in zip(made, same, strict=True)
        )
        return f"Make it with {listed(list(makes))}.{convert}"
    dtype = f"{own.cotangents[0]}.dtype"
    makes = dict.fromkeys(f"`torch.{last_name(node.func)}(..., dtype={dtype})`" for node in made)
    return f"Say of which dtype it is: {listed(list(makes))}.{convert}"


def _is_shape(node: ast.expr | None) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and node.attr == "shape"


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
