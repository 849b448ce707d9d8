"""A rule for numbers, used for matrices."""

from __future__ import annotations

from gradgrader.diagnosis._text import names
from gradgrader.diagnosis._tried import unexplained
from gradgrader.diagnosis._views import View, look, square
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.diagnosis.block_class import EXPLAINED
from gradgrader.exercises.refused import taken
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed

DRAWS = 2


@rule
def unlike_numbers(findings: Findings) -> Diagnosis | None:
    """Gradients of square matrices are right where these have one row and one column only."""
    square_ones = [i for i, spec in enumerate(findings.exercise.inputs) if _is_square(spec.shape)]
    if not square_ones or not unexplained(findings):
        return None
    case = square(findings, 1)
    if not taken(findings.trial.oracle, [case]):
        return None
    seen = [look(findings, case, draw) for draw in range(DRAWS)]
    views = [view for view in seen if isinstance(view, View)]
    if len(views) < len(seen) or any(view.wrong() for view in views) or not _moves(views):
        return None
    own = listed([f"`{names(findings).inputs[i]}`" for i in square_ones])
    return Diagnosis(
        code="matrix-rule",
        confidence="likely",
        title="a rule for numbers, used for matrices",
        message=f"Where {own} has one row and one column, and so is a number, all your gradients"
        " are right. What makes no difference for a number but does for a matrix: a transpose, the"
        " order of a product, a triangle or a diagonal, whether a function is one of the whole or"
        " of each entry?",
        checks=EXPLAINED,
    )


def _is_square(shape: tuple[str, ...]) -> bool:
    return len(shape) > 1 and shape[-1] == shape[-2]


def _moves(views: list[View]) -> bool:
    """Whether there is something to be right about."""
    return all(any(one is not None and bool(one.value.any()) for one in v.total) for v in views)
