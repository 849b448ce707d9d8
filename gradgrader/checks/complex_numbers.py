"""P36: complex inputs."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor

from gradgrader.checks._probe import Probe, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity

CONVENTION = " (torch's gradient is the conjugate one: conj(f'(z)) times the cotangent)"


@check(
    Severity.WRONG,
    needs=("contract",),
    applies=lambda trial: trial.exercise.complex,
    unseen="it was given real inputs",
)
def complex_numbers(trial: Trial) -> Outcome:
    """Is it right for complex inputs?

    Its values, and its gradients with cotangents 1, i and random. PyTorch's gradient of f is the
    direction of steepest ascent, the conjugate Wirtinger derivative: |z|² gives 2z.

    For example: `g * a` instead of `g * a.conj()` for exp
    """
    case, oracle = trial.main, trial.oracle
    pairs = zip(oracle.inputs(case), oracle.inputs(case, 1), strict=True)
    inputs = tuple(torch.complex(a, b) for a, b in pairs)
    outputs = oracle.call(inputs)
    probes = []
    for name, unit in (("1", 1.0), ("i", 1j), ("random", None)):
        cotangents = [_cotangent(out, unit) for out in outputs]
        probes.append(
            Probe(
                when=f"for complex inputs and the cotangent {name}{CONVENTION}",
                inputs=inputs,
                cotangents=cotangents,
                gradients=oracle.once(f"complex {name}", partial(oracle.vjp, inputs, cotangents)),
                outputs=oracle.once("complex values", partial(oracle.values, inputs)),
            )
        )
    return judge(trial, probes, "complex")


def _cotangent(out: Tensor, unit: complex | None) -> Tensor:
    """All ones, all i, or numbers of both; a real output has a real one."""
    if unit is not None:
        value = torch.full(out.shape, unit, dtype=torch.complex128)
    else:
        ramp = torch.arange(out.numel(), dtype=torch.float64).reshape(out.shape)
        value = torch.complex(torch.cos(3 * ramp + 1), torch.sin(5 * ramp + 2))
    return value if out.is_complex() else value.real + value.imag
