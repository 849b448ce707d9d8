"""Exercises to what is proved of them: pieces of work for several processes, and their sum."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import PriorityQueue

from gradgrader.cli.run import raised_by
from gradgrader.errors import GraderBroken
from gradgrader.grading.job import Job, Lost, Options, Piece, Refused, Shown
from gradgrader.grading.launch import Grading
from gradgrader.model.exercise import Exercise
from gradgrader.model.proof import Evidence, Proved, Row, worst

SERVICE = "gradgrader.proofs._service"
Tell = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Work:
    """Pieces that are waiting, those that were sent, and the evidence by exercise and proof.

    Of those that wait the first exercise's come first; `left` counts what an exercise still needs.
    """

    exercises: Sequence[Exercise]
    waiting: PriorityQueue[tuple[int, int, Piece | None]] = field(default_factory=PriorityQueue)
    sent: list[Piece] = field(default_factory=list)
    asked: int = 0
    shown: dict[tuple[str, str], list[Evidence]] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    done: int = 0

    def ask(self, piece: Piece) -> None:
        names = [one.id for one in self.exercises]
        place = names.index(piece.exercise) if piece.exercise else 0
        self.waiting.put((place, self.asked, piece))
        self.asked += 1
        self.left[piece.exercise] += 1

    def coming(self) -> Iterator[Piece]:
        """Pieces as they turn up, until none can follow."""
        while (piece := self.waiting.get()[2]) is not None:
            self.sent.append(piece)
            yield piece

    def end(self) -> None:
        """Nothing follows."""
        self.waiting.put((len(self.exercises), self.asked, None))

    def proved(self, exercise: Exercise) -> bool:
        """Whether all that it needs is shown."""
        return not self.left[""] and not self.left[exercise.id]

    def take(self, number: int, evidence: Evidence) -> None:
        """Note what a piece has shown, and ask for the parts that it names."""
        piece = self.sent[number]
        if not piece.exercise:
            for one in self.exercises:
                for proof in evidence.parts:
                    self.shown[one.id, proof] = []
                    self.ask(Piece(one.id, proof))
        else:
            self.shown[piece.exercise, piece.proof].append(evidence)
            for part in evidence.parts:
                self.ask(Piece(piece.exercise, piece.proof, part))
        self.done += 1
        self.left[piece.exercise] -= 1
        if self.done == self.asked:
            self.end()


def prove(
    exercises: Sequence[Exercise],
    folders: Sequence[Path],
    options: Options,
    tell: Tell,
    *,
    quick: bool,
) -> Iterator[Proved]:
    """What is proved of each, in their order, as soon as it is; raises GradgraderError."""
    work, began, ready = _Work(exercises), time.monotonic(), 0
    work.ask(Piece("", "", "quick" if quick else ""))
    job = Job(submissions=(), folders=tuple(map(str, folders)), options=options)
    with Grading(os.cpu_count() or 1, service=SERVICE) as grading:
        for event in grading.events(job, work.coming()):
            match event:
                case Shown():
                    work.take(event.submission, event.evidence)
                    piece = work.sent[event.submission]
                    tell(f"{piece.exercise} {piece.proof}".strip(), work.done, work.asked)
                    while ready < len(exercises) and work.proved(exercises[ready]):
                        now = time.monotonic()
                        yield _proved(exercises[ready], work, now - began)
                        began, ready = now, ready + 1
                case Lost():
                    piece = work.sent[event.submission]
                    work.end()
                    raise GraderBroken(
                        f"a process ended twice over {piece.exercise}: {piece.proof}"
                    )
                case Refused():
                    work.end()
                    raise raised_by(event)


def _proved(exercise: Exercise, work: _Work, seconds: float) -> Proved:
    mine = [(proof, found) for (name, proof), found in work.shown.items() if name == exercise.id]
    rows = tuple(_row(proof, found) for proof, found in mine)
    return Proved(
        exercise=exercise.id,
        title=exercise.title,
        folder=str(Path(exercise.path).parent),
        rows=rows,
        seconds=round(seconds, 1),
    )


def _row(proof: str, found: Sequence[Evidence]) -> Row:
    """The sum of a proof's evidence."""
    findings = tuple(one for part in found for one in part.findings)
    counts: dict[str, int] = {}
    for part in found:
        for noun, number in part.counts.items():
            counts[noun] = counts.get(noun, 0) + number
    told = [
        f"{number} {noun.split('|')[-(number != 1)]}" for noun, number in counts.items() if number
    ]
    words = next((part.words for part in found if part.words), "")
    hit, whole = (sum(part.share[place] for part in found) for place in range(2))
    share = f"{percent(hit, whole)}: " if whole else ""
    level = worst([*(part.level for part in found), *(one.level for one in findings)])
    return Row(
        proof=proof, level=level, words=share + (", ".join(told) or words), findings=findings
    )


def percent(hit: int, whole: int) -> str:
    """All is 100 %, and nothing less is."""
    return "100 %" if hit == whole else f"{min(100 * hit / whole, 99.9):.1f} %"
