"""Edits of axes: one that has to come back, several that are summed over, one that is cut."""

from __future__ import annotations

import ast
import itertools
import re

from gradgrader.diagnosis._edit import Edit, Place, Proposals, at_expressions, called
from gradgrader.diagnosis._read import of_module
from gradgrader.diagnosis._splice import Splice

REDUCED = frozenset({"sum", "mean", "amax", "amin", "prod", "logsumexp"})
SEVERAL = re.compile(r"\.(?:sum|mean)\(\s*(?:dim=)?(\([-\d, ]+\))")
MOST_AXES = 4


@at_expressions
def axis_back(place: Place) -> Proposals:
    """An axis that a reduction took away, given back with size 1."""
    node = place.node
    if not isinstance(node, (ast.Name, ast.Attribute, ast.BinOp, ast.Subscript)):
        return
    if not (place.operand or isinstance(place.parent, ast.Attribute)):
        return
    dims = [name for name in place.names if name.split(".")[-1] in {"dim", "axis"}]
    for cost, dim in ((1.5, dims), (1.6, ["1", "0", "-1"])):
        for one in dim:
            yield place.to("keepdim", cost, called(place.made(node), f".unsqueeze({one})"))


@at_expressions
def summed_over_several(place: Place) -> Proposals:
    """A reduction over several axes at once, here or wherever the same one is taken."""
    call, method = place.node, _reduces(place.node)
    if not method or not isinstance(call, ast.Call):
        return
    written = [one.group(1) for one in SEVERAL.finditer(place.function.text.source)]
    more = [str(axes) for n in (2, 3) for axes in itertools.combinations(range(MOST_AXES), n)]
    same = _same(place, call)
    keep = ", keepdim=True" if _keeps(call) else ""
    for axes in dict.fromkeys([*written, *more]):
        cost = 1.1 if axes in written else 1.25
        yield _axes(place, [call], f"{axes}{keep}", cost)
        if len(same) > 1 and same[0] is call:
            yield _axes(place, same, f"{axes}{keep}", cost + 0.05)
    if len(same) > 1 and same[0] is call:
        for axis in ("0", "1", "-1"):
            yield _axes(place, same, f"{axis}{keep}", 1.3)


def _axes(place: Place, calls: list[ast.Call], given: str, cost: float) -> Edit:
    """All of these calls with other arguments."""
    text = place.function.text
    splices = []
    for call in calls:
        start = text.end(call.func)
        splices.append(Splice(start, text.end(call), f"({given})"))
    return Edit(
        kind="dimension",
        cost=cost,
        node=place.node,
        splices=tuple(splices),
        line=min(call.lineno for call in calls),
    )


def _reduces(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) if name in REDUCED and not of_module(node):
            return name
    return ""


def _keeps(call: ast.Call) -> bool:
    return any(keyword.arg == "keepdim" for keyword in call.keywords)


def _same(place: Place, call: ast.Call) -> list[ast.Call]:
    """Every call in the function that reduces in the same words."""
    text = place.function.text

    def words(one: ast.Call) -> str:
        assert isinstance(one.func, ast.Attribute)
        return text.source[text.end(one.func.value) : text.end(one)].lstrip(") ")

    found = [
        node
        for node in ast.walk(place.function.node)
        if isinstance(node, ast.Call) and _reduces(node) and words(node) == words(call)
    ]
    return sorted(found, key=text.start)


@at_expressions
def cut_at_both_ends(place: Place) -> Proposals:
    """`[..., p : p + n]` for `[..., : n]`: what was put around is cut off on both sides."""
    node = place.node
    if not isinstance(node, ast.Subscript):
        return
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    cut = [one for one in parts if isinstance(one, ast.Slice) and one.upper is not None]
    if not cut or any(one.lower is not None or one.step is not None for one in cut):
        return
    text = place.function.text
    for name in place.names:
        splices = tuple(
            Splice(text.start(one), text.end(one), f"{name} : {name} + {text.of(one.upper or one)}")
            for one in cut
        )
        yield Edit(kind="off-by-one", cost=1.1, node=node, splices=splices, line=node.lineno)
