"""Right functions that were accused with one seed in some ten to a hundred, with that seed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import EXERCISES, TESTS

from gradgrader.model.result import Status, SubmissionReport

ACCUSED = {
    "exp/solutions/expm1": 3,  # all of a gradient underflows
    "clamp/solutions/mask": 21,  # a kink lies between the steps of a difference
    "attn_lean/solutions/output_saved": 32,  # a sum is much smaller than its terms
    "attn_checked/solutions/sizes_named": 26,
}


@pytest.mark.parametrize("name", ACCUSED)
def test_solution(name: str, grade: Callable[..., SubmissionReport]) -> None:
    exercise = name.partition("/")[0]
    report = grade(EXERCISES / f"{name}.py", exercises=(exercise,), seed=ACCUSED[name])

    assert report.status is Status.PASSED


def test_products_that_cancel_among_large_inputs(grade: Callable[..., SubmissionReport]) -> None:
    """One query at a time adds up in another order than the whole product."""
    path = TESTS / "quality" / "right" / "loops" / "attn_query_at_a_time.py"

    assert grade(path, exercises=("attn",), seed=3).status is Status.PASSED
