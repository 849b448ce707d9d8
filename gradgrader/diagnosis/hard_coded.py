"""Right for the sizes of the first case only."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from gradgrader.diagnosis._point import faults
from gradgrader.diagnosis._scale import sizes_named
from gradgrader.diagnosis._shrink import drawn, smallest
from gradgrader.diagnosis._state import mixed_up
from gradgrader.diagnosis._text import backward, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.exercises.inputs import resized
from gradgrader.model.result import Diagnosis, Location, Status
from gradgrader.model.words import listed

CHECKS = ("shapes", "singletons")
TRIED, MOST = range(1, 8), 2


@rule
def hard_coded(findings: Findings) -> Diagnosis | None:
    """Gradients are right for some sizes, and wrong or stopped by an exception for others."""
    outcome = next((o for name in CHECKS if (o := findings.failed(name))), None)
    if outcome is None or outcome.ended or findings.failed("gradients") or mixed_up(findings):
        return None
    told = [
        (words, fine)
        for dim, name in sizes_named(findings.exercise).items()
        if (fine := _fine(findings, dim)) and (words := _which(fine, name))
    ]
    words = " or ".join(dict.fromkeys(words for words, _ in told[:MOST])) or "for some sizes"
    crashed = outcome.status is Status.CRASHED
    where = outcome.locations if crashed else ()
    exact = {fine[0] for _, fine in told if len(fine) == 1}
    return Diagnosis(
        code="hard-coded-size",
        confidence="exact",
        title="right for some sizes only",
        message=f"Your backward {'stops' if crashed else 'is wrong'} {words}.",
        locations=where or _numbers(findings, exact),
        checks=(*CHECKS, "in-flight", "same-tensor", "empty", "beyond", "batch"),
        counterexample=smallest(
            findings, lambda _: True, [*findings.exercise.cases[1:], findings.trial.oracle.drawn]
        ),
    )


def _fine(findings: Findings, dim: str) -> list[int]:
    """The sizes of one dimension for which all is right, the others as in the first case.

    Of dimensions that the contract ties together, the first is told.
    """
    tied = next((group for group in findings.exercise.contract if dim in group), (dim,))
    if dim != next(one for one in sizes_named(findings.exercise) if one in tied):
        return []
    cases = [resized(findings.exercise, dim, size) for size in TRIED]
    points = [drawn(findings, case, 0) for case in cases]
    found = zip(TRIED, faults(findings, points), strict=True)
    return [size for size, wrong in found if not wrong]


def _which(fine: Sequence[int], name: str) -> str:
    """`as soon as the number of rows of `q` is not 2`; nothing where every size is fine."""
    wrong = [size for size in TRIED if size not in fine]
    if not wrong:
        return ""
    ways = (
        (len(fine) == 1, f"as soon as the {name} is not {fine[0]}"),
        (len(wrong) > 1 and all(size % 2 for size in wrong), f"when the {name} is odd"),
        (wrong == [1], f"when the {name} is 1"),
        (min(wrong) > max(fine), f"when the {name} is more than {max(fine)}"),
        (max(wrong) < min(fine), f"when the {name} is less than {min(fine)}"),
    )
    usual = f"for a {name} of {listed([str(size) for size in wrong])}"
    return next((words for holds, words in ways if holds), usual)


def _numbers(findings: Findings, sizes: set[int]) -> tuple[Location, ...]:
    """The one line of backward that mentions such a size as a number, if it is one."""
    function = backward(findings.sketch)
    found = places(findings.sketch, _literals(function, sizes)) if function else ()
    return found if len(found) == 1 else ()


def _literals(function: ast.FunctionDef, sizes: set[int]) -> Iterator[ast.AST]:
    for node in ast.walk(function):
        exponent = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Constant) and not exponent and child.value in sizes:
                yield child
