"""Do the solutions pass?"""

from __future__ import annotations

import ast
from collections import defaultdict

from gradgrader.model.proof import Evidence, Finding
from gradgrader.model.result import FINE, Status
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof, waits, warning

FEW = 2


@proof(60)
def solutions(subject: Subject, part: str) -> Evidence:
    """Several, written differently, that pass every check; one file a part."""
    if part:
        return _one(subject, part)
    files = subject.files("solutions")
    findings = list(_alike(subject, files))
    if not files:
        if subject.all_files("solutions"):
            return waits("a solution")
        findings.append(error("there is no solution", "solutions"))
    elif len(files) == 1:
        findings.append(warning("only one: a second way shows what is asked for", files[0]))
    return Evidence(findings=tuple(findings), parts=tuple(files))


def _alike(subject: Subject, files: list[str]) -> list[Finding]:
    written: defaultdict[str, list[str]] = defaultdict(list)
    for name in files:
        written[ast.dump(ast.parse(subject.text(name)))].append(name)
    return [
        warning(f"is written just as {first}", other)
        for first, *others in written.values()
        for other in others
    ]


def _one(subject: Subject, name: str) -> Evidence:
    report = subject.report(name)
    if isinstance(report, str):
        return Evidence(findings=(error(report, name),))
    if not report.grades:
        return Evidence(findings=(error("holds no Function that is taken for this one", name),))
    failing = [c for grade in report.grades for c in grade.checks if c.status not in FINE]
    if report.status is not Status.PASSED:
        first = next(c for c in failing if c.required)
        line = next((place.line or 0 for place in first.locations), 0)
        return Evidence(findings=(error(f"fails `{first.check}`: {first.message}", name, line),))
    advised = tuple(warning(f"`{c.check}` advises: {c.message}", name) for c in failing)
    return Evidence(counts={"passes|pass": 1}, findings=advised)
