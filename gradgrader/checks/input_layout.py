"""P21: inputs that are not contiguous, and inputs that overlap."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from torch import Tensor

from gradgrader.checks._layouts import KEEPING, OVERLAPPING
from gradgrader.checks._probe import Probe, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.derive import Expected
from gradgrader.model.result import Severity


@check(Severity.WRONG, needs=("gradients",), unseen="it was given contiguous inputs")
def input_layout(trial: Trial) -> Outcome:
    """Is it right for inputs of any memory layout?

    Transposed, with gaps, cut out of a larger tensor; and, where the exercise's domain lets entries
    be equal, expanded from one row, compared with the reference rather than with differences.

    For example: `torch.as_strided(x, x.shape, (x.shape[1], 1))`
    """
    case, oracle = trial.main, trial.oracle
    inputs, cotangents = oracle.inputs(case), oracle.cotangents(case)
    probes = [
        Probe(
            when=f"with inputs that are {words}",
            inputs=tuple(layout(value) for value in inputs),
            cotangents=cotangents,
            gradients=oracle.gradients(case),
            outputs=oracle.forward(case),
        )
        for words, layout in KEEPING.items()
    ]
    if all(spec.domain in {"normal", "positive", "nonzero"} for spec in trial.exercise.inputs):
        for words, layout in OVERLAPPING.items():
            given = tuple(layout(value) for value in inputs)
            probes.append(
                Probe(
                    when=f"with inputs that are {words}",
                    inputs=given,
                    cotangents=cotangents,
                    gradients=oracle.once(words, partial(_right, trial, given)),
                )
            )
    return judge(trial, probes, "input-layout")


def _right(trial: Trial, given: Sequence[Tensor]) -> tuple[Expected | None, ...]:
    plain = [value.contiguous() for value in given]
    return trial.oracle.vjp(plain, trial.oracle.cotangents(trial.main))
