"""Grades the repairs: is the line right that is named, and does the fix mend the mistake?

Mutants of right solutions carry their own truth: the line that was changed, and the text before.
The exercises' mistakes name their line. A line counts as right if it was changed (or named); a fix
counts as the original if the text is the same again, as equal if only the right lines were
changed (its values are proven equal), and as misdirecting if others were.
"""

from __future__ import annotations

import argparse
import ast
import itertools
import multiprocessing
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from gradgrader.checks.base import CHECKS, Outcome, Trial, ask, in_order
from gradgrader.diagnosis.base import WHERE, WRITE, Findings
from gradgrader.diagnosis.repair import repair
from gradgrader.errors import UnreadableSubmission
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.bench import Bench
from gradgrader.grading.job import Options
from gradgrader.grading.match import By, Match, fits
from gradgrader.grading.workshop import Bay
from gradgrader.model.faults import BEHAVIOUR, VALUES
from gradgrader.model.result import FINE, Diagnosis
from gradgrader.sandbox.adapter import adapted
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.learner import LearnerRaised, LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.workers import warm
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "quality"))

import bank  # noqa: E402
from mutants import EXERCISES, Mutant, quick  # noqa: E402

NAMED = re.compile(r"# (\S+) at line (\d+)(?: or (\d+))?: ")
ASKED = {"forward", *VALUES, *BEHAVIOUR} - {"taylor", "invariants", "pattern", "magnitudes"}
PROCESSES = 2


@dataclass(frozen=True)
class Subject:
    """A wrong function.

    `lines` are those that are wrong (none, where nobody said), `before` the text without mistakes.
    """

    id: str
    row: str
    exercise: str
    source: str
    lines: frozenset[int] = frozenset()
    before: str = ""
    about: str = ""


@dataclass(frozen=True)
class Answer:
    """What was said; `asked` is whether it is a mistake of algebra at all."""

    asked: bool
    diagnosis: Diagnosis | None = None
    where: Diagnosis | None = None
    seconds: float = 0.0
    after: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Result:
    """A subject and what was said of it."""

    subject: Subject
    answer: Answer

    @property
    def line(self) -> Diagnosis | None:
        """What names lines with certainty at level 3, or one line only as the place to look."""
        told = self.answer.where
        if told is None or told.confidence == "exact":
            return told
        (place,) = told.locations
        return told if place.line == (place.end_line or place.line) else None

    @property
    def lines(self) -> set[int]:
        return {one.line for one in self.line.locations if one.line} if self.line else set()

    @property
    def right(self) -> bool:
        return bool(self.lines & self.subject.lines)

    @property
    def fixed(self) -> bool:
        return self.answer.diagnosis is not None and self.answer.diagnosis.fix is not None

    @property
    def elsewhere(self) -> bool:
        """Whether a fix changes none of the wrong lines, and none is named beside it.

        Where saving and unpacking disagree, both lines are named, and one of them is changed.
        """
        told = self.answer.diagnosis
        if told is None or told.fix is None or not self.subject.lines:
            return False
        last = told.fix.line + told.fix.before.count("\n")
        lines = {*range(told.fix.line, last + 1), *(at.line for at in told.locations)}
        return not self.subject.lines & lines

    @property
    def same(self) -> bool:
        """Whether the fix brings the original back."""
        after, before = self.answer.after, self.subject.before
        return bool(after and before) and ast.dump(ast.parse(after)) == ast.dump(ast.parse(before))

    @property
    def range_right(self) -> bool:
        """Whether a range holds the wrong line."""
        told = self.answer.where
        spans = [(one.line or 0, one.end_line or 0) for one in told.locations] if told else []
        return any(a <= line <= b for line in self.subject.lines for a, b in spans)


# --- who is asked ------------------------------------------------------------------------------


def subjects(seed: int, sample: int, two: int) -> dict[str, Iterator[Subject]]:
    """Every set; of the mutants a sample, if `sample` is not 0."""
    return {
        "one step": sampled(seed, sample),
        "two steps": itertools.islice(pairs(seed), two),
        "named mistakes": map(named, sorted(EXERCISES.glob("*/mistakes/*.py"))),
        "wrong functions": map(of_bank, bank.wrong()),
    }


def sampled(seed: int, count: int) -> Iterator[Subject]:
    """One-step mutants of the main solutions."""
    chosen = quick()
    random.Random(seed).shuffle(chosen)  # noqa: S311 - a sample
    yield from map(of_mutant, chosen[:count] if count else chosen)


def of_bank(one: bank.Entry) -> Subject:
    """A wrong function of the bank; nobody said which line is wrong."""
    source = one.path.read_text(encoding="utf-8")
    return Subject(f"wrong/{one.name}", "wrong functions", one.exercise, source, about=one.words)


def original(name: str) -> str:
    """The text of a solution, exercise/name."""
    path = EXERCISES / name.replace("/", "/solutions/")
    return path.with_suffix(".py").read_text(encoding="utf-8")


