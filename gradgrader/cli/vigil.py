"""Watching a file: what comes from the file, the grader and the keys, in one queue."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, SimpleQueue

from gradgrader import __version__
from gradgrader.cli.carried import completed
from gradgrader.cli.changes import changed
from gradgrader.cli.desk import hinted, next_file
from gradgrader.cli.happenings import Happening, Key, Look, Over, Resized, signals
from gradgrader.cli.kept import keep_judged
from gradgrader.cli.keys import Keys
from gradgrader.cli.run import raised_by, read_all
from gradgrader.cli.saves import Saves
from gradgrader.cli.sight import Display, Sight
from gradgrader.cli.view import sources
from gradgrader.errors import GraderBroken
from gradgrader.grading.job import (
    WATCHING,
    Event,
    Graded,
    Job,
    Options,
    Refused,
    SoFar,
    Started,
    Working,
)
from gradgrader.grading.launch import Grading
from gradgrader.model.result import Report, SubmissionReport
from gradgrader.report.base import Lines
from gradgrader.submissions.source import Submission

TICK = 0.25  # seconds between drawings of what is being asked
NOBODY = -1  # no version is waited for
PAGE = 5  # lines that an arrow scrolls


class Vigil:
    """One file (or the next), one grader, one display."""

    def __init__(
        self, path: Path, options: Options, folders: Sequence[Path], display: Display
    ) -> None:
        self._options, self._folders, self._display = options, folders, display
        self._queue: SimpleQueue[Event | Happening] = SimpleQueue()
        self._sight = Sight(path)
        self._started: Started | None = None
        self._signature: tuple[int, ...] | None = None
        self._submission: Submission | None = None
        self._number = self._awaited = NOBODY
        self._noticed = self._drawn = 0.0
        self._judged = False
        self._before: SubmissionReport | None = None
        self._missing = False

    def keep(self) -> int:
        """Watch until the user has had enough; the exit code."""
        with Grading(WATCHING) as grading, ExitStack() as stack:
            stack.callback(grading.kill)  # there is no verdict to wait for
            self._grading = grading
            folders = tuple(map(str, self._folders))
            grading.hand_over(Job(submissions=(), folders=folders, options=self._options))
            threading.Thread(target=self._hear, daemon=True).start()
            stack.enter_context(self._display)
            if self._display.keys:
                stack.enter_context(Keys(lambda name: self._queue.put(Key(name))))
            stack.enter_context(signals(self._queue.put))
            self._saves = stack.enter_context(ExitStack())
            self._watch(self._sight.path)
            while self._step():
                pass
        return 0

    def _hear(self) -> None:
        try:
            for event in self._grading.answers():
                self._queue.put(event)
        except (GraderBroken, OSError, ValueError) as error:  # the pipe is closed when it is over
            self._queue.put(Over(error))
        else:
            self._queue.put(Over(None))

    def _watch(self, path: Path) -> None:
        """From now on this file."""
        self._saves.close()
        doing = "reading" if self._started else self._sight.doing
        self._sight = Sight(path, doing=doing, notice=self._sight.notice)
        self._signature = self._submission = self._before = None
        self._saves.enter_context(Saves(path, lambda: self._queue.put(Look())))
        self._queue.put(Look())
        self._draw()

    def _step(self) -> bool:
        """Take the next event; False when it was the last."""
        try:
            event = self._queue.get(timeout=TICK if self._sight.doing else None)
        except Empty:
            self._draw()
            return True
        match event:
            case Key(name):
                return self._press(name)
            case Look():
                self._look()
            case Resized():
                self._draw()
            case Over(error):
                raise error or GraderBroken("the grader has ended")
            case Refused():
                raise raised_by(event)
            case Started():
                self._started = event
                self._look()
            case SoFar() | Graded() | Working():
                self._take(event)
        return True

    def _look(self) -> None:
        """Hand the file over, if it is another than before."""
        path = self._sight.path
        try:
            status = path.stat()
            signature: tuple[int, ...] = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            signature = ()
        vanished = not signature and not self._missing  # for a moment, as an editor replaces it?
        self._missing = not signature
        if self._started is None or signature == self._signature or vanished:
            return
        self._signature = signature
        submissions, reports = read_all([path])
        if reports:
            self._submission, self._awaited = None, NOBODY
            self._saw(reports[0], sources({}), whole=True)
            self._draw()
        elif submissions[0] != self._submission:
            self._submission = submissions[0]
            self._number += 1
            self._awaited, self._noticed, self._judged = self._number, time.monotonic(), False
            self._sight.doing = "loading"
            self._grading.hand_over(submissions[0])

    def _take(self, event: SoFar | Graded | Working) -> None:
        """Show what the grader says of the version that is waited for."""
        if event.submission != self._awaited:
            return
        now = time.monotonic()
        if isinstance(event, Working):
            self._sight.doing = event.what
            if now - max(self._noticed, self._drawn) > TICK:
                self._draw()
            return
        whole = isinstance(event, Graded)
        report = event.report if isinstance(event, Graded) else completed(event, self._before)
        if report is None or not (report.grades or whole):
            return
        if not self._judged:
            self._judged, self._sight.took = True, now - self._noticed
        assert self._submission is not None
        before = self._before
        self._sight.changes = changed(before, report) if before and report.grades else None
        self._saw(report, sources({0: self._submission}), whole=whole)
        self._draw()
        if whole:
            self._before = report if report.grades else before
            keep_judged([report], self._options, self._folders, self._warn)

    def _saw(self, report: SubmissionReport, lines: dict[str, Lines], *, whole: bool) -> None:
        assert self._started is not None
        sight, options = self._sight, self._options
        sight.report = Report(
            gradgrader=__version__,
            torch=self._started.torch,
            seed=options.seed,
            isolation=self._started.isolation,
            strict=options.strict,
            hints=options.hints,
            submissions=[report],
        )
        sight.sources, sight.whole, sight.saved = lines, whole, time.strftime("%H:%M:%S")
        if whole:
            sight.doing = ""
        if not report.grades:
            sight.took = sight.changes = None

    def _press(self, key: str) -> bool:
        """Do what a key asks for; False when it is the end."""
        sight = self._sight
        match key.lower():
            case "q":
                return False
            case "d":
                sight.verbose = not sight.verbose
            case "up" | "down":
                sight.scrolled = max(sight.scrolled + (PAGE if key == "down" else -PAGE), 0)
            case "h":
                sight.notice, sight.scrolled = "", 0
                sight.hint = hinted(sight.submission, self._folders, self._warn)
            case "n":
                sight.notice = ""
                path, words = next_file(sight, self._folders, self._warn)
                sight.notice, sight.scrolled = words, 0
                if path is not None:
                    self._watch(path)
            case "\x1b":
                sight.hint, sight.notice = (), ""
            case _:
                return True
        self._draw()
        return True

    def _warn(self, words: str) -> None:
        self._sight.notice = words
        self._draw()

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        self._display.show(self._sight)
