"""A class's hand-ins to its gradebook: what is missing or changed is graded, the rest is kept."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import typer

from gradgrader import __version__
from gradgrader.cli.progress import KEPT, UNREADABLE, Tell
from gradgrader.cli.run import installed_torch, raised_by
from gradgrader.engines.base import engine_for
from gradgrader.errors import UnknownName, UnreadableSubmission
from gradgrader.exercises.catalogue import find, load_all, roots
from gradgrader.gradebook.book import Gradebook
from gradgrader.gradebook.records import Defined, Run
from gradgrader.grading.job import Graded, Job, Lost, Notice, Options, Refused, Started
from gradgrader.model.cohort import Asked, HandIn, Source, Student
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Location, Problem, Status, SubmissionReport
from gradgrader.registry import nearest
from gradgrader.report.base import clean
from gradgrader.submissions.collect import Collected, read_hand_in
from gradgrader.submissions.source import Submission


@dataclass(slots=True)
class Tally:
    """What a run did; `lost` are hand-ins whose grader ended twice: the next run tries again."""

    run: int
    graded: int = 0
    kept: int = 0
    unreadable: int = 0
    lost: list[str] = field(default_factory=list)
    isolation: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to grade, and where to keep it; `resume` takes the gradebook's seed if it has one."""

    book: Path
    options: Options
    more: Sequence[Path] = ()
    graders: int = 1
    cluster: str = ""
    regrade: bool = False
    only: tuple[str, ...] = ()
    resume: bool = False


def grade_cohort(plan: Plan, collected: Collected, tell: Tell) -> Tally:
    """Grade what is missing or changed, and tell each student's id when it is done.

    Each result is in the gradebook before the next one is taken, so a run that is stopped loses
    nothing, and the next one goes on.
    """
    _check_names(plan.only, collected)
    folders = roots(plan.more)
    exercises = load_all(folders)
    for name in plan.options.exercises:
        find(exercises, name)
    asked = [one for one in exercises if one.id in (plan.options.exercises or (one.id,))]
    with Gradebook.open(plan.book) as book:
        seed = book.seed(plan.options.seed) if plan.resume else plan.options.seed
        options = dataclasses.replace(plan.options, seed=seed)
        number = book.begin(_run(options, asked))
        tally = Tally(run=number)
        book.roster(_class(collected))
        away: list[tuple[HandIn, str]] = []
        job = Job(
            submissions=(),
            folders=tuple(map(str, folders)),
            options=options,
        )
        with engine_for(plan.graders, plan.cluster) as engine:
            coming = _coming(plan, collected, number, away, tally, tell)
            for event in engine.events(job, coming):
                match event:
                    case Started():
                        tally.isolation = event.isolation
                        book.held(number, event.isolation)
                    case Graded():
                        hand_in, digest = away[event.submission]
                        book.record(number, hand_in, digest, event.report)
                        tally.graded += 1
                        tell(hand_in.student.id, event.report.status)
                    case Lost():
                        tally.lost.append(away[event.submission][0].student.id)
                    case Notice():
                        typer.echo(f"gradgrader: {clean(event.text)}", err=True)
                    case Refused():
                        raise raised_by(event)
    return tally


def _check_names(only: Sequence[str], collected: Collected) -> None:
    """Raises UnknownName for a student who handed nothing in."""
    there = [hand_in.student.id for hand_in, _ in collected.hand_ins]
    for name in only:
        if name not in there:
            raise UnknownName(f"{name!r} handed nothing in", hint=f"try {nearest(name, there)}")


def _coming(
    plan: Plan,
    collected: Collected,
    number: int,
    away: list[tuple[HandIn, str]],
    tally: Tally,
    tell: Tell,
) -> Iterator[Submission]:
    """Submissions that need grading, in a thread of its own, with the gradebook opened there."""
    with Gradebook.open(plan.book) as book:
        for hand_in, paths in collected.hand_ins:
            if plan.only and hand_in.student.id not in plan.only:
                continue
            try:
                submission = read_hand_in(paths)
            except UnreadableSubmission as error:
                report = _unreadable(hand_in, error)
                book.record(number, hand_in, _digest(msgspec.json.encode(report)), report)
                tally.unreadable += 1
                tell(hand_in.student.id, UNREADABLE)
                continue
            submission = dataclasses.replace(submission, path=hand_in.path)
            digest = _digest(msgspec.json.encode(submission))
            book.keep(digest, _sources(submission))
            if not plan.regrade and book.reuse(number, hand_in, digest):
                tally.kept += 1
                tell(hand_in.student.id, KEPT)
                continue
            away.append((hand_in, digest))
            yield submission


def _sources(submission: Submission) -> list[Source]:
    """Its texts, those of modules that it imports too, each place once."""
    units = {
        (unit.file, unit.cell): unit for unit in (*submission.units, *submission.modules.values())
    }
    return [Source(text=unit.source, file=unit.file, cell=unit.cell) for unit in units.values()]


def _class(collected: Collected) -> list[Student]:
    """Who belongs to the class: the roster, or where there is none whoever handed in."""
    strangers = set(collected.unknown)
    there = [one.student for one, _ in collected.hand_ins if one.student.id not in strangers]
    return [*there, *collected.missing]


def _unreadable(hand_in: HandIn, error: UnreadableSubmission) -> SubmissionReport:
    problem = Problem(
        code=error.code,
        message=error.message,
        location=Location(line=error.line, cell=error.cell),
        hint=error.hint,
    )
    return SubmissionReport(
        path=hand_in.path, status=Status.CRASHED, score=0, max_score=0, problems=(problem,)
    )


def _run(options: Options, exercises: Sequence[Exercise]) -> Run:
    relevant = (options.functions, options.checks, options.timeout, options.hints)
    return Run(
        seed=options.seed,
        gradgrader=__version__,
        torch=installed_torch(),
        isolation=options.isolation,
        strict=options.strict,
        named=bool(options.exercises),
        exercises=tuple(
            Defined(Asked(id=one.id, title=one.title, points=one.max_points), _definition(one))
            for one in exercises
        ),
        options=_digest(msgspec.json.encode(relevant)),
    )


def _definition(exercise: Exercise) -> str:
    """A hash of all that decides on a solution, wherever the exercise lies."""
    fields = {
        name: value
        for name, value in dataclasses.asdict(exercise).items()
        if name not in {"path", "reference_line", "statement", "hints", "function"}
    }
    return _digest(json.dumps(fields, sort_keys=True, default=str).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
