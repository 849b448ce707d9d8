"""Grades the grader: what it misses among wrong functions, and whom it accuses among right ones.

Wrong are the functions of tests/quality/bank.py, and the mutants of right solutions; right are
others of the bank, and the mutants that equivalent.yaml of an exercise lists. Beside gradgrader stand
three ways to use torch's own checks. A cell is a number of mistakes: of wrong functions that
passed, of right ones that did not. A check that fails a solution itself (three of them loop
over rows, and raise where there is none) fails its mutants too, and does not count as noticing.

It ends with 1 if a wrong function failed no check at all, or a right one failed any.
"""

from __future__ import annotations

import argparse
import fnmatch
import multiprocessing
import os
import runpy
import select
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from rich.console import Console
from rich.progress import track
from rich.table import Table
from torch import Tensor
from torch.autograd import Function, gradcheck, gradgradcheck

from gradgrader.errors import UnreadableSubmission
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.grading.grade import Grader
from gradgrader.grading.job import Options
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import CheckResult, Status, SubmissionReport
from gradgrader.sandbox.workers import warm
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read

ROOT = Path(__file__).parents[1]
QUALITY = ROOT / "tests" / "quality"
sys.path.insert(0, str(QUALITY))

from equivalent import argued, equivalents  # noqa: E402
from mutants import EXERCISES, MAIN, Mutant, everything, quick  # noqa: E402

FINE = {Status.PASSED, Status.SKIPPED}
TORCH = ("lab's gradcheck", "gradcheck", "and gradgradcheck")
OURS = ("gradgrader", "any check of it")
EQUIVALENT = "equivalent mutants"
PROCESSES = 2
PATIENCE = 5.0


@dataclass(frozen=True)
class Subject:
    """A function that is graded, and what it is: `row` is where it counts.

    `source` is a mutant's text, `about` its diff, or what is known of a function of the bank; `may`
    names advisory checks that may fail though it is right, `solution` is what a mutant was made of.
    """

    id: str
    row: str
    exercise: str
    wrong: bool
    path: Path
    source: str = ""
    about: str = ""
    may: frozenset[str] = frozenset()
    solution: Path | None = None


@dataclass(frozen=True)
class Verdict:
    """Which checkers accepted a function, and what gradgrader told of it; `fault` is its own."""

    accepted: dict[str, bool]
    told: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    fault: str = ""


# --- what is graded ---------------------------------------------------------------------------


def subjects(made: Sequence[Mutant]) -> list[Subject]:
    """Wrong functions, mutants, right functions, equivalent mutants, in the rows' order."""
    right = {one.id for one in (*equivalents(), *argued())}
    return [
        *bank("wrong"),
        *(of_mutant(m, f"mutants of {m.exercise}", wrong=True) for m in made if m.id not in right),
        *bank("right"),
        *(of_mutant(m, EQUIVALENT, wrong=False) for m in made if m.id in right),
    ]


def bank(kind: str) -> list[Subject]:
    """The hand-made functions that are wrong, or right; none where there is no bank."""
    if find_spec("bank") is None:
        return []
    import bank as made  # noqa: PLC0415 - it need not exist

    return [
        Subject(
            id=f"{kind}/{entry.name}",
            row=f"{kind}: {entry.group}",
            exercise=entry.exercise,
            wrong=kind == "wrong",
            path=entry.path,
            about=f"{entry.words}{' (beyond what is promised)' if entry.beyond else ''}",
            may=entry.may,
        )
        for entry in getattr(made, kind)()
    ]


def of_mutant(mutant: Mutant, row: str, *, wrong: bool) -> Subject:
    """A mutant as a subject; its file is called as its solution is."""
    name = f"{mutant.id.split('/')[1]}.py"
    return Subject(
        id=mutant.id,
        row=row,
        exercise=mutant.exercise,
        wrong=wrong,
        path=Path(name),
        source=mutant.source,
        about=mutant.diff,
        solution=EXERCISES / mutant.exercise / "solutions" / name,
    )


def stale(made: Sequence[Mutant]) -> list[str]:
    """Entries of equivalent.yaml that are no mutant (any more), as far as these solutions tell."""
    diffs = {mutant.id: mutant.diff for mutant in made}
    solutions = {key.rsplit("/", 3)[0] for key in diffs}
    ours = [one for one in (*equivalents(), *argued()) if one.id.rsplit("/", 3)[0] in solutions]
    return [one.id for one in ours if diffs.get(one.id) != one.diff]


# --- grading, in processes that are forked from a warm one -------------------------------------


