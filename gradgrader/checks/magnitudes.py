"""P16: small inputs, large inputs."""

from __future__ import annotations

from dataclasses import replace

from gradgrader.checks._probe import Probe, at, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.inputs import MAGNITUDES
from gradgrader.exercises.tolerance import allowance, largest
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
    entry of each input is 800 or more, another one -800 or less; gradients of large inputs may be
    off by what rounding costs the incoming ones. And at zeros, where the reference is smooth
    there: 0 / 0.

    For example: `4 / (x.exp() + (-x).exp()) ** 2`, which is inf / inf for large x in another
    order
    """
    case = trial.main
    signed = any(spec.signed for spec in trial.exercise.inputs)
    probes = [_probe(trial, scale) for scale in MAGNITUDES if scale > 0 or signed]
    if trial.oracle.smooth_at_zero(case):
        probes.append(at(trial, "with all inputs 0", case, "zero"))
    return judge(trial, probes, "magnitude")


def _probe(trial: Trial, scale: float) -> Probe:
    """Far out all of a gradient may underflow, and `g + g * expm1(x)` is right for exp there."""
    probe = at(trial, f"with inputs times {scale:g}", trial.main, f"times {scale:g}")
    if abs(scale) <= 1:
        return probe
    room = allowance(max(largest(g) for g in trial.oracle.cotangents(trial.main)))
    given = [g and replace(g, tolerance=max(g.tolerance, room)) for g in probe.gradients]
    return replace(probe, gradients=given)