def changed(before: str, after: str) -> frozenset[int]:
    """Lines that differ; texts of as many lines."""
    both = zip(before.split("\n"), after.split("\n"), strict=False)
    return frozenset(number for number, (a, b) in enumerate(both, 1) if a != b)


def of_mutant(one: Mutant) -> Subject:
    """A mutant; its diff says where it is wrong."""
    before = original("/".join(one.id.split("/")[:2]))
    lines = changed(before, one.source)
    return Subject(one.id, "one step", one.exercise, one.source, lines, before, one.diff)


def pairs(seed: int) -> Iterator[Subject]:
    """Two mutants of a solution in one text, on two lines of backward."""
    source = random.Random(seed)  # noqa: S311 - a sample
    singles = [of_mutant(one) for one in quick()]
    while True:
        first = source.choice(singles)
        others = [one for one in singles if one.before == first.before]
        second = source.choice(others)
        below = first.before[: first.before.index("def backward")].count("\n") + 1
        lines = first.lines | second.lines
        if len(lines) != 2 or min(lines) <= below or first.lines & second.lines:  # noqa: PLR2004
            continue
        text = first.source.split("\n")
        for line in second.lines:
            text[line - 1] = second.source.split("\n")[line - 1]
        yield replace(
            first,
            id=f"{first.id} + {second.id}",
            row="two steps",
            source="\n".join(text),
            lines=lines,
            before="",  # the fix mends the first only
            about=f"{first.about}\n{second.about}",
        )


def named(path: Path) -> Subject:
    """A mistake of an exercise, whose first line says where it is."""
    source = path.read_text(encoding="utf-8")
    match = NAMED.match(source)
    lines = frozenset(int(line) for line in match.groups()[1:] if line) if match else frozenset()
    exercise = path.parents[1].name
    about = source.partition("\n")[0]
    return Subject(f"{exercise}/{path.stem}", "named mistakes", exercise, source, lines, "", about)


# --- asking, in processes that are forked from a warm one --------------------------------------


class Clinic:
    """What a process keeps: a zygote, the oracles, a folder."""

    def __init__(self, seed: int) -> None:
        self._zygote = Zygote.fork()
        self._exercises = {exercise.id: exercise for exercise in load_all(roots())}
        self._oracles = {name: Oracle(one, seed) for name, one in self._exercises.items()}
        self._folder = Path(tempfile.mkdtemp(dir=FOLDER.name))

    def answer(self, subject: Subject) -> Answer:
        path = self._folder / "submission.py"
        path.write_text(subject.source, encoding="utf-8")
        exercise = self._exercises[subject.exercise]
        limits, cage = Limits(answer=5.0, load=15.0, total=60.0), Cage("process")
        try:
            submission = read(path)
        except UnreadableSubmission:
            return Answer(asked=False)
        with Bench(self._zygote, submission, limits, cage) as bench:
            try:
                bench.open()
            except LearnerStopped:
                return Answer(asked=False)
            if not bench.candidates or not fits(bench.candidates[-1], exercise):
                return Answer(asked=False)
            match = Match(exercise, bench.candidates[-1], By.USER)
            options = Options(hints=WRITE)
            bay = Bay(self._zygote, submission, limits, cage, match, options)
            oracle = self._oracles[exercise.id]
            learner = adapted(bench.learner(match.candidate.index), oracle)
            offers = frozenset(match.candidate.seen.offers)
            trial = Trial(exercise, oracle, learner, offers)
            outcomes = outcomes_of(trial)
            findings = Findings(trial, outcomes, match.candidate.sketch, WRITE, bay)
            return told(findings, submission.units[0].source)


def outcomes_of(trial: Trial) -> dict[str, Outcome]:
    """The answers of the checks that a repair looks at."""
    found: dict[str, Outcome] = {}
    for check in in_order(CHECKS[name] for name in CHECKS if name in ASKED):
        waits = any(need in found and found[need].status not in FINE for need in check.needs)
        if check.applies(trial) and not waits:
            found[check.name] = ask(trial, check.run)
    return found


def told(findings: Findings, source: str) -> Answer:
    """What the rule says with the fix; the time is that of a call without one."""
    plain = Findings(findings.trial, findings.outcomes, findings.sketch, WHERE, findings.workshop)
    wrong = any(findings.failed(name) for name in VALUES)
    forward = findings.outcomes["forward"].status in FINE
    behaves = not any(findings.failed(name) for name in BEHAVIOUR)
    if not (wrong and forward and behaves):
        return Answer(asked=False)
    started = time.monotonic()
    try:
        where = repair(plain)
        seconds = time.monotonic() - started
        diagnosis = repair(findings)
    except (LearnerRaised, LearnerStopped) as error:
        return Answer(asked=True, fault=str(error), seconds=time.monotonic() - started)
    return Answer(
        asked=True,
        diagnosis=diagnosis,
        where=where,
        seconds=seconds,
        after=after(diagnosis, source),
    )


