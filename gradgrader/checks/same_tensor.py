"""P22: the same tensor for two arguments."""

from __future__ import annotations

from functools import partial
from itertools import combinations

from gradgrader.checks._probe import Probe, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.exercise import Case
from gradgrader.model.result import Severity


@check(
    Severity.WRONG,
    needs=("gradients", "shapes"),
    applies=lambda trial: bool(list(pairs(trial))),
    unseen="it was given different tensors",
)
def same_tensor(trial: Trial) -> Outcome:
    """Do gradients add up when two arguments are the same tensor?

    As in self-attention, f(x, x). Whatever is kept by the identity or the address of a tensor, and
    whatever is changed in place, mixes the two up.

    For example: a gradient that is looked up by `x.data_ptr()`
    """
    oracle = trial.oracle
    probes = []
    for case, first, second in pairs(trial):
        names = [spec.name for spec in trial.exercise.inputs]
        same = tuple(first if index == second else index for index in range(len(names)))
        inputs = oracle.inputs(case)
        given = tuple(inputs[index] for index in same)
        cotangents = oracle.cotangents(case)
        key = f"same {case.label} {first} {second}"
        probes.append(
            Probe(
                when=f"when `{names[first]}` and `{names[second]}` are the same tensor",
                inputs=given,
                cotangents=cotangents,
                gradients=oracle.once(key, partial(oracle.vjp, given, cotangents, same)),
                same=same,
            )
        )
    return judge(trial, probes, "same-tensor")


def pairs(trial: Trial) -> list[tuple[Case, int, int]]:
    """For each two inputs of equal shape and domain, the first case in which they are that."""
    specs = list(enumerate(trial.exercise.inputs))
    found = []
    for (i, one), (j, two) in combinations(specs, 2):
        for case in trial.exercise.cases:
            if case.shape(one) == case.shape(two) and one.domain == two.domain:
                found.append((case, i, j))
                break
    return found
