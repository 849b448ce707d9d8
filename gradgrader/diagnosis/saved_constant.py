"""Second derivatives vanish because backward uses a tensor that autograd takes for a constant."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from gradgrader.diagnosis._state import used
from gradgrader.diagnosis._text import backward, last_name
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis, Location
from gradgrader.model.words import listed
from gradgrader.sandbox.records import Saved
from gradgrader.submissions.sketch import Sketch, parse

EXPLAINED = ("second-order", "gradgradcheck", "honesty")
# what may be all that is wrong with them
OTHERWISE = ("undefined", "stale", "in-flight", "repeatable", "special-points")
_CUTS = {"detach", "detach_", "data", "numpy", "item", "tolist", "no_grad", "inference_mode"}
_BARE = {"no_grad", "inference_mode", "set_grad_enabled"}
_CUTS |= _BARE
_LEFT_OUT = "Leave it out: backward is only recorded when somebody asks for a second derivative."
_ASKED = (
    "Where somebody asks for a second derivative gradients are on in backward"
    " (`torch.is_grad_enabled()`): then leave what was saved as it is, and ask"
    " `torch.autograd.grad` with `create_graph=True`."
)


@rule
def saved_constant(findings: Findings) -> Diagnosis | None:
    """The second derivative is silently wrong, and something in the class cuts the graph."""
    outcome = findings.outcomes.get("second-order")
    if outcome is None or outcome.code != "silently-wrong":
        return None
    found = kept(findings.sketch, outcome.saved)
    constants = [(name, where) for name, where, saved in found if saved.constant]
    if constants:
        return _saved(constants, [name for name, _, saved in found if not saved.constant])
    if findings.failed("cotangents-untouched"):  # who overwrites those has nothing to derive
        return None
    cuts = list(_cuts(findings.sketch))
    if cuts:
        return _cut(cuts, _ASKED if _asks_autograd(findings.sketch) else _LEFT_OUT)
    if any(map(findings.failed, OTHERWISE)):
        return None
    return Diagnosis(
        checks=EXPLAINED,
        code="second-derivative",
        confidence="likely",
        title="second derivatives are wrong",
        message="Autograd differentiates backward itself, and what it finds there is not the"
        " derivative: something in it does not depend on the inputs in autograd's eyes. Anything"
        " that needs a gradient of a gradient (a gradient penalty, a Hessian) will be wrong"
        " without a word.",
        advice="Write backward with differentiable operations on saved inputs and outputs only.",
    )


def _saved(constants: Sequence[tuple[str, Location]], variables: Sequence[str]) -> Diagnosis:
    names = listed([f"`{name}`" for name, _ in constants])
    one = len(constants) == 1
    rest = (
        f" What you save besides ({listed([f'`{name}`' for name in variables])}) are inputs and"
        " outputs: write the derivative with those."
        if variables
        else ""
    )
    return Diagnosis(
        checks=EXPLAINED,
        code="saved-intermediate",
        confidence="likely",
        title="second derivatives silently vanish",
        message=f"{names} {'is' if one else 'are'} computed inside forward and saved, so autograd"
        f" takes {'it' if one else 'them'} for {'a constant' if one else 'constants'} when it"
        " differentiates your backward. Anything that needs a gradient of a gradient (a gradient"
        " penalty, a Hessian) will be wrong without a word.",
        advice=f"Save inputs and outputs only, and compute {names} again in backward if you need"
        f" {'it' if one else 'them'}.{rest}",
        locations=tuple(dict.fromkeys(where for _, where in constants)),
    )


def _asks_autograd(sketch: Sketch | None) -> bool:
    """Whether backward asks autograd for its gradients."""
    own = backward(sketch)
    return own is not None and any(
        isinstance(node, ast.Call) and last_name(node.func) in {"grad", "backward", "vjp"}
        for node in ast.walk(own)
    )


def _cut(cuts: Sequence[tuple[str, Location]], advice: str) -> Diagnosis:
    named = dict.fromkeys(f"`{name}`" for name, _ in cuts)
    names, verb = listed(named), "cut" if len(named) > 1 else "cuts"
    return Diagnosis(
        checks=EXPLAINED,
        code="cut-graph",
        confidence="likely",
        title="second derivatives silently vanish",
        message=f"{names} {verb} the graph, so autograd can't differentiate your backward. Anything"
        " that needs a gradient of a gradient (a gradient penalty, a Hessian) will be wrong"
        " without a word.",
        advice=f"{advice} If you mean first derivatives only, say so with @once_differentiable.",
        locations=tuple(dict.fromkeys(where for _, where in cuts)),
    )


def kept(sketch: Sketch | None, saved: Sequence[Saved]) -> list[tuple[str, Location, Saved]]:
    """Names and places of what the class keeps for backward, as far as its text shows them."""
    if sketch is None:
        return []
    calls = [
        node
        for node in _nodes(sketch)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "save_for_backward"
    ]
    plain = len(calls) == 1 and not any(isinstance(a, ast.Starred) for a in calls[0].args)
    found = []
    for item in saved:
        if item.position is not None and plain and item.position < len(calls[0].args):
            name = ast.unparse(calls[0].args[item.position])
            found.append((name, sketch.unit.at(calls[0].lineno), item))
        elif item.attribute:
            line = _assigned(sketch, item.attribute)
            found.append((f"ctx.{item.attribute}", sketch.unit.at(line), item))
        elif item.position is not None:
            where = sketch.unit.at(calls[0].lineno if calls else sketch.line)
            found.append((f"saved tensor {item.position + 1}", where, item))
    return found


def _assigned(sketch: Sketch, attribute: str) -> int:
    lines = (
        node.lineno
        for node in _nodes(sketch)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and node.attr == attribute
    )
    return next(lines, sketch.line)


def _cuts(sketch: Sketch | None) -> Iterator[tuple[str, Location]]:
    """`.detach()` and its like inside the class, and in functions that it uses."""
    for node in used(sketch) if sketch else ():
        if isinstance(node, ast.Attribute) and node.attr in _CUTS:
            prefix = "" if node.attr in _BARE else "."
            yield f"{prefix}{node.attr}", sketch.unit.at(node.lineno)  # type: ignore[union-attr]


def _nodes(sketch: Sketch) -> Iterator[ast.AST]:
    for node in ast.walk(parse(sketch.unit.source, sketch.unit.name)):
        if isinstance(node, ast.ClassDef) and (node.name, node.lineno) == (
            sketch.name,
            sketch.line,
        ):
            yield from ast.walk(node)
