"""Right for the sizes of the first case only."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from gradgrader.diagnosis._scale import sizes_named
from gradgrader.diagnosis._shrink import smallest
from gradgrader.diagnosis._state import mixed_up
from gradgrader.diagnosis._text import backward, places
from gradgrader.diagnosis._values import deciding, tried
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis, Location, Status
from gradgrader.model.words import listed

CHECKS = ("shapes", "singletons")
EXPLAINED = (*CHECKS, "in-flight", "same-tensor", "empty", "beyond", "batch")
OF_NUMBERS = ("magnitudes", "domain", "special-points", "homogeneous")
MOST = 2


@rule
def hard_coded(findings: Findings) -> Diagnosis | None:
    """Gradients are right for some sizes, and wrong or stopped by an exception for others."""
    outcome = next((o for name in CHECKS if (o := findings.failed(name))), None)
    if outcome is None or not first_case_only(findings) or deciding(findings):
        return None
    told = [
        (words, good)
        for dim, name in sizes_named(findings.exercise).items()
        if (found := tried(findings, dim))
        and (good := [size for size, right in found.items() if right])
        and (words := _which(good, [size for size in found if size not in good], name))
    ]
    if not told and outcome.status is Status.FAILED and of_numbers(findings):
        return None
    words = " or ".join(dict.fromkeys(words for words, _ in told[:MOST])) or "for some sizes"
    crashed = outcome.status is Status.CRASHED
    where = outcome.locations if crashed else ()
    exact = {good[0] for _, good in told if len(good) == 1}
    return Diagnosis(
        code="hard-coded-size",
        confidence="exact",
        title="right for some sizes only",
        message=f"Your backward {'stops' if crashed else 'is wrong'} {words}.",
        locations=where or _numbers(findings, exact),
        checks=EXPLAINED,
        counterexample=smallest(
            findings, lambda _: True, [*findings.exercise.cases[1:], findings.trial.oracle.drawn]
        ),
    )


def of_numbers(findings: Findings) -> bool:
    """Whether it is certain numbers that are wrong, of which more sizes only bring more."""
    return not findings.exercise.linear or any(map(findings.failed, OF_NUMBERS))


def first_case_only(findings: Findings) -> bool:
    """Whether the first case is right and others aren't, and nothing else explains that."""
    failed = [outcome for name in CHECKS if (outcome := findings.failed(name))]
    if not failed or failed[0].ended or findings.failed("gradients"):
        return False
    return not mixed_up(findings)


def _which(good: Sequence[int], wrong: Sequence[int], name: str) -> str:
    """`as soon as the number of rows of `q` is not 2`; nothing where every size is fine."""
    if not wrong:
        return ""
    ways = (
        (len(good) == 1, f"as soon as the {name} is not {good[0]}"),
        (len(wrong) > 1 and all(size % 2 for size in wrong), f"when the {name} is odd"),
        (wrong == [1], f"when the {name} is 1"),
        (min(wrong) > max(good), f"when the {name} is more than {max(good)}"),
        (max(wrong) < min(good), f"when the {name} is less than {min(good)}"),
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
