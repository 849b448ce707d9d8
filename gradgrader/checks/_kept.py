"""What a call holds before and after: compared byte by byte."""

from __future__ import annotations

import torch
from torch import Tensor

from gradgrader.checks.base import Trial
from gradgrader.sandbox.learner import taken
from gradgrader.sandbox.messages import Backward, Forward, Look, Looked

Kept = tuple[Tensor | None, ...]


def looked(trial: Trial) -> tuple[Looked, Looked]:
    """What arguments, outputs and cotangents hold after forward, and after backward."""
    oracle, case = trial.oracle, trial.main
    answers = trial.learner.run(
        [
            Forward(0, oracle.inputs(case), trial.everything),
            Look(0),
            Backward(1, 0, oracle.cotangents(case)),
            Look(0),
        ]
    )
    return taken(answers[1], Looked), taken(answers[3], Looked)


def changed(before: Kept, after: Kept) -> list[int]:
    """Positions at which something else is now."""
    return [
        index
        for index, (old, new) in enumerate(zip(before, after, strict=False))
        if old is not None and (new is None or not torch.equal(old, new))
    ]
