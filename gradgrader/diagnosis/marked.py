"""An output carries no gradient because it was marked or detached."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gradgrader.diagnosis._text import calls, method, places, returns
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis

CUTS = {"detach", "data"}


@rule
def marked(findings: Findings) -> Diagnosis | None:
    """An output is marked as not differentiable, or detached."""
    outcome = findings.failed("differentiable")
    if outcome is None or outcome.code != "not-differentiable":
        return None
    marks: list[ast.AST] = [*calls(findings.sketch, "mark_non_differentiable")]
    found = marks or list(_cuts(findings))
    if not found:
        return None
    what = "marks an output as not differentiable" if marks else "detaches an output"
    named = outcome.message.split(" carries", 1)[0]
    return Diagnosis(
        code="not-differentiable",
        confidence="likely",
        title="an output carries no gradient",
        message=f"Forward {what}: {named} then has no gradient, backward is never told what comes"
        " in there, and whatever is trained through it learns nothing.",
        advice="Leave that out: `mark_non_differentiable` is for outputs such as indices."
        if marks
        else "Return it as it is.",
        locations=places(findings.sketch, found),
        checks=("differentiable", "gradients", "adjoint", "numeric", "taylor", "gradcheck"),
    )


def _cuts(findings: Findings) -> Iterator[ast.AST]:
    """`.detach()` in what forward returns."""
    for one in returns(method(findings.sketch, "forward")):
        for node in ast.walk(one):
            if isinstance(node, ast.Attribute) and node.attr in CUTS:
                yield node
