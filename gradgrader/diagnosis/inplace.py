"""A tensor that belongs to somebody else is written into."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from gradgrader.diagnosis._changes import changes
from gradgrader.diagnosis._text import at, backward, kept, method, names, parameters
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis, Location
from gradgrader.model.words import listed

CHECKS = ("cotangents-untouched", "inputs-untouched")
LAYOUTS = ("cotangent-layout", "input-layout")
WHOSE = {
    "cotangents-untouched": "Autograd hands the same tensor to others, who then get a wrong"
    " gradient without a word.",
    "inputs-untouched": "Whoever called your Function still uses it, and finds other numbers"
    " there.",
}


@rule
def inplace(findings: Findings) -> Diagnosis | None:
    """Forward or backward writes into an input, an output or an incoming gradient."""
    check, message = _seen(findings)
    if not check:
        return None
    found = _found(findings, check, message)
    tensors = listed(list(found)) if found else ""
    what = (
        f"Here {tensors} {'is' if len(found) == 1 else 'are'} changed in place"
        if found
        else message[:1].upper() + message[1:].split(",")[0].split(":")[0]
    )
    lines = [place for places in found.values() for place in places]
    return Diagnosis(
        code="in-place",
        confidence="likely",
        title="somebody else's tensor is changed in place",
        message=f"{what}. {WHOSE[check]}",
        advice="Make a new tensor instead: `x = x + y`, not `x += y`; `x.mul(y)`, not `x.mul_(y)`.",
        locations=tuple(dict.fromkeys(lines)),
        checks=(*CHECKS, *LAYOUTS, "gradients", "additive", "homogeneous"),
    )


def _seen(findings: Findings) -> tuple[str, str]:
    """Which check saw it, and its words; or a layout that can't be written to broke it."""
    for check in CHECKS:
        outcome = findings.failed(check)
        if outcome is not None and outcome.code.endswith("-changed"):
            return check, outcome.message
    for check, layout, who in zip(CHECKS, LAYOUTS, ("backward", "forward"), strict=True):
        outcome = findings.failed(layout)
        if outcome is not None and outcome.locations and _found(findings, check, who):
            return check, who
    return "", ""


def writes(findings: Findings) -> bool:
    """Whether something is written into that belongs to somebody else."""
    return bool(_seen(findings)[0])


def _found(findings: Findings, check: str, message: str) -> dict[str, list[Location]]:
    """The tensors that are written into, and where."""
    own, sketch = names(findings), findings.sketch
    if sketch is None:
        return {}
    incoming = backward(sketch)
    places: list[tuple[ast.FunctionDef | None, Mapping[str, str]]]
    if check == "cotangents-untouched":
        shown = parameters(incoming)[1:]
        places = [(incoming, {name: name for name in shown})]
    elif message.startswith("forward"):
        places = [(method(sketch, "forward"), {name: name for name in own.inputs})]
    else:
        places = [(incoming, kept(sketch))]
    found: dict[str, list[Location]] = {}
    for function, known in places:
        for change in changes(function, known):
            found.setdefault(f"`{change.name}`", []).append(at(sketch, change.node))
    return found
