"""Are the sizes such that a mixed-up dimension is seen?"""

from __future__ import annotations

import itertools

from gradgrader.model.proof import Evidence
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof, warning


@proof(80)
def sizes(subject: Subject, part: str) -> Evidence:  # noqa: ARG001 - one piece
    """Dimensions that may differ do so in some case, and more than one size is judged."""
    exercise, findings = subject.exercise, []
    line = subject.line("cases")
    tied = {frozenset(pair) for g in exercise.contract for pair in itertools.permutations(g, 2)}
    for one, other in itertools.combinations(exercise.cases[0].sizes, 2):
        differ = any(case.sizes[one] != case.sizes[other] for case in exercise.cases)
        if not differ and frozenset((one, other)) not in tied:
            promise = f"promise it (`contract: [{one} = {other}]`) or let them differ"
            findings.append(
                error(f"`{one}` and `{other}` are equal in every case: {promise}", line=line)
            )
    if len(exercise.cases) == 1 and exercise.cases[0].sizes:
        findings.append(warning("one case: what is right in one size only passes", line=line))
    return Evidence(counts={"case|cases": len(exercise.cases)}, findings=tuple(findings))
