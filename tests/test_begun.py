"""A starter as it was given is not begun: told calmly, in every format, and worth no points."""

from __future__ import annotations

import json

import pytest
from cohorts import six
from conftest import EXERCISES, as_json

from gradgrader.model.cohort import Asked, Cohort, Standing, Student
from gradgrader.model.result import Report, Status, SubmissionReport
from gradgrader.report.base import FORMATS, View, exit_code
from gradgrader.sheets._counted import reasons, together, went
from gradgrader.sheets.base import SHEETS

STARTER = (EXERCISES / "tanh" / "starter.py").read_text(encoding="utf-8")
RAISES = 'raise NotImplementedError("derive the gradient of x")'


def written(report: SubmissionReport, name: str) -> str:
    """The report in one format."""
    made = Report(gradgrader="0", torch="0", seed=0, isolation="process", submissions=[report])
    assert exit_code(made) == 1
    return FORMATS[name](made, View())


@pytest.mark.parametrize(
    "text",
    [
        STARTER,
        f"# mine\nclass Other:\n    pass\n\n\n{STARTER.replace('class Tanh', 'class Mine')}",
        STARTER.replace("    @staticmethod", "\n    # a word\n    @staticmethod"),
    ],
    ids=["as given", "another name", "comments"],
)
def test_not_begun(text: str, grade) -> None:
    """Name, comments and layout are no beginning."""
    (result,) = grade(text, exercises=("tanh",)).grades

    assert not result.begun
    assert (result.status, result.score, result.max_score) == (Status.FAILED, 0, 1)
    assert (result.checks, [one.code for one in result.diagnoses]) == ((), ["not-begun"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (RAISES, "raise NotImplementedError"),
        (RAISES, f"pass\n        {RAISES}"),
        ("torch.tanh(x)", "x.tanh()"),
    ],
    ids=["another exception", "a line more", "another forward"],
)
def test_begun(old: str, new: str, grade) -> None:
    """Whatever else was written is judged as it is: it is not the exception that tells."""
    assert old in STARTER
    (result,) = grade(STARTER.replace(old, new)).grades

    assert result.begun
    assert (result.status, result.score) == (Status.CRASHED, 0)
    assert "NotImplementedError" in result.check("contract").message


def test_in_every_format(grade) -> None:
    """What to do is said, no exception of theirs, and machines have a key for it."""
    report = grade(STARTER, name="tanh.py")
    for name in ("rich", "markdown", "github", "lint", "junit", "sarif", "gitlab", "html"):
        text = " ".join(written(report, name).split())
        assert "raised" not in text
        assert "This is still the starter" in text
        assert name == "lint" or "gradgrader hint tanh" in text
    line = 1 + STARTER.split("\n").index(f"        {RAISES}")

    assert json.loads(as_json(report))["submissions"][0]["grades"][0]["begun"] is False
    assert f"::notice file=tanh.py,line={line}," in written(report, "github").replace(
        report.path, "tanh.py"
    )
    assert "next: gradgrader show tanh" in written(report, "rich")
    assert "0 of 1 passed · 0/1 points · 1 not begun" in written(report, "rich")


def test_in_a_class(grade) -> None:
    """It is no answer, no mistake, and a cell of its own."""
    standing = Standing(student=Student(id="ada"), report=grade(STARTER))
    asked = (Asked(id="tanh", title="tanh", points=1),)
    cohort = Cohort(title="class", exercises=asked, standings=(standing,))
    (one,) = went(cohort)
    page = SHEETS["html"](cohort).popitem()[1]

    assert (one.graded, one.answered, one.untouched, one.mean) == (1, 0, 1, 0)
    assert (together(cohort).answered, reasons(cohort)) == (0, [])
    assert 'class="x not-begun"' in page
    assert "#status=not-begun&amp;exercise=tanh" in page
    assert "tanh: not begun: This is still the starter" in SHEETS["csv"](cohort)["grades.csv"]
    assert reasons(six()) != []
