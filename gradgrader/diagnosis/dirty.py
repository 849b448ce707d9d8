"""Forward was to change its input in place, and autograd does not know that it did."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._changes import changes
from gradgrader.diagnosis._text import calls, method, names, places, returns
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis


@rule
def dirty(findings: Findings) -> Diagnosis | None:
    """An input that forward changes in place is not marked, or a new tensor is made instead."""
    if findings.failed("in-place") is None or any(calls(findings.sketch, "mark_dirty")):
        return None
    name = names(findings).inputs[0]
    forward = method(findings.sketch, "forward")
    changed = [change.node for change in changes(forward, {name: name})]
    found: list[ast.AST] = [*(changed or returns(forward))]
    title = "the input itself is to change"
    if changed:
        title = "a change in place that autograd does not know of"
        words = f"Forward changes `{name}` in place, and autograd is not told: whoever goes on with"
        words += f" `{name}` gets the gradient of what it was before."
        advice = f"Say `ctx.mark_dirty({name})` in forward, and return `{name}` itself."
    else:
        words = f"Forward returns a new tensor, but here `{name}` itself is to change."
        advice = (
            "Methods whose names end with _ work in place. Then tell autograd what has changed."
        )
    return Diagnosis(
        code="in-place",
        confidence="likely",
        title=title,
        message=words,
        advice=advice,
        locations=places(findings.sketch, found),
        checks=("in-place",),
    )
