"""`.T` of a batch of matrices turns all axes round, not the last two."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gradgrader.diagnosis._text import names, nodes, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed

CALLS = {"t": ((),), "transpose": ((0, 1), (1, 0)), "permute": ((1, 0),)}


@rule
def turned_batch(findings: Findings) -> Diagnosis | None:
    """With leading dimensions something is wrong, and a transpose names the first two axes, or all.

    Where matrices alone are right, such a transpose is meant for the last two.
    """
    outcome = findings.failed("batch")
    if outcome is None or outcome.ended or findings.failed("gradients"):
        return None
    found = list(_turns(findings))
    if not found:
        return None
    written = list(dict.fromkeys(f"`{ast.unparse(node)}`" for node in found))
    shared = len(findings.exercise.batch) < len(findings.exercise.inputs)
    more = " And what the batch shares gets the sum of all that comes back for it."
    return Diagnosis(
        code="turned-batch",
        confidence="likely",
        title="a transpose turns the batch as well",
        message=f"Matrices alone are right, but not a batch of them: {outcome.message}."
        f" {listed(written)} turn{'s' * (len(written) == 1)} the axes of the batch as well.",
        advice="Of a batch, turn the last two axes: `.mT`, or `.transpose(-2, -1)`."
        f"{more if shared else ''}",
        locations=places(findings.sketch, found),
        checks=("batch",),
    )


def _turns(findings: Findings) -> Iterator[ast.expr]:
    """Of what has leading dimensions, as far as the text tells."""
    own, exercise = names(findings).inputs, findings.exercise
    shared = {
        name
        for name, spec in zip(own, exercise.inputs, strict=True)
        if spec.name not in exercise.batch
    }
    for node in nodes(findings.sketch):
        match node:
            case ast.Attribute(value=value, attr="T"):
                pass
            case ast.Call(func=ast.Attribute(value=value, attr=name), args=args) if (
                name in CALLS and _given(args) in CALLS[name]
            ):
                pass
            case _:
                continue
        if not (isinstance(value, ast.Name) and value.id in shared):
            yield node


def _given(args: list[ast.expr]) -> tuple[object, ...]:
    return tuple(one.value if isinstance(one, ast.Constant) else None for one in args)
