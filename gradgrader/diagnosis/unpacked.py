"""Another number of tensors is unpacked than was saved."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._text import calls, nodes, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.diagnosis.count import SEEN_BY
from gradgrader.model.result import Diagnosis


@rule
def unpacked(findings: Findings) -> Diagnosis | None:
    """backward unpacks more or fewer tensors than forward saved."""
    outcome = findings.failed("contract")
    if outcome is None or outcome.code != "raised-ValueError" or "unpack" not in outcome.message:
        return None
    saves = list(calls(findings.sketch, "save_for_backward"))
    takes = [
        node
        for node in nodes(findings.sketch)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "saved_tensors"
    ]
    if len(takes) != 1:
        return None
    target = takes[0].targets[0]
    wanted = len(target.elts) if isinstance(target, ast.Tuple) else 1
    saved = sum(len(call.args) for call in saves)
    if wanted == saved:
        return None
    return Diagnosis(
        code="wrong-saved-tensor",
        confidence="likely",
        title="what is unpacked is not what was saved",
        message=f"Forward saves {saved or 'no'} tensor{'s' * (saved != 1)} for backward, and"
        f" backward unpacks {wanted}: `{ast.unparse(target)}`.",
        advice="Save in forward what backward needs, and unpack it in the same order.",
        locations=places(findings.sketch, [*saves, *takes]),
        checks=SEEN_BY,
    )