class Bench:
    """What a process of the pool keeps: its zygote, its graders, and a folder for mutants."""

    def __init__(self, seed: int) -> None:
        zygote = Zygote.fork()
        self.seed = seed
        self.exercises = {exercise.id: exercise for exercise in load_all(roots())}
        self._graders = {name: self._grader(zygote, name) for name in self.exercises}
        self._folder = Path(tempfile.mkdtemp(dir=FOLDER.name))
        self._of_solutions: dict[Path, set[str]] = {}

    def verdict(self, subject: Subject) -> Verdict:
        """What every checker says."""
        path = subject.path
        if subject.source:
            path = self._folder / subject.path
            path.write_text(subject.source, encoding="utf-8")
        accepted = dict(
            zip(TORCH, torchs(path, self.exercises[subject.exercise], self.seed), strict=True)
        )
        try:
            report = self._graders[subject.exercise].grade(read(path))
        except UnreadableSubmission as error:
            return Verdict({**accepted, **dict.fromkeys(OURS, False)}, (str(error),), ("read",))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            return Verdict({**accepted, **dict.fromkeys(OURS, True)}, fault=repr(error))
        of_solution = self._flaws(subject)
        bad = [
            one
            for one in failures(report)
            if (one.required or one.check not in subject.may) and one.check not in of_solution
        ]
        spotless = bool(report.grades) and not bad
        passed = report.status is Status.PASSED
        return Verdict(
            {**accepted, OURS[0]: passed, OURS[1]: spotless},
            tuple(f"{one.check}: {one.message}" for one in bad) or problems(report),
            tuple(one.check for one in bad),
        )

    def _flaws(self, subject: Subject) -> set[str]:
        """The advisory checks that fail the solution that a mutant was made of."""
        path = subject.solution
        if path is None:
            return set()
        if path not in self._of_solutions:
            report = self._graders[subject.exercise].grade(read(path))
            self._of_solutions[path] = {one.check for one in failures(report)}
        return self._of_solutions[path]

    def _grader(self, zygote: Zygote, name: str) -> Grader:
        options = Options(exercises=(name,), seed=self.seed, timeout=PATIENCE, isolation="process")
        return Grader(zygote, list(self.exercises.values()), options)


def failures(report: SubmissionReport) -> list[CheckResult]:
    """Every check that did not pass, but for second derivatives that are honestly refused."""
    bad = [one for grade in report.grades for one in grade.checks if one.status not in FINE]
    refused = any(one.code == "refused" for one in bad)
    return [one for one in bad if not (refused and one.check in {"second-order", "gradgradcheck"})]


def problems(report: SubmissionReport) -> tuple[str, ...]:
    """Why there is no grade."""
    return () if report.grades else tuple(problem.message for problem in report.problems)


BENCH: list[Bench] = []
FOLDER = tempfile.TemporaryDirectory()


def begin(seed: int) -> None:
    """Furnish a process of the pool."""
    BENCH.append(Bench(seed))


def graded(subject: Subject) -> Verdict:
    """The verdict on a subject, in a process of the pool."""
    return BENCH[0].verdict(subject)


# --- torch's own checks, in a process that may hang --------------------------------------------


def torchs(path: Path, exercise: Exercise, seed: int) -> list[bool]:
    """Whether each of torch's ways accepts; what does not answer in time does not."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            answer(theirs, path, exercise, seed)
        finally:
            os._exit(0)
    os.close(theirs)
    said = collected(ours, time.monotonic() + 3 * PATIENCE)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(ours)
    return [byte == b"1"[0] for byte in said.ljust(len(TORCH), b"0")]


def collected(descriptor: int, until: float) -> bytes:
    """What is written to a pipe before it is closed, or until a time."""
    said = b""
    while (left := until - time.monotonic()) > 0:
        ready, _, _ = select.select([descriptor], [], [], left)
        part = os.read(descriptor, 16) if ready else b""
        if not part:
            break
        said += part
    return said


def answer(descriptor: int, path: Path, exercise: Exercise, seed: int) -> None:
    """Write 1 or 0 for each of torch's ways."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(null, standard)
    warnings.simplefilter("ignore")
    function = found(path, exercise)
    ways: list[Callable[[], bool]] = [
        lambda: gradcheck(function, drawn(torch.rand, exercise), eps=1e-6, atol=0.01),
        lambda: gradcheck(function, drawn(torch.randn, exercise)),
        lambda: (
            gradcheck(function, drawn(torch.randn, exercise))
            and gradgradcheck(function, drawn(torch.randn, exercise))
        ),
    ]
    for way in ways:
        torch.manual_seed(seed)
        try:
            accepted = way()
        except Exception:  # noqa: BLE001 - a mutant may raise anything
            accepted = False
        os.write(descriptor, b"1" if accepted else b"0")


def found(path: Path, exercise: Exercise) -> Callable[..., Tensor]:
    """`apply` of the file's Function: the one with a name of the exercise, or the last."""
    made = [
        value
        for value in runpy.run_path(str(path), run_name="submission").values()
        if isinstance(value, type) and issubclass(value, Function) and value is not Function
    ]
    named = [one for one in made if one.__name__ in exercise.names]
    return (named or made)[-1].apply


