"""The process that proves: several side by side, each with workers of its own."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, NoReturn

from gradgrader.errors import GraderBroken, GradgraderError
from gradgrader.exercises.catalogue import load_all
from gradgrader.grading import service
from gradgrader.grading.grade import cage
from gradgrader.grading.job import JOBS, PIECES, Piece, Shown
from gradgrader.model.proof import Evidence
from gradgrader.proofs._subject import Prover
from gradgrader.proofs.base import PROOFS, error, planned

QUICK = "quick"


def main() -> NoReturn:
    """Serve one job of proving."""
    service.main(prove_alone)


def prove_alone(lines: BinaryIO, events: BinaryIO) -> None:
    """A job, and evidence for each piece of work that follows."""
    workers = service.new_workers()  # before an exercise is read
    line = lines.readline()
    if not line:
        workers.close()
        return
    job = JOBS.decode(line)
    exercises = load_all([Path(folder) for folder in job.folders])
    prover = Prover(workers, exercises, job.options)
    service.tell(events, service.started(workers, cage(job.options, exercises)))
    for number, line in enumerate(lines):
        service.tell(events, Shown(number, shown(prover, PIECES.decode(line))))
    workers.close()


def shown(prover: Prover, piece: Piece) -> Evidence:
    """What a piece shows; without an exercise it asks which proofs there are."""
    if not piece.exercise:
        return Evidence(parts=planned(quick=piece.part == QUICK))
    try:
        return PROOFS[piece.proof].prove(prover.subject(piece.exercise), piece.part)
    except GraderBroken:
        raise
    except GradgraderError as unusable:  # the reference raises, say: that is what was asked
        return Evidence(findings=(error(str(unusable)),))
    except Exception as fault:
        where = f"{piece.proof} of {piece.exercise}"
        raise GraderBroken(f"{where}: {type(fault).__name__}: {fault}") from fault
