"""P28: nothing else is changed."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.effects import GRAD
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward

WORDS = {
    "torch-rng": "draws from torch's global random numbers, or seeds them",
    "random": "draws from Python's global random numbers, or seeds them",
    "numpy-rng": "draws from numpy's global random numbers, or seeds them",
    "grad-mode": "leaves autograd's grad mode changed",
    "default-dtype": "leaves torch's default dtype changed",
    "anomaly-mode": "leaves autograd's anomaly detection changed, which makes everything slow",
    GRAD: "writes into the `.grad` of its inputs: that is the engine's, return the gradient",
}


@check(Severity.DANGEROUS, needs=("gradients",), unseen="it looks at returned values only")
def side_effects(trial: Trial) -> Outcome:
    """Does it leave everything else alone?

    The random generators of torch, Python and numpy, grad mode, default dtype, and the inputs'
    `.grad`. (Printing is no fault.) The worker attests it.

    For example: `torch.manual_seed(0)`, or `x.grad = gx`
    """
    case, oracle = trial.main, trial.oracle
    forward, backward = trial.learner.run(
        [
            Forward(0, oracle.inputs(case), trial.everything, watch=True),
            Backward(1, 0, oracle.cotangents(case), watch=True),
        ]
    )
    named = (("forward", outputs(forward).effects), ("backward", gradients(backward).effects))
    for who, effects in named:
        for effect in effects:
            return Outcome(
                status=Status.FAILED,
                code=f"changes-{effect}",
                case=case.label,
                message=f"{who} {WORDS.get(effect, f'changes {effect}')}",
            )
    return Outcome(case=case.label)
