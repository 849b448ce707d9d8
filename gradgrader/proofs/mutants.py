"""Mutation score: does every step away from a solution fail some check?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gradgrader.checks.base import CHECKS, demand
from gradgrader.errors import UnreadableSubmission
from gradgrader.model.exercise import Demand
from gradgrader.model.proof import Evidence
from gradgrader.model.result import FINE
from gradgrader.proofs._equivalent import FILE, Equivalent, equivalents
from gradgrader.proofs._mutation.making import Mutant, mutants_of
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof, waits
from gradgrader.submissions.read import read_text

PIECE = 24  # mutants
REFUSED = "refused"  # second derivatives that are refused are not wrong


@proof(130, quick=False)
def mutants(subject: Subject, part: str) -> Evidence:
    """The share of one-step mutants that fail a check, advisory ones included.

    Those that equivalent.yaml lists, each with its reason, are left out, and must pass.
    """
    if part:
        name, first = part.split(":")
        return _graded(subject, name, int(first))
    known = {one.id: one for one in equivalents(subject.folder)}
    parts: list[str] = []
    made: dict[str, Mutant] = {}
    for name in subject.files("solutions"):
        found = _made(subject.folder, subject.exercise.id, name)
        made |= {one.id: one for one in found}
        parts += [f"{name}:{first}" for first in range(0, len(found), PIECE)]
    findings = tuple(
        error(f"{one.id} is no mutant, or another one", FILE)
        for one in known.values()
        if one.id not in made or made[one.id].diff != one.diff
    )
    if not parts and not findings:
        return waits("a solution")
    return Evidence(findings=findings, parts=tuple(parts))


@cache
def _made(folder: Path, exercise: str, name: str) -> list[Mutant]:
    source = (folder / name).read_text(encoding="utf-8")
    return mutants_of(source, exercise, Path(name).stem)


@cache
def _known(folder: Path) -> dict[str, Equivalent]:
    return {one.id: one for one in equivalents(folder)}


def _graded(subject: Subject, name: str, first: int) -> Evidence:
    """A few of one solution's mutants."""
    known = _known(subject.folder)
    excused = _flaws(subject, name)
    killed, listed, advised, findings = 0, 0, 0, []
    for mutant in _made(subject.folder, subject.exercise.id, name)[first : first + PIECE]:
        fails = _fails(subject, name, mutant, excused)
        right = mutant.id in known and known[mutant.id].diff == mutant.diff
        listed += right
        killed += bool(fails) and not right
        advised += _advisory(subject, fails) and not right
        if fails and right:
            findings.append(error(f"{mutant.id} is listed as right, but fails `{fails}`", FILE))
        if not fails and not right:
            line = int(mutant.id.split("/")[2])
            findings.append(error(f"survives: {mutant.id}", name, line, text=mutant.diff))
    counted = killed + sum(bool(one.text) for one in findings)
    counts = {
        "mutant is killed|mutants are killed": killed,
        "of them by advisory checks only": advised,
        "survives|survive": counted - killed,
        "is equivalent|are equivalent": listed,
    }
    return Evidence(counts=counts, share=(killed, counted), findings=tuple(findings))


def _advisory(subject: Subject, fails: str) -> bool:
    """Whether it passes but for advice: the gravest checks are asked first."""
    known = fails in set(CHECKS)
    return known and demand(CHECKS[fails], subject.exercise) is not Demand.REQUIRED


def _fails(subject: Subject, name: str, mutant: Mutant, excused: frozenset[str]) -> str:
    """The first check that it fails, or why nothing can be asked of it."""
    try:
        submission = read_text(Path(name).name, mutant.source)
    except UnreadableSubmission as unreadable:
        return unreadable.code
    return subject.grader(strict=True).first_failing(submission, excused)


@cache
def _flaws(subject: Subject, name: str) -> frozenset[str]:
    """The checks that the solution itself fails, which say nothing about its mutants."""
    report = subject.report(name)
    grades = () if isinstance(report, str) else report.grades
    failing = {c.check for grade in grades for c in grade.checks if c.status not in FINE}
    return frozenset({*failing, REFUSED})
