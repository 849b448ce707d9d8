"""What a learner is told of each kind of mistake, whole. UPDATE_GOLDEN=1 writes the files anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import EXERCISES, ROOT, TESTS
from test_golden import compare

from gradgrader.model.result import Report, SubmissionReport
from gradgrader.proofs.mistakes import KIND
from gradgrader.report.base import View
from gradgrader.report.rich import rich

GOLDEN = TESTS / "golden" / "kinds"


def labelled() -> Iterator[tuple[str, Path]]:
    """Each mistake of an exercise, by the kind that its author says it is."""
    for path in sorted(EXERCISES.glob("*/mistakes/*.py")):
        label = KIND.match(path.read_text(encoding="utf-8"))
        assert label, path
        yield label[1], path.relative_to(ROOT)


KINDS = dict(reversed(list(labelled())))  # the first of each


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_kind(
    kind: str, grade: Callable[..., SubmissionReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first mistake of this kind, with all hints."""
    monkeypatch.chdir(ROOT)
    path = KINDS[kind]
    graded = grade(path, exercises=(path.parts[1],), hints=4)
    lines = path.read_text(encoding="utf-8").split("\n")
    report = Report(
        gradgrader="", torch="", seed=0, isolation="process", hints=4, submissions=(graded,)
    )

    GOLDEN.mkdir(exist_ok=True)
    compare(
        GOLDEN / f"{kind}.txt",
        rich(report, View(sources={str(path): {(None, None): lines}})),
    )


def test_no_kind_is_left_over() -> None:
    """Each of the files is of a kind that there is."""
    assert {path.stem for path in GOLDEN.iterdir()} == {*KINDS}
