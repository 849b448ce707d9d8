"""The exercise that is proved, and ways to grade its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gradgrader.errors import UnreadableSubmission
from gradgrader.exercises.document import Document
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.grade import Grader
from gradgrader.grading.job import Options
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import SubmissionReport
from gradgrader.sandbox.workers import Workers
from gradgrader.submissions.read import read

MARK = "TODO"


@dataclass(slots=True, eq=False)
class Prover:
    """What a process keeps that proves: workers, exercises, and graders with their references."""

    workers: Workers
    exercises: Sequence[Exercise]
    options: Options
    _graders: dict[Options, Grader] = field(default_factory=dict)
    _oracles: dict[str, Oracle] = field(default_factory=dict)

    def grader(self, options: Options) -> Grader:
        if options not in self._graders:
            self._graders[options] = Grader(self.workers, self.exercises, options)
        return self._graders[options]

    def subject(self, name: str) -> Subject:
        found = next(one for one in self.exercises if one.id == name)
        return Subject(found, self)

    def oracle(self, exercise: Exercise) -> Oracle:
        if exercise.id not in self._oracles:
            self._oracles[exercise.id] = Oracle(exercise, self.options.seed)
        return self._oracles[exercise.id]


@dataclass(frozen=True, slots=True)
class Subject:
    """An exercise with its folder."""

    exercise: Exercise
    prover: Prover

    @property
    def folder(self) -> Path:
        return Path(self.exercise.path).parent

    @property
    def oracle(self) -> Oracle:
        return self.prover.oracle(self.exercise)

    @property
    def document(self) -> Document:
        return Document(Path(self.exercise.path))

    def line(self, *path: str | int) -> int:
        """Where a field stands in exercise.yaml."""
        return int(self.document.node(path, key=True).start_mark.line) + 1

    def files(self, kind: str) -> list[str]:
        """Names of `solutions` or `mistakes` that are written, with their folder."""
        return [name for name in self.all_files(kind) if MARK not in self.text(name)]

    def all_files(self, kind: str) -> list[str]:
        found = sorted((self.folder / kind).glob("*.py"))
        return [path.relative_to(self.folder).as_posix() for path in found]

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def grader(self, *, hints: int = 0, seed: int = 0, strict: bool = False) -> Grader:
        options = self.prover.options
        chosen = replace(
            options,
            exercises=(self.exercise.id,),
            hints=hints,
            seed=options.seed + seed,
            strict=strict,
        )
        return self.prover.grader(chosen)

    def report(self, name: str, *, hints: int = 0, seed: int = 0) -> SubmissionReport | str:
        """How one of its files is graded, or why it can't be."""
        try:
            submission = read(self.folder / name)
        except UnreadableSubmission as unreadable:
            return unreadable.message
        return self.grader(hints=hints, seed=seed).grade(submission)
