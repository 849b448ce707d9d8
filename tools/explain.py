"""Grades the explanations: which wrong functions get one, and whether what it says is true.

Over the wrong functions of tests/quality, the mistakes of the exercises, and a sample of mutants.
Every counterexample is computed again in plain torch; kinds of mistakes are compared with labels
that were written by hand (tests/quality/kinds.yaml, and the first lines of the mistakes).

It ends with 1 if a counterexample is not true.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import torch

from gradgrader.errors import UnreadableSubmission
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.grading.grade import Grader
from gradgrader.grading.job import Options
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Grade, Status
from gradgrader.sandbox.workers import warm
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "quality"))

import bank  # noqa: E402
from explained import FACTS, kind, label, untrue  # noqa: E402
from mutants import quick  # noqa: E402

FINE = {Status.PASSED, Status.SKIPPED}


@dataclass
class Figures:
    """What was counted in one set of wrong functions."""

    count: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def main() -> int:
    """Explain all of them, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=8, help="take each n-th mutant")
    parser.add_argument("--only", default="", help="names that contain this")
    options = parser.parse_args()
    torch.set_num_threads(1)
    warm()
    zygote = Zygote.fork()
    exercises = {e.id: e for e in load_all(roots())}
    graders = {
        name: Grader(zygote, list(exercises.values()), Options(exercises=(name,), hints=2))
        for name in exercises
    }
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for title, subjects in sets(Path(folder), options.every):
            figures = Figures()
            for name, path in subjects:
                exercise = name.split("|")[0]
                if options.only in name:
                    explain(name, path, graders[exercise], exercises[exercise], figures)
            show(title, figures)
            failed |= bool(figures.count["untrue"])
    zygote.close()
    return int(failed)


def sets(folder: Path, every: int) -> list[tuple[str, list[tuple[str, Path]]]]:
    """Names (exercise|name) and files."""
    wrong = [(f"{e.exercise}|{e.name}", e.path) for e in bank.wrong()]
    mistakes = [
        (f"{p.parents[1].name}|{p.stem}", p)
        for p in sorted((ROOT / "exercises").glob("*/mistakes/*.py"))
    ]
    mutants = []
    for number, mutant in enumerate(quick()[::every]):
        path = folder / f"mutant{number}.py"
        path.write_text(mutant.source, encoding="utf-8")
        mutants.append((f"{mutant.exercise}|{mutant.id}", path))
    return [("bank", wrong), ("mistakes of the exercises", mistakes), ("mutants", mutants)]


def explain(name: str, path: Path, grader: Grader, exercise: Exercise, figures: Figures) -> None:
    """Grade one, and count what is said of it."""
    started = time.process_time()
    try:
        report = grader.grade(read(path))
    except UnreadableSubmission:  # a mutant without a backward is refused before it is graded
        return
    count = figures.count
    for grade in report.grades:
        if all(one.status in FINE for one in grade.checks):
            continue
        failing = grade.status not in FINE
        count["failing" if failing else "advisory"] += 1
        count[f"{'failing' if failing else 'advisory'} told"] += bool(grade.diagnoses)
        if failing and not grade.diagnoses:
            figures.notes.append(f"nothing said: {name}")
        count["values wrong"] += bool(_values(grade))
        asked = [d for d in grade.diagnoses if d.code not in FACTS]
        count["values wrong, kind told"] += bool(_values(grade) and asked)
        if _values(grade) and not asked:
            figures.notes.append(f"no kind: {name}")
        _kinds(name, path, grade, figures)
        _examples(name, path, grade, exercise, figures)
    count["ms"] += round(1000 * (time.process_time() - started))


def _values(grade: Grade) -> bool:
    result = grade.check("gradients")
    return result is not None and result.status not in FINE


def _kinds(name: str, path: Path, grade: Grade, figures: Figures) -> None:
    wanted = label(path) if "mutant" not in path.stem else None
    if wanted is None:
        return
    found = kind(grade.diagnoses, wanted)
    figures.count["labelled"] += 1
    figures.count[f"kind {found.verdict}"] += 1
    if found.verdict == "wrong":
        figures.notes.append(f"wrong kind: {name}: {found.told}, labelled {found.wanted}")


def _examples(name: str, path: Path, grade: Grade, exercise: Exercise, figures: Figures) -> None:
    for diagnosis in grade.diagnoses:
        if diagnosis.counterexample is not None:
            figures.count["counterexamples"] += 1
            source = path.read_text(encoding="utf-8")
            if words := untrue(diagnosis.counterexample, exercise, source, grade.function):
                figures.count["untrue"] += 1
                figures.notes.append(f"untrue: {name}: {words}: {diagnosis.counterexample.text}")


def show(title: str, figures: Figures) -> None:
    """The figures of a set, then what to look at."""
    print(f"{title}:")
    for key, value in sorted(figures.count.items()):
        print(f"  {value:6} {key}")
    for note in figures.notes:
        print(f"  - {note}")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
