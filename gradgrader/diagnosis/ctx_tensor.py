"""A tensor is kept as an attribute of ctx rather than saved."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gradgrader.diagnosis._state import kept_beyond
from gradgrader.diagnosis._text import method, parameters, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed

WHY = {
    "stale": "autograd does not notice when that tensor is edited before backward runs, and the"
    " gradient is made from the new numbers without a word",
    "lifetime": "the output holds its node, the node holds ctx, and ctx holds the output: a circle"
    " that keeps all of them in memory until the garbage collector runs",
}


@rule
def ctx_tensor(findings: Findings) -> Diagnosis | None:
    """An input or output is an attribute of ctx, or held by a function that is one."""
    check = next((name for name in WHY if findings.failed(name)), None)
    if check is None or kept_beyond(findings.sketch):
        return None
    found = list(_attributes(findings))
    if not found:
        return None
    named = listed(dict.fromkeys(f"`{ast.unparse(target)}`" for target in found))
    verb = "are attributes" if len({ast.unparse(t) for t in found}) > 1 else "is an attribute"
    return Diagnosis(
        code="tensor-on-ctx",
        confidence="likely",
        title="a tensor on ctx is not a saved one",
        message=f"{named} {verb} of ctx, so {WHY[check]}.",
        advice="Hand inputs and outputs to `ctx.save_for_backward`, and take them from"
        " `ctx.saved_tensors`.",
        locations=places(findings.sketch, found),
        checks=("stale", "lifetime"),
    )


def _attributes(findings: Findings) -> Iterator[ast.Attribute]:
    """`ctx.x` where it is assigned, in what runs forward."""
    for name in ("forward", "setup_context"):
        function = method(findings.sketch, name)
        context = (parameters(function) or ["ctx"])[0]
        for node in ast.walk(function or ast.Pass()):
            match node:
                case ast.Attribute(value=ast.Name(id=owner), ctx=ast.Store()) if owner == context:
                    yield node