def drawn(draw: Callable[..., Tensor], exercise: Exercise) -> tuple[Tensor, ...]:
    """Random inputs in the sizes of the first case."""
    shapes = [exercise.cases[0].shape(spec) for spec in exercise.inputs]
    return tuple(draw(shape, dtype=torch.float64, requires_grad=True) for shape in shapes)


# --- what is told ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """A subject and its verdict."""

    subject: Subject
    verdict: Verdict

    def mistaken(self, checker: str) -> bool:
        """Whether a checker accepted a wrong function, or rejected a right one."""
        return self.verdict.accepted[checker] is self.subject.wrong


def table(results: Sequence[Result]) -> Table:
    """Mistakes of every checker, by row."""
    shown = Table(title="wrong ones that pass, right ones that don't", title_justify="left")
    shown.add_column("")
    for column in ("of", *TORCH, *OURS):
        shown.add_column(column, justify="right")
    for wrong, name in ((True, "all wrong ones"), (False, "all right ones")):
        chosen = [one for one in results if one.subject.wrong is wrong]
        for row in dict.fromkeys(one.subject.row for one in chosen):
            shown.add_row(row, *counts([one for one in chosen if one.subject.row == row]))
        shown.add_section()
        shown.add_row(name, *counts(chosen), style="bold")
        shown.add_section()
    return shown


def counts(results: Sequence[Result]) -> list[str]:
    """How many there are, and how many mistakes each checker makes."""
    mistakes = [sum(one.mistaken(checker) for one in results) for checker in (*TORCH, *OURS)]
    return [str(len(results)), *(str(number or "·") for number in mistakes)]


def listed(console: Console, title: str, results: Iterable[Result]) -> int:
    """Print what went wrong, with what is known about it; how many there are."""
    count = 0
    for count, one in enumerate(results, 1):
        if count == 1:
            console.print(f"\n{title}", style="bold")
        console.print(f"\n{one.subject.id}", style="cyan")
        for line in (*one.subject.about.strip().split("\n"), *one.verdict.told, one.verdict.fault):
            if line:
                console.print(f"  {line}", markup=False, highlight=False)
    return count


def advised(results: Sequence[Result]) -> str:
    """By which advisory checks wrong functions were noticed that passed all the same."""
    passed = [one for one in results if one.subject.wrong and one.mistaken(OURS[0])]
    noticed = Counter(", ".join(one.verdict.checks) for one in passed if one.verdict.checks)
    return "\n".join(f"{number:5}  {checks}" for checks, number in noticed.most_common())


def told(console: Console, results: Sequence[Result], old: Sequence[str]) -> int:
    """Print everything; how many mistakes there are."""
    console.print(table(results))
    if words := advised(results):
        console.print("\nPassed, and noticed by advisory checks:", style="bold")
        console.print(words)
    wrong, right = ([r for r in results if r.subject.wrong is kind] for kind in (True, False))
    faults = [one for one in results if one.verdict.fault]
    alarms = [one for one in right if one.mistaken(OURS[1])]
    missed = [one for one in wrong if one.mistaken(OURS[1]) and not one.verdict.fault]
    bad = listed(console, "Missed: no check fails", missed)
    bad += listed(console, "Right, and accused", alarms)
    bad += listed(console, "gradgrader itself failed", faults)
    for name in old:
        console.print(f"\n{name} in equivalent.yaml is no mutant any more, or another one")
    return bad + len(old)


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--quick", action="store_true", help=f"mutants of {', '.join(MAIN)}")
    chosen.add_argument("--all", action="store_true", help="mutants of every solution")
    parser.add_argument("--equivalent", action="store_true", help="only mutants that are right")
    parser.add_argument(
        "--only", metavar="PATTERN", nargs="+", default=["*"], help="ids, with * and ?"
    )
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="of inputs and cotangents")
    return parser.parse_args()


def main() -> int:
    """Grade everything, and tell; the exit code."""
    given = options()
    made = everything() if given.all else quick()
    chosen = [
        one
        for one in subjects(made)
        if any(fnmatch.fnmatch(one.id, pattern) for pattern in given.only)
        and (not given.equivalent or one.row == EQUIVALENT)
    ]
    warm()
    errors = Console(stderr=True)
    with FOLDER, multiprocessing.get_context("fork").Pool(PROCESSES, begin, (given.seed,)) as pool:
        verdicts = track(
            pool.imap(graded, chosen, chunksize=4),
            "grading",
            total=len(chosen),
            console=errors,
            disable=not errors.is_terminal,
        )
        results = [Result(*pair) for pair in zip(chosen, verdicts, strict=True)]
    return int(told(Console(width=max(100, Console().width)), results, stale(made)) > 0)


if __name__ == "__main__":
    raise SystemExit(main())
