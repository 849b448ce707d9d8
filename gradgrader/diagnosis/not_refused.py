"""Forward takes sizes that it has to refuse."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._text import method, places, returns
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis


@rule
def not_refused(findings: Findings) -> Diagnosis | None:
    """Where the reference raises, forward returns something, or raises something else."""
    outcome = findings.failed("beyond")
    if outcome is None or outcome.code != "not-refused":
        return None
    taken = outcome.message.startswith("takes")
    return Diagnosis(
        code="missing-check",
        confidence="exact",
        title="sizes that do not fit are taken" if taken else "another exception is asked for",
        message=f"Your forward {outcome.message}. Torch spreads an axis of size 1 without a word,"
        " so what is compared then is not what was meant."
        if taken
        else f"Your forward {outcome.message}.",
        advice="Compare what has to be equal (whole shapes, not one size), and raise before"
        " anything is computed."
        if taken
        else "",
        locations=places(findings.sketch, _checks(method(findings.sketch, "forward"))),
        checks=("beyond",),
    )


def _checks(function: ast.FunctionDef | None) -> list[ast.AST]:
    """Conditions of forward after which it raises; without any, what it returns unlooked at."""
    conditions: list[ast.AST] = [
        node
        for node in ast.walk(function or ast.Module([], []))
        if isinstance(node, ast.If) and any(isinstance(one, ast.Raise) for one in node.body)
    ]
    return conditions[:1] or [*returns(function)[-1:]]
