"""Which sizes, or values of plain arguments (`dim`, `keepdim`), a fault goes with."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gradgrader.diagnosis._point import faults
from gradgrader.diagnosis._scale import sizes_named
from gradgrader.diagnosis._shrink import drawn
from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.inputs import resized
from gradgrader.exercises.refused import taken
from gradgrader.model.words import listed

TRIED = range(1, 8)
TOGETHER = 2  # arguments that may decide only together


def deciding(findings: Findings) -> str:
    """`for `keepdim=True``: the values with which every case is wrong, and with no others any is.

    Empty where there are none, or where the cases can't tell values from sizes.
    """
    return findings.once("deciding", lambda: _deciding(findings))


def _deciding(findings: Findings) -> str:
    exercise, oracle = findings.exercise, findings.trial.oracle
    plain = [one.name for one in exercise.constants if one.shape is None]
    if not plain:
        return ""
    given = [
        oracle.constants([case.shape(spec) for spec in exercise.inputs]) for case in exercise.cases
    ]
    points = [drawn(findings, case, 0) for case in exercise.cases]
    wrong = [bool(found) for found in faults(findings, points)]
    certain = not any(len({*tried(findings, dim).values()}) > 1 for dim in exercise.cases[0].sizes)
    return next(_told(plain, given, wrong, certain=certain), "")


def _told(
    plain: Sequence[str],
    given: Sequence[Mapping[str, Any]],
    wrong: Sequence[bool],
    *,
    certain: bool,
) -> Iterator[str]:
    """`certain`: sizes alone change nothing."""
    for count in range(1, TOGETHER + 1):
        for names in itertools.combinations(plain, count):
            ways = [" and ".join(f"`{n}={values[n]!r}`" for n in names) for values in given]
            bad = {way for way, off in zip(ways, wrong, strict=True) if off}
            good = {way for way, off in zip(ways, wrong, strict=True) if not off}
            if bad and good and not bad & good and (certain or len(set(ways)) < len(ways)):
                yield f"for {listed(sorted(bad))}"


def tried(findings: Findings, dim: str) -> dict[int, bool]:
    """For which sizes of one dimension all is right, the others as in the first case.

    Of dimensions that the contract ties together, the first is told. Left out are sizes that the
    reference refuses, and those of a case that has other values of plain arguments too.
    """
    tied = next((group for group in findings.exercise.contract if dim in group), (dim,))
    if dim != next(one for one in sizes_named(findings.exercise) if one in tied):
        return {}
    sized = [resized(findings.exercise, dim, size) for size in TRIED]
    if any(len(one.values) > 1 for one in findings.exercise.constants):
        others = {case.label for case in findings.exercise.cases[1:]}
        sized = [case for case in sized if case.label not in others]
    cases = taken(findings.trial.oracle, sized)
    points = [drawn(findings, case, 0) for case in cases]
    found = zip(cases, faults(findings, points), strict=True)
    return {case.sizes[dim]: not wrong for case, wrong in found}
