"""Submissions to a Report: reading them, starting the grader, showing what it does."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from gradgrader import __version__
from gradgrader.errors import GraderBroken, GradgraderError, UnreadableSubmission
from gradgrader.exercises.catalogue import find, load_all, roots
from gradgrader.grading.job import Graded, Job, Options, Refused, Started, Working
from gradgrader.grading.launch import Grading
from gradgrader.model.result import Location, Problem, Report, Status, SubmissionReport
from gradgrader.submissions.apart import kept_apart
from gradgrader.submissions.audit import Audit
from gradgrader.submissions.read import read
from gradgrader.submissions.source import Submission
from gradgrader.submissions.text import shown


def read_all(
    files: Sequence[Path],
) -> tuple[dict[int, Submission], dict[int, SubmissionReport]]:
    """What can be graded, and reports on what can't, by position."""
    submissions, reports = {}, {}
    for number, path in enumerate(files):
        try:
            submissions[number] = read(path)
        except UnreadableSubmission as error:
            where = Location(line=error.line, cell=error.cell)
            problem = Problem(
                code=error.code, message=error.message, location=where, hint=error.hint
            )
            reports[number] = SubmissionReport(
                path=shown(path), status=Status.CRASHED, score=0, max_score=0, problems=(problem,)
            )
    apart = kept_apart([files[number] for number in submissions], list(submissions.values()))
    return dict(zip(submissions, apart, strict=True)), reports


def grade_all(
    submissions: dict[int, Submission],
    reports: dict[int, SubmissionReport],
    options: Options,
    more: Sequence[Path],
) -> Report:
    """Grade what can be graded, and put it with `reports` in the order of the command line."""
    torch, isolation = installed_torch(), options.isolation
    folders = roots(more)
    if not submissions:
        for name in options.exercises:
            find(load_all(folders), name)
    else:
        numbers = list(submissions)
        with Grading() as grading, _Display() as display:
            display.show("starting torch")
            known = load_all(folders)
            for name in options.exercises:
                find(known, name)
            job = Job(
                submissions=tuple(submissions.values()),
                folders=tuple(map(str, folders)),
                options=options,
            )
            for event in grading.events(job):
                match event:
                    case Started():
                        torch, isolation = event.torch, event.isolation
                    case Working():
                        path = submissions[numbers[event.submission]].path
                        display.show(f"{Path(path).name}: {event.what}")
                    case Graded():
                        reports[numbers[event.submission]] = event.report
                    case Refused():
                        raise raised_by(event)
        missing = [n for n in numbers if n not in reports]
        if missing:
            raise GraderBroken(
                f"the grader ended without a verdict on {submissions[missing[0]].path}"
            )
    return Report(
        gradgrader=__version__,
        torch=torch,
        seed=options.seed,
        isolation=isolation,
        strict=options.strict,
        hints=options.hints,
        submissions=[reports[number] for number in sorted(reports)],
    )


def audit_one(submission: Submission, asked: Audit, options: Options) -> Report:
    """The report on one Function that answers no exercise."""
    job = Job(submissions=(submission,), folders=(), options=options, audit=asked)
    torch, isolation, reports = installed_torch(), options.isolation, []
    with Grading() as grading, _Display() as display:
        display.show("starting torch")
        for event in grading.events(job):
            match event:
                case Started():
                    torch, isolation = event.torch, event.isolation
                case Working():
                    display.show(event.what)
                case Graded():
                    reports.append(event.report)
                case Refused():
                    raise raised_by(event)
    if not reports:
        raise GraderBroken(f"the grader ended without a verdict on {asked.function}")
    return Report(
        gradgrader=__version__,
        torch=torch,
        seed=options.seed,
        isolation=isolation,
        strict=options.strict,
        hints=options.hints,
        submissions=reports,
    )


def raised_by(event: Refused) -> GradgraderError:
    """The error that a grader has told."""
    if event.exit_code == GraderBroken.exit_code:
        return GraderBroken(f"{event.message}\n{event.detail}".strip(), hint=event.hint)
    return GradgraderError(event.message, hint=event.hint)


def installed_torch() -> str:
    """torch's version as it says itself, without importing it (or importlib.metadata: 20 ms)."""
    from importlib.util import find_spec

    spec = find_spec("torch")
    if spec is None or spec.origin is None:
        raise GradgraderError("torch is not installed", hint="pip install torch")
    file = Path(spec.origin).parent / "version.py"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    said = (line.partition("=")[2].strip() for line in lines if line.startswith("__version__"))
    return next(map(ast.literal_eval, said), "unknown")


class _Display:
    """What is being done, on standard error, where a person watches."""

    def __init__(self) -> None:
        from rich.console import Console

        console = Console(stderr=True)
        self._status = console.status("") if console.is_terminal else None

    def __enter__(self) -> Self:
        if self._status:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()

    def show(self, what: str) -> None:
        if self._status:
            from rich.text import Text

            from gradgrader.report.base import clean

            self._status.update(Text(clean(what), style="dim"))
