"""A submission on the bench: a loaded worker whenever one is needed, a fresh one after a death."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from gradgrader.model.result import Location, Problem, Status
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.messages import Answer, Loaded, Raised, Step
from gradgrader.sandbox.records import Seen
from gradgrader.sandbox.session import Session
from gradgrader.sandbox.texts import Statement
from gradgrader.sandbox.workers import Workers
from gradgrader.submissions.sketch import Sketch, sketches
from gradgrader.submissions.source import Submission, statement_line

MAX_SKIPPED = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Function that the submission defined, and what its text shows (None if it has none)."""

    index: int
    seen: Seen
    sketch: Sketch | None
    location: Location


class Bench:
    """Runs one submission's code; a context manager that ends its workers.

    A statement that kills or blocks the worker while the code is loaded is left out, told as a
    problem, and the rest is loaded again without it.
    """

    def __init__(
        self, workers: Workers, submission: Submission, limits: Limits, cage: Cage
    ) -> None:
        self._workers, self._submission = workers, submission
        self._limits, self._cage = limits, cage
        self._until = time.monotonic() + limits.total
        self._skip: list[Statement] = []
        self._session: Session | None = None
        self._stack = ExitStack()
        self.problems: list[Problem] = []
        self.candidates: list[Candidate] = []
        self.output = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._put_away()

    def open(self) -> None:
        """Load the submission; raises LearnerStopped where no worker survives it."""
        loaded = self._load()
        text = sketches(self._submission)
        named: dict[tuple[str, str], list[Sketch]] = {}
        for sketch in text:
            named.setdefault((sketch.unit.name, sketch.name), []).append(sketch)
        self.candidates = [
            self._candidate(index, seen, named.get((seen.unit, seen.name), []))
            for index, seen in enumerate(loaded.functions)
        ]
        self.problems += [self._told(problem) for problem in loaded.problems]

    def learner(self, index: int) -> BenchLearner:
        """The `index`-th Function, in a live worker."""
        return BenchLearner(self, index)

    def run(self, index: int, steps: Sequence[Step], *, keep: bool) -> list[Answer]:
        if self._session is None or not self._session.alive:
            self._load()
        assert self._session is not None
        return self._session.run(index, steps, keep=keep)

    def locate(self, raised: Raised) -> Location | None:
        return self._session.locate(raised) if self._session else None

    def _load(self) -> Loaded:
        while True:
            self._put_away()
            if time.monotonic() > self._until:
                raise LearnerStopped(
                    Status.TIMED_OUT, f"used up its {self._limits.total:g} s", "spent"
                )
            session = Session(
                self._workers, self._submission, self._limits, self._cage, self._until
            )
            self._session = self._stack.enter_context(session)
            try:
                return session.load(self._skip)
            except LearnerStopped as stopped:
                statement = session.statement
                if statement is None or len(self._skip) >= MAX_SKIPPED:
                    raise
                self._skip.append(statement)
                self.problems.append(self._left_out(stopped, statement))

    def _put_away(self) -> None:
        if self._session is not None:
            self.output = self._session.printed()
            self._session = None
        self._stack.close()

    def _left_out(self, stopped: LearnerStopped, statement: Statement) -> Problem:
        unit = self._submission.units[statement[0]]
        where = stopped.location or unit.at(statement_line(unit, statement[1]))
        timed_out = stopped.status is Status.TIMED_OUT
        return Problem(
            code="statement-timed-out" if timed_out else "statement-crashed",
            message=f"this {stopped.message}; the rest was run without it",
            location=where,
        )

    def _told(self, raised: Raised) -> Problem:
        where = self._session.locate(raised) if self._session else None
        if where is None and raised.unit is not None and raised.statement is not None:
            unit = self._submission.units[raised.unit]
            where = unit.at(statement_line(unit, raised.statement))
        cell = where is not None and where.cell is not None
        code = "cell-failed" if cell else "statement-failed"
        message, hint = f"{raised.type}: {raised.message}".rstrip(": "), ""
        if raised.type == "ModuleNotFoundError":
            code = "not-installed"
            hint = "what does not need it is graded all the same; install it where gradgrader runs"
        elif raised.type == "SystemExit":
            code, message = "exit", "the file leaves here (sys.exit); what follows was not run"
        elif raised.type == "SyntaxError":
            code = "syntax-error"
        first = message.split("\n", 1)[0]
        return Problem(code=code, message=first[:300], location=where, hint=hint)

    def _candidate(self, index: int, seen: Seen, text: Sequence[Sketch]) -> Candidate:
        unit = self._submission.unit(seen.unit)
        sketch = next((s for s in text if s.covers(seen.name, seen.line)), None)
        if sketch is not None:
            location = sketch.unit.at(sketch.line, sketch.end_line)
        else:
            location = unit.at(seen.line) if unit else Location()
        return Candidate(index, seen, sketch, location)


class BenchLearner:
    """One Function on the bench, as a Learner."""

    def __init__(self, bench: Bench, index: int) -> None:
        self._bench, self._index = bench, index

    def run(self, steps: Sequence[Step], *, keep: bool = False) -> list[Answer]:
        return self._bench.run(self._index, steps, keep=keep)

    def locate(self, raised: Raised) -> Location | None:
        return self._bench.locate(raised)
