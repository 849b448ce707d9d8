"""torch.autograd.gradcheck itself: its own verdict, with honest options."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch.autograd.gradcheck import GradcheckError

from gradgrader.checks._translated import translated
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.inputs import generator
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.foresight import plan_gradcheck
from gradgrader.sandbox.learner import LearnerRaised, LearnerStopped
from gradgrader.sandbox.proxy import Remote


@check(
    Severity.WRONG,
    needs=("forward",),
    applies=lambda trial: not trial.exercise.surrogate,
)
def gradcheck(trial: Trial) -> Outcome:
    """Does torch.autograd.gradcheck pass?

    torch's own function, unchanged, in float64 at standard normal inputs, with the exercise's
    options. Its verdict stands beside ours; its own words are shown with `--verbose`.

    For example: nothing that the others miss: it is here because learners know it
    """
    case, options = trial.main, trial.exercise.gradcheck
    remote = Remote(trial.learner)
    inputs = trial.oracle.inputs(case)
    shapes = [expected.value.shape for expected in trial.oracle.forward(case)]
    remote.foresee(
        trial.oracle.once("gradcheck", lambda: plan_gradcheck(inputs, shapes, options.eps))
    )
    leaves = tuple(value.clone().requires_grad_() for value in inputs)
    outcome = verdict(
        trial,
        lambda: torch.autograd.gradcheck(
            remote, leaves, eps=options.eps, atol=options.atol, rtol=options.rtol
        ),
    )
    told = f"True (eps={options.eps:g}, atol={options.atol:g}, rtol={options.rtol:g})"
    if outcome.status is not Status.PASSED:
        told = translated(_named(outcome.message, trial, remote.differentiable))
    return replace(outcome, message=told)


def _named(message: str, trial: Trial, differentiable: Sequence[bool]) -> str:
    """torch counts inputs, and outputs that carry gradients: their names are put behind."""
    alive = zip(trial.exercise.outputs, differentiable, strict=False)
    names = {
        "output": [name for name, yes in alive if yes],
        "input": [spec.name for spec in trial.exercise.inputs],
    }

    def name(match: re.Match[str]) -> str:
        known = names[match[1]]
        number = int(match[2])
        return match[0] + (f" (`{known[number]}`)" if number < len(known) else "")

    return re.sub(r"\b(output|input) (\d+)", name, message)


def verdict(trial: Trial, run: Callable[[], Any]) -> Outcome:
    """What gradcheck says: True, or the message it raises; its random draws are reproducible."""
    case = trial.main
    state = torch.get_rng_state()
    seed = generator(trial.exercise.id, trial.oracle.seed, "gradcheck").initial_seed()
    torch.default_generator.manual_seed(seed)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            run()
    except GradcheckError as error:
        words = str(error).strip()
        return Outcome(
            status=Status.FAILED,
            code="gradcheck",
            case=case.label,
            message=words.split("\n")[0].split(",\nnumerical")[0].rstrip(",. ") + ".",
            detail=words,
        )
    except (LearnerRaised, LearnerStopped):
        raise
    except Exception as error:  # noqa: BLE001 - gradcheck raises anything for odd outputs
        return Outcome(
            status=Status.FAILED,
            code="gradcheck-raised",
            case=case.label,
            message=f"gradcheck can't handle what comes back: {type(error).__name__}: {error}"[
                :300
            ],
        )
    finally:
        torch.set_rng_state(state)
    return Outcome(case=case.label)
