"""A Function that answers no exercise to its report: an exercise is made of its own forward."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor

from gradgrader.checks.base import Trial
from gradgrader.errors import GradgraderError
from gradgrader.exercises.made import MANY, ONE, declared
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.asking import check_steps, in_order, returned
from gradgrader.grading.bench import Bench, Candidate
from gradgrader.grading.grade import cage, overall
from gradgrader.grading.job import Options
from gradgrader.grading.judge import judge
from gradgrader.grading.match import By, Match
from gradgrader.grading.stand_in import StandIn
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Problem, SubmissionReport
from gradgrader.registry import nearest
from gradgrader.sandbox.adapter import adapted
from gradgrader.sandbox.learner import Learner, LearnerRaised, LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.steps import Steps
from gradgrader.sandbox.workers import Workers
from gradgrader.submissions.audit import Audit
from gradgrader.submissions.installed import STEPS, with_steps
from gradgrader.submissions.source import Submission

WARM = Steps  # imported before workers are forked, which may read no file of ours
# What only its own gradients could be held against, where nothing else tells what is right
BY_VALUE: tuple[str, ...] = ("gradients", "forward", "second-order")
# What looks at how forward moves: not at a gradient that is another one by design
BY_SLOPE: tuple[str, ...] = (
    "numeric",
    "taylor",
    "gradcheck",
    "gradgradcheck",
    "adjoint",
    "jvp",
    "pattern",
)
SURROGATE = "its gradient is a surrogate: no value is held against forward"
ALONE = "it is held against finite differences of its forward alone"
NEVER = ("economy", "own-work", "pattern")  # what a course asks, or what the steps can't tell


@dataclass(frozen=True, slots=True)
class _Shape:
    """What an exercise is made of besides inputs: outputs, and checks that are not asked.

    With `steps`, its reference can be perturbed step by step.
    """

    outputs: Sequence[str]
    plain: list[str] = field(default_factory=list)
    off: tuple[str, ...] = ()
    steps: bool = False


@dataclass(frozen=True, slots=True)
class _Against:
    """A judge's exercise and oracle, the checks that say nothing then, and why."""

    exercise: Exercise
    oracle: Oracle
    unasked: tuple[str, ...]
    why: str


