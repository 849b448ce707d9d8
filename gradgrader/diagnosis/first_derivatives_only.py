"""A backward that says that it can't be differentiated, where that is asked for."""

from __future__ import annotations

import ast

from gradgrader.checks.second_order import REFUSED
from gradgrader.diagnosis._text import nodes, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis

DECLARES = "once_differentiable"


@rule
def first_derivatives_only(findings: Findings) -> Diagnosis | None:
    """Second derivatives are asked for, and backward is declared to have none."""
    outcome = findings.failed("second-order")
    required = findings.trial.requires("second-order")
    if outcome is None or outcome.code != REFUSED or not required:
        return None
    found = [node for node in nodes(findings.sketch) if _declares(node)]
    return Diagnosis(
        code="once-differentiable",
        confidence="exact",
        title="backward can't be differentiated",
        message="Your first derivatives are right, and backward is declared to be differentiated no"
        " further. That is honest, but here second derivatives are asked for.",
        advice="Leave the declaration out, and write backward with operations of torch on saved"
        " inputs and outputs: autograd then differentiates it as it does a forward.",
        locations=places(findings.sketch, found),
        checks=("second-order", "gradgradcheck"),
    )


def _declares(node: ast.AST) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == DECLARES) or (
        isinstance(node, ast.Name) and node.id == DECLARES
    )