def after(diagnosis: Diagnosis | None, source: str) -> str:
    """The text with the fix made."""
    if diagnosis is None or diagnosis.fix is None:
        return ""
    fix, lines = diagnosis.fix, source.split("\n")
    count = fix.before.count("\n") + 1
    lines[fix.line - 1 : fix.line - 1 + count] = fix.after.split("\n")
    return "\n".join(lines)


CLINIC: list[Clinic] = []
FOLDER = tempfile.TemporaryDirectory()


def begin(seed: int) -> None:
    """Furnish a process of the pool."""
    CLINIC.append(Clinic(seed))


def answered(subject: Subject) -> Answer:
    """What a process of the pool says."""
    return CLINIC[0].answer(subject)


# --- what is told ------------------------------------------------------------------------------


def table(results: Sequence[Result]) -> Table:
    """The shares, a row for each set."""
    shown = Table(title="repairs", title_justify="left")
    for column in (
        "", "wrong", "value faults", "line shown", "right", "range instead", "right", "fix shown",
        "the original", "elsewhere", "p50 s", "p95 s",
    ):  # fmt: skip
        shown.add_column(column, justify="right" if column else "left")
    for row in dict.fromkeys(one.subject.row for one in results):
        chosen = [one for one in results if one.subject.row == row]
        asked = [one for one in chosen if one.answer.asked]
        line = [one for one in asked if one.line]
        ranged = [one for one in asked if one.answer.where and not one.line]
        fixed = [one for one in asked if one.fixed]
        known = bool(chosen[0].subject.lines)
        shown.add_row(
            row,
            str(len(chosen)),
            str(len(asked)),
            share(line, asked),
            share([one for one in line if one.right], line) if known else "",
            share(ranged, asked),
            share([one for one in ranged if one.range_right], ranged) if known else "",
            share(fixed, asked),
            share([one for one in fixed if one.same], fixed) if chosen[0].subject.before else "",
            share([one for one in fixed if one.elsewhere], fixed) if known else "",
            *(f"{seconds(asked, part):.2f}" for part in (0.5, 0.95)),
        )
    return shown


def share(some: Sequence[Result], of: Sequence[Result]) -> str:
    """How many, and how many in a hundred."""
    return f"{len(some)} ({100 * len(some) / len(of):.0f} %)" if of else "0"


def seconds(results: Sequence[Result], part: float) -> float:
    """What so many parts of them took at most."""
    times = sorted(one.answer.seconds for one in results) or [0.0]
    return times[min(int(len(times) * part), len(times) - 1)]


def listed(console: Console, results: Iterable[Result]) -> None:
    """Every subject of which something else was said than the truth."""
    for one in results:
        told = one.answer.diagnosis or one.answer.where
        good = one.right and (one.same or not one.subject.before)
        if not one.answer.asked or good:
            continue
        kind = "NONE" if not one.line else "OTHER" if one.right else "ELSEWHERE"
        kind = "MISDIRECTS" if one.elsewhere else kind
        if one.line and not one.subject.lines:
            kind = "SAID"
        console.print(f"\n{kind} {one.subject.id}  {one.answer.seconds:.2f} s", style="cyan")
        console.print(one.subject.about, markup=False, highlight=False)
        if one.answer.fault:
            console.print(f"  fault: {one.answer.fault}", markup=False)
        if told is not None:
            lines = ", ".join(
                f"{at.line}-{at.end_line}" if at.end_line else f"{at.line}" for at in told.locations
            )
            fix = f": {told.fix.after.strip()}" if told.fix else ""
            console.print(f"  {told.code} at {lines}{fix}", markup=False, highlight=False)


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=int, default=0, help="so many one-step mutants, not all")
    parser.add_argument("--two", type=int, default=100, help="so many two-step mutants")
    parser.add_argument("--rows", default="", help="only sets whose name begins like this")
    parser.add_argument("--seed", type=int, default=0, help="of the sample, and of inputs")
    parser.add_argument("--list", action="store_true", help="list what was not put right")
    return parser.parse_args()


def main() -> int:
    """Ask, and tell."""
    given = options()
    sets = subjects(given.seed, given.sample, given.two)
    chosen = [one for row, made in sets.items() if row.startswith(given.rows) for one in made]
    warm()
    errors = Console(stderr=True)
    with FOLDER, multiprocessing.get_context("fork").Pool(PROCESSES, begin, (given.seed,)) as pool:
        answers = track(
            pool.imap(answered, chosen, chunksize=2),
            "asking",
            total=len(chosen),
            console=errors,
            disable=not errors.is_terminal,
        )
        results = [Result(*pair) for pair in zip(chosen, answers, strict=True)]
    console = Console(width=max(160, Console().width))
    if given.list:
        listed(console, results)
    console.print(table(results))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
