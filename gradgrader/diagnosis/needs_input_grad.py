"""ctx.needs_input_grad guards the wrong gradient, or all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from gradgrader.diagnosis._text import at, backward, names, nodes, places, returns
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis, Location

FLAGS = "needs_input_grad"


@dataclass(frozen=True, slots=True)
class Guard:
    """`if ctx.needs_input_grad[index]:` around the gradient that is returned at `place`."""

    index: int
    place: int
    variable: str
    location: Location


@rule
def needs_input_grad(findings: Findings) -> Diagnosis | None:
    """A gradient that is wanted is left out when another input needs none."""
    outcome = findings.failed("trainable")
    flags = [n for n in nodes(findings.sketch) if isinstance(n, ast.Attribute) and n.attr == FLAGS]
    if outcome is None or not flags:
        return None
    inputs = zip(
        (spec.name for spec in findings.exercise.inputs), names(findings).inputs, strict=True
    )
    known = dict(inputs)
    own = [known.get(name, name) for name in findings.exercise.arguments]
    shifted = [guard for guard in _guards(findings) if guard.index != guard.place]
    words = [
        f"`ctx.{FLAGS}[{one.index}]` belongs to `{own[one.index]}`, but it guards `{one.variable}`,"
        f" which you return for `{own[one.place]}`."
        for one in shifted
        if max(one.index, one.place) < len(own)
    ]
    rest = "With a gradient needed for some of the inputs only, another one gets lost."
    return Diagnosis(
        code="needs-input-grad",
        confidence="likely",
        title="a gradient depends on another input's flag",
        message=" ".join(words) or rest,
        advice=f"`ctx.{FLAGS}[i]` says whether the i-th argument of forward needs a gradient: use"
        " it for that gradient alone.",
        locations=tuple(dict.fromkeys(one.location for one in shifted))
        or places(findings.sketch, flags),
        checks=("trainable",),
    )


def _guards(findings: Findings) -> Iterator[Guard]:
    function, sketch = backward(findings.sketch), findings.sketch
    found = returns(function)
    value = found[-1].value if found else None
    order = [ast.unparse(one) for one in value.elts] if isinstance(value, ast.Tuple) else []
    for node in ast.walk(function or ast.Pass()):
        index = _flag(node.test) if isinstance(node, ast.If) else None
        if not isinstance(node, ast.If) or index is None or sketch is None:
            continue
        for inner in node.body:
            for name in (n for n in ast.walk(inner) if isinstance(n, ast.Name)):
                if isinstance(name.ctx, ast.Store) and name.id in order:
                    yield Guard(index, order.index(name.id), name.id, at(sketch, node))


def _flag(test: ast.expr) -> int | None:
    """The index of a test that is a single flag."""
    match test:
        case ast.Subscript(
            value=ast.Attribute(attr="needs_input_grad"), slice=ast.Constant(value=n)
        ):
            return n if isinstance(n, int) else None
    return None
