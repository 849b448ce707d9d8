"""P12: some inputs require a gradient, others don't."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from gradgrader.checks._probe import Probe, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity

FEW = 4


@check(
    Severity.INCOMPLETE,
    needs=("gradients",),
    applies=lambda trial: len(trial.exercise.inputs) > 1,
)
def trainable(trial: Trial) -> Outcome:
    """Is it right when only some inputs require a gradient?

    Every proper subset of up to four inputs, then singles and all but one. What
    `ctx.needs_input_grad[i]` guards must be the gradient of the i-th input and no other.

    For example: `g * z if ctx.needs_input_grad[1] else None` for the input 0
    """
    case, oracle = trial.main, trial.oracle
    names = [f"`{spec.name}`" for spec in trial.exercise.inputs]
    probes = [
        Probe(
            when="with a gradient required by "
            + " and ".join(name for name, needed in zip(names, chosen, strict=True) if needed)
            + " only (which index of ctx.needs_input_grad is whose?)",
            inputs=oracle.inputs(case),
            cotangents=oracle.cotangents(case),
            gradients=oracle.gradients(case),
            requires=chosen,
        )
        for chosen in _subsets(len(names))
    ]
    return judge(trial, probes, "input-subset")


def _subsets(count: int) -> Iterator[tuple[bool, ...]]:
    for chosen in product((True, False), repeat=count):
        if 0 < sum(chosen) < count and (count <= FEW or sum(chosen) in {1, count - 1}):
            yield chosen
