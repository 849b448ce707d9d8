"""P07: c times the cotangent, c times the gradient."""

from __future__ import annotations

from gradgrader.checks._probe import Probe, judge, scaled
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity

FACTORS = (-1.0, 2.0, 2.0**-20, 2.0**20)


@check(Severity.WRONG, needs=("gradients",))
def homogeneous(trial: Trial) -> Outcome:
    """Does c times the incoming gradient give c times the gradient?

    A VJP is linear in its cotangent. gradcheck's cotangents are zeros with a single 1, on which
    |g|, g², clamp(g) and g itself agree. The factors are powers of two and a sign, which cost no
    rounding: the tolerance is c times that of the gradient.
    """
    case, oracle = trial.main, trial.oracle
    cotangents, right = oracle.cotangents(case), oracle.gradients(case)
    return judge(
        trial,
        [
            Probe(
                when=f"with {factor:g} times the incoming gradient"
                " (backward must be linear in it: twice as much in, twice as much out)",
                inputs=oracle.inputs(case),
                cotangents=[factor * g for g in cotangents],
                gradients=scaled(right, factor),
            )
            for factor in FACTORS
        ],
        "not-homogeneous",
    )