class Auditor:
    """Audits Functions in workers: one takes the checks' steps, another one is the reference."""

    def __init__(self, workers: Workers, audit: Audit, options: Options) -> None:
        self._workers, self._audit, self._options = workers, audit, options
        self.cage = cage(options, [])
        self._limits = Limits(
            answer=options.timeout,
            load=3 * options.timeout,
            total=12 * options.timeout,
            open_files=256,
        )

    def prepare(self) -> None:
        """Nothing is known before the Function is."""

    def grade(
        self, submission: Submission, tell: Callable[[str], None] = lambda _: None
    ) -> SubmissionReport:
        """The report; raises GradgraderError where the Function can't be asked."""
        started = time.monotonic()
        tell("loading")
        with ExitStack() as stack:
            bench = stack.enter_context(self._bench(submission))
            other = stack.enter_context(self._bench(self._reference(submission)))
            _open(bench)
            _open(other)
            candidate = _found(bench, self._audit.function, submission.path)
            tell("asking what it returns")
            against = self._against(bench, other, candidate)
            one = Match(against.exercise, candidate, By.GIVEN)
            learner = adapted(bench.learner(candidate.index), against.oracle)
            trial = Trial(
                against.exercise, against.oracle, learner, frozenset(candidate.seen.offers)
            )
            *_, grade = judge(trial, one, self._options, tell)
            problems = [*bench.problems, *_unchecked(against), *_rounded(against)]
        return SubmissionReport(
            path=submission.path,
            status=overall([grade], complete=True),
            score=grade.score,
            max_score=grade.max_score,
            problems=tuple(problems),
            grades=(grade,),
            output=bench.output,
            seconds=round(time.monotonic() - started, 3),
        )

    def _bench(self, submission: Submission) -> Bench:
        return Bench(self._workers, submission, self._limits, self.cage)

    def _reference(self, submission: Submission) -> Submission:
        """The text whose last class runs the steps that are the reference."""
        audit = self._audit
        if audit.reference is not None:
            return audit.reference
        return with_steps(submission, audit.function)

    def _against(self, bench: Bench, other: Bench, candidate: Candidate) -> _Against:
        """What is right, and how far that can be told."""
        audit = self._audit
        inputs = in_order(candidate, audit)
        learner = bench.learner(candidate.index)
        first = self._made(learner, inputs, _Shape([ONE]))
        carrying = returned(first, learner, audit.function)
        names = [ONE] if len(carrying) == 1 else [MANY.format(n + 1) for n in range(len(carrying))]
        plain = [name for name, yes in zip(names, carrying, strict=True) if not yes]
        if len(plain) == len(names):
            raise GradgraderError(f"{audit.function}: nothing that it returns carries a gradient")
        shape = _Shape(names, plain, steps=True)
        why, off = SURROGATE, BY_VALUE + BY_SLOPE
        if not audit.surrogate:
            try:
                of_steps = other.learner(_steps(other))
                found = self._made(of_steps, inputs, shape)
                check_steps(*found)
                return _Against(*found, (), "")
            except (GradgraderError, LearnerRaised, LearnerStopped) as error:
                if audit.reference is not None:
                    raise GradgraderError(f"--reference can't be used: {error}") from error
                why, off = f"{error}: {ALONE}", BY_VALUE
        itself = other.learner(candidate.index)
        return _Against(*self._made(itself, inputs, replace(shape, off=off, steps=False)), off, why)

    def _made(
        self, learner: Learner, inputs: Mapping[str, Any], shape: _Shape
    ) -> tuple[Exercise, Oracle]:
        """An exercise whose reference this learner computes."""
        audit, stand_in = self._audit, StandIn(learner, steps=shape.steps)
        asked = {name for name, _ in self._options.checks}
        exercise = declared(
            stand_in.function(),
            {name: {"values": [0]} if name in audit.plain else inputs[name] for name in inputs},
            shape.outputs,
            audit.function,
            {
                "plain_outputs": shape.plain,
                "inplace": audit.inplace,
                "checks": dict.fromkeys({*NEVER, *shape.off} - asked, "off"),
            },
        )
        filled = tuple(
            replace(one, values=(audit.plain[one.name],)) if one.name in audit.plain else one
            for one in exercise.constants
        )
        exercise = replace(exercise, constants=filled, path="")
        oracle = Oracle(exercise, self._options.seed)
        stand_in.serve(oracle)
        return exercise, oracle


def _open(bench: Bench) -> None:
    try:
        bench.open()
    except LearnerStopped as stopped:
        raise GradgraderError(f"can't be loaded: it {stopped.message}") from stopped


def _found(bench: Bench, name: str, path: str) -> Candidate:
    """The last Function of that name."""
    found = [one for one in bench.candidates if one.seen.name == name]
    if found:
        return found[-1]
    told = bench.problems[0] if bench.problems else None
    if told is not None:
        raise GradgraderError(f"{path}: {name} was not defined: {told.message}", hint=told.hint)
    known = [one.seen.name for one in bench.candidates]
    hint = f"try {nearest(name, known)}" if known else "it has none of its own"
    raise GradgraderError(f"{path} defines no Function {name}", hint=hint)


def _steps(bench: Bench) -> int:
    found = [one for one in bench.candidates if one.seen.name == STEPS]
    if not found:
        told = f": {bench.problems[-1].message}" if bench.problems else ""
        raise GradgraderError(f"what it is held against can't be reached by name{told}")
    return found[-1].index


def _unchecked(against: _Against) -> list[Problem]:
    if not against.why:
        return []
    names = ", ".join(f"`{name}`" for name in against.unasked)
    return [Problem(code="held-against-itself", message=f"{against.why}; not checked: {names}")]


def _rounded(against: _Against) -> list[Problem]:
    """Outputs of fewer digits than what came in: what goes back through them has no more."""
    forward = against.oracle.forward(against.exercise.cases[0])
    found = zip(against.exercise.outputs, forward, strict=True)
    short = [f"`{name}` as {str(out.value.dtype)[6:]}" for name, out in found if _short(out.value)]
    if not short:
        return []
    message = f"for float64, forward returns {', '.join(short)}, and gradients have its digits"
    return [Problem(code="rounded", message=message)]


def _short(value: Tensor) -> bool:
    return value.is_floating_point() and value.dtype != torch.float64
