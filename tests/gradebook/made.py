"""Made reports, runs and students; also a program that records them: `made.py BOOK FIRST STEP N`.

Whatever the program prints, one student a line, has been committed.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from gradgrader.errors import GradgraderError
from gradgrader.gradebook.book import Gradebook
from gradgrader.gradebook.records import Defined, Run
from gradgrader.model.cohort import Asked, HandIn, Student
from gradgrader.model.result import (
    Block,
    CheckResult,
    Diagnosis,
    Grade,
    Location,
    Problem,
    Severity,
    Status,
    SubmissionReport,
)

EXERCISES = ("matmul", "tanh", "matmul-nn", "attn")
CHECKS = 34  # of a grade, like the lab's; three of them fail where anything does
FAILING = 3
FEW = 8  # where files are to stay small
STARTED = "2025-01-01T00:00:00+00:00"


def defined(exercise: str, definition: str = "1", points: float = 1.0) -> Defined:
    return Defined(Asked(id=exercise, title=exercise.title(), points=points), definition)


def run(**fields: object) -> Run:
    """A run, equal to others in what isn't given."""
    usual = {
        "seed": 0,
        "gradgrader": "1.0",
        "torch": "2.4",
        "isolation": "full",
        "exercises": tuple(defined(exercise) for exercise in EXERCISES),
        "options": "usual",
        "started": STARTED,
    }
    return Run(**{**usual, **fields})  # type: ignore[arg-type]


def grade(exercise: str, score: float, checks: int = CHECKS) -> Grade:
    """A grade with as many checks as a real one has; it passes if it has the whole point."""
    passed = score == 1
    status = Status.PASSED if passed else Status.FAILED
    return Grade(
        exercise=exercise,
        function=exercise.title(),
        location=Location(cell=2, line=5),
        status=status,
        score=score,
        max_score=1.0,
        matched_by="behaviour",
        blocks=(Block(output="o", input="x", status=status, error=1.5, tolerance=1e-9),),
        checks=tuple(
            CheckResult(
                check=f"check{number}",
                severity=Severity.WRONG,
                required=True,
                status=Status.PASSED if fine else Status.FAILED,
                message="" if fine else "the gradient of `x` is off by 1.5",
                code="" if fine else "differs",
                case="m2 n3",
            )
            for number in range(checks)
            for fine in (passed or number >= FAILING,)
        ),
        diagnoses=()
        if passed
        else (
            Diagnosis(
                code="sign", confidence="exact", title="A sign", message="Its sign is flipped"
            ),
        ),
    )


def report(path: str = "a.py", checks: int = CHECKS, **scores: float) -> SubmissionReport:
    """What somebody earned: a score for each exercise."""
    grades = tuple(grade(exercise, score, checks) for exercise, score in scores.items())
    passed = all(one.status is Status.PASSED for one in grades)
    status = Status.PASSED if passed else Status.FAILED
    return SubmissionReport(
        path=path,
        status=status if grades else Status.CRASHED,
        score=sum(one.score for one in grades),
        max_score=float(len(grades)),
        problems=() if grades else (Problem(code="syntax", message="can't be read"),),
        grades=grades,
        output="hello\n",
        seconds=1.5,
    )


def hand_in(student: str, **fields: object) -> HandIn:
    usual = {"path": f"{student}.py"}
    return HandIn(student=Student(id=student), **{**usual, **fields})  # type: ignore[arg-type]


def main(book: Path, first: int, step: int, count: int, limit: int = 0) -> None:
    """Record what is missing of `count` students, each `step`th from the `first`."""
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    earned = report(checks=FEW, **dict.fromkeys(EXERCISES, 0.5))
    with Gradebook.open(book) as gradebook:
        begun = run()
        number = gradebook.begin(begun)
        for index in range(first, count, step):
            student = f"s{index}"
            if not gradebook.done(student, "content", begun.key):
                gradebook.record(number, hand_in(student), "content", earned)
                sys.stdout.write(f"{student}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
    except GradgraderError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(error.exit_code) from None
