"""One submission on Gradescope to its results.json, whatever happens.

No learner's code runs in this process: it starts the grader as `gradgrader check` does.
"""

from __future__ import annotations

import secrets
import sys
import traceback
from pathlib import Path

import msgspec

from gradgrader import __version__
from gradgrader.cli.autograder.settings import Settings, read
from gradgrader.cli.run import grade_all, read_all
from gradgrader.errors import GradgraderError
from gradgrader.exercises.catalogue import find, load_all, roots
from gradgrader.grading.job import Options
from gradgrader.model.cohort import Asked, Cohort, HandIn, Standing, Student
from gradgrader.model.result import Report
from gradgrader.sheets.base import SHEETS

WHO = Student(id="submission")
SORRY = "This could not be graded, which is no fault of yours. Please tell your instructor."


def main(home: Path) -> None:
    """Grade what lies in `home`/submission; all that is printed is for the instructor only."""
    results = home / "results" / "results.json"
    try:
        text = graded(home)
    except GradgraderError as error:
        traceback.print_exc()
        text = failed("\n".join(filter(None, (error.message, error.hint))))
    except Exception as error:  # noqa: BLE001 - told to the instructor, never taken for a verdict
        traceback.print_exc()
        text = failed(f"{type(error).__name__}: {error}\n\n{traceback.format_exc()}")
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text(text, encoding="utf-8")


def graded(home: Path) -> str:
    """The results of the submission; raises whatever keeps it from being graded."""
    source = home / "source"
    settings = read(source)
    more = [source / "exercises"] if (source / "exercises").is_dir() else []
    known = load_all(roots(more))
    asked = tuple(
        Asked(id=one.id, title=one.title, points=one.max_points)
        for one in (find(known, name) for name in settings.exercises)
    )
    options = _options(settings)
    submissions, reports = read_all([home / "submission"])
    report = grade_all(submissions, reports, options, more)
    sys.stdout.write(
        f"gradgrader {__version__}, torch {report.torch}, seed {report.seed},"
        f" isolation {report.isolation}\n"
    )
    (text,) = SHEETS["gradescope"](_cohort(report, asked)).values()
    return text


def failed(why: str) -> str:
    """Results in which students read that it is not their fault, and instructors what it is."""
    results = {
        "score": 0,
        "output": SORRY,
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            {
                "name": "gradgrader itself failed",
                "score": 0,
                "max_score": 0,
                "status": "failed",
                "visibility": "hidden",
                "output": why,
                "output_format": "text",
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(results), indent=2).decode() + "\n"


def _options(settings: Settings) -> Options:
    return Options(
        exercises=settings.exercises,
        strict=settings.strict,
        hints=settings.hints,
        seed=secrets.randbits(48) if settings.seed is None else settings.seed,
        timeout=settings.timeout,
        isolation=settings.isolation,
    )


def _cohort(report: Report, asked: tuple[Asked, ...]) -> Cohort:
    """A class of one, which the format of a class knows how to write."""
    (one,) = report.submissions
    standing = Standing(
        student=WHO, hand_in=HandIn(student=WHO, path=one.path), report=one, score=one.score
    )
    return Cohort(
        title="",
        exercises=asked,
        standings=(standing,),
        seed=report.seed,
        gradgrader=report.gradgrader,
        torch=report.torch,
        isolation=report.isolation,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
