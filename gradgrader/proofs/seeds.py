"""Is the verdict the same for other random numbers?"""

from __future__ import annotations

from gradgrader.model.proof import Evidence
from gradgrader.model.result import Status
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof, waits

SEEDS = 5


@proof(140, quick=False)
def seeds(subject: Subject, part: str) -> Evidence:
    """Solutions pass and mistakes fail with each of five seeds; one of them a part."""
    files = [*subject.files("solutions"), *subject.files("mistakes")]
    if not part:
        return Evidence(parts=tuple(map(str, range(SEEDS)))) if files else waits("a solution")
    findings = []
    for name in files:
        report = subject.report(name, seed=int(part))
        right = name.startswith("solutions")
        if isinstance(report, str):  # told where it is asked whether it can be read
            continue
        if (report.status is Status.PASSED) is not right:
            found = "passes" if report.status is Status.PASSED else "fails"
            findings.append(error(f"{found} with seed {part}", name))
    counts = {"seed|seeds": 1, "verdict|verdicts": len(files)}
    return Evidence(counts=counts, findings=tuple(findings))
