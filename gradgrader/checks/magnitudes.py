"""P16: small inputs, large inputs."""

from __future__ import annotations

from gradgrader.checks._probe import at, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.inputs import MAGNITUDES
from gradgrader.model.result import Severity


@check(
    Severity.WRONG,
    needs=("gradients",),
    unseen="it sees only the inputs that it is given, here standard normal",
)
def magnitudes(trial: Trial) -> Outcome:
    """Is it right for small and for large inputs?

    At inputs times 0.0001, 10, 30, 1000 and -1000, each with a tolerance of its own: exp
    overflows, a series leaves its radius, a threshold begins to matter. Among the largest, an
    entry of each input is 800 or more, another one -800 or less. And at zeros, where the reference
    is smooth there: 0 / 0.

    For example: `4 / (x.exp() + (-x).exp()) ** 2`, which is inf / inf for large x in another
    order
    """
    case = trial.main
    signed = any(spec.signed for spec in trial.exercise.inputs)
    probes = [
        at(trial, f"with inputs times {s:g}", case, f"times {s:g}")
        for s in MAGNITUDES
        if s > 0 or signed
    ]
    if trial.oracle.smooth_at_zero(case):
        probes.append(at(trial, "with all inputs 0", case, "zero"))
    return judge(trial, probes, "magnitude")
