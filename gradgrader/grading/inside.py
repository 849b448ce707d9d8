"""Functions of this process to a report: for one's own code."""

from __future__ import annotations

import functools
import inspect
import io
import linecache
import os
import time
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from gradgrader.checks.base import Trial
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.bench import Candidate
from gradgrader.grading.grade import overall
from gradgrader.grading.job import Options
from gradgrader.grading.judge import judge
from gradgrader.grading.match import By, Match, match
from gradgrader.grading.remarks import remarks
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Grade, SubmissionReport, Unmatched
from gradgrader.sandbox.adapter import adapted
from gradgrader.sandbox.as_found import Interrupts, as_found
from gradgrader.sandbox.inside import Inside
from gradgrader.sandbox.loader import seen
from gradgrader.submissions.sketch import unit_sketches
from gradgrader.submissions.source import Unit

IN_PROCESS = "in-process"
PRINTED = 1 << 16
METHODS = ("backward", "vjp", "forward", "setup_context")


@dataclass(slots=True)
class Room:
    """Functions of this process where a bench would have a submission's."""

    functions: Sequence[type]
    interrupts: Interrupts
    units: list[Unit] = field(init=False)
    candidates: list[Candidate] = field(init=False)

    def __post_init__(self) -> None:
        self.units = [unit_of(function) for function in self.functions]
        pairs = zip(self.functions, self.units, strict=True)
        self.candidates = [_candidate(n, *pair) for n, pair in enumerate(pairs)]

    def learner(self, index: int) -> Inside:
        return Inside(self.functions[index], self.units[index], self.interrupts)


def grade_inside(
    functions: Sequence[type],
    exercises: Sequence[Exercise],
    options: Options,
    *,
    given: bool = False,
) -> tuple[SubmissionReport, Sequence[Unit]]:
    """The report on these classes, and the texts that they stand in.

    Of `exercises`, those that the options name are asked (all, if they name none); each class is
    graded that answers one, or whatever it answers if the exercise is `given` with it. What its
    code leaves behind is put back.
    """
    started = time.monotonic()
    wanted = [e for e in exercises if not options.exercises or e.id in options.exercises]
    oracles = {e.id: _oracle(e, options.seed) for e in wanted}
    printed = _Bounded()
    with Interrupts() as interrupts, as_found(), redirect_stdout(printed), redirect_stderr(printed):
        room = Room(functions, interrupts)
        matches = [Match(wanted[0], one, By.GIVEN) for one in room.candidates if given]
        unmatched: list[Unmatched] = []
        if not given:
            matches, unmatched = match(room, wanted, oracles, options, each=True)
        grades = [_judged(room, one, oracles[one.exercise.id], options) for one in matches]
    problems = remarks(room.candidates, matches, grades, [e.id for e in exercises])
    report = SubmissionReport(
        path=", ".join(dict.fromkeys(function.__name__ for function in functions)),
        status=overall(grades, complete=True),
        score=sum(grade.score for grade in grades),
        max_score=sum(grade.max_score for grade in grades),
        problems=tuple(problems),
        unmatched=tuple(unmatched),
        grades=tuple(grades),
        output=printed.getvalue(),
        seconds=round(time.monotonic() - started, 3),
    )
    return report, room.units


@functools.lru_cache(maxsize=64)  # a cell is run again and again: what is right stays right
def _oracle(exercise: Exercise, seed: int) -> Oracle:
    return Oracle(exercise, seed)


def _judged(room: Room, one: Match, oracle: Oracle, options: Options) -> Grade:
    learner = adapted(room.learner(one.candidate.index), oracle)
    trial = Trial(one.exercise, oracle, learner, frozenset(one.candidate.seen.offers))
    *_, grade = judge(trial, one, options, lambda _: None)
    return grade


def unit_of(function: type) -> Unit:
    """The file or cell in which a class stands; without text where there is none."""
    name = _code(function).co_filename if _code(function) else ""
    linecache.checkcache(name)  # a module may have been loaded again
    text = "".join(linecache.getlines(name)) if name else ""
    path = Path(name)
    cell = not path.is_file() or "ipykernel" in path.parent.name
    return Unit(name=name or "?", source=text, file=None if cell else _shown(path))


def _shown(path: Path) -> str:
    """Relative to where we are, if it lies below."""
    here = Path.cwd()
    return os.fspath(path.relative_to(here)) if path.is_relative_to(here) else path.name


def _code(function: type) -> Any:
    """The code of the class's own method that comes first."""
    own = [inspect.unwrap(getattr(function, m)) for m in METHODS if m in vars(function)]
    return next((one.__code__ for one in own if hasattr(one, "__code__")), None)


def _candidate(index: int, function: type, unit: Unit) -> Candidate:
    line = _code(function).co_firstlineno if _code(function) else 0
    text = [s for s in unit_sketches(unit, _bases(function)) if s.name == function.__name__]
    sketch = next((s for s in text if s.line <= line <= s.end_line), None)
    where = unit.at(sketch.line, sketch.end_line) if sketch else unit.at(line or None)
    return Candidate(index, seen(function, unit.name, line), sketch, where)


def _bases(function: type) -> set[str]:
    """Names of the Functions that a class is made from, wherever those stand."""
    return {
        base.__name__ for base in function.__mro__[1:] if issubclass(base, torch.autograd.Function)
    }


class _Bounded(io.StringIO):
    """What is printed, up to a bound."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, PRINTED - self.tell())])
        return len(text)


def is_function(given: object) -> bool:
    """Whether it is a Function class that says what it computes."""
    base = torch.autograd.Function
    return isinstance(given, type) and issubclass(given, base) and given.forward is not base.forward


def torch_version() -> str:
    """Of the torch that runs here."""
    return str(torch.__version__)
