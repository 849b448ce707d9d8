"""P20: incoming gradients that are not contiguous."""

from __future__ import annotations

from gradgrader.checks._layouts import KEEPING, one_number
from gradgrader.checks._probe import Probe, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity


@check(Severity.WRONG, needs=("gradients",), unseen="what gradcheck sends in is always contiguous")
def cotangent_layout(trial: Trial) -> Outcome:
    """Is it right for incoming gradients of any memory layout?

    Transposed, with gaps, cut out of a larger tensor, and a single number expanded, which is what
    `.sum().backward()` really sends. gradcheck's cotangents are always contiguous
    (pytorch/pytorch#194719).

    For example: `g.view(-1)`, or `torch.as_strided(g, ...)`
    """
    case, oracle = trial.main, trial.oracle
    inputs, cotangents = oracle.inputs(case), oracle.cotangents(case)
    probes = [
        Probe(
            when=f"with an incoming gradient that is {words}",
            inputs=inputs,
            cotangents=[layout(g) for g in cotangents],
            gradients=oracle.gradients(case),
        )
        for words, layout in KEEPING.items()
    ]
    ones = [one_number(g) for g in cotangents]
    probes.append(
        Probe(
            when="with an incoming gradient that is expanded from one number (as `.sum()` sends)",
            inputs=inputs,
            cotangents=ones,
            gradients=oracle.once("expanded cotangents", lambda: oracle.vjp(inputs, ones)),
        )
    )
    return judge(trial, probes, "cotangent-layout")
