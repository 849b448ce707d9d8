"""P27: several calls before the first backward."""

from __future__ import annotations

from dataclasses import replace

from gradgrader.checks._probe import Probe, answered
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.messages import Backward, Forward


@check(
    Severity.DANGEROUS,
    needs=("gradients", "shapes"),
    unseen="it finishes one call before it makes the next with another value",
)
def in_flight(trial: Trial) -> Outcome:
    """Are calls kept apart that wait for their backward at the same time?

    Three forwards (other values, other sizes), then their backwards in the same order. What is
    kept on the class or in a global belongs to the last call.

    For example: `Attn.a = a` in forward, and `Attn.a` in backward
    """
    oracle, cases = trial.oracle, trial.exercise.cases
    calls = [(cases[0], 0), (cases[0], 1), (cases[-1], 0)]
    steps: list[Forward | Backward] = [
        Forward(number, oracle.inputs(*call), trial.everything) for number, call in enumerate(calls)
    ]
    steps += [
        Backward(number + len(calls), number, oracle.cotangents(*call))
        for number, call in enumerate(calls)
    ]
    answers = trial.learner.run(steps)
    for words, call, forward, backward in zip(
        ("first", "second", "third"),
        calls,
        answers[: len(calls)],
        answers[len(calls) :],
        strict=True,
    ):
        probe = Probe(
            when=f"with three calls waiting for their backward, in that of the {words}",
            inputs=(),
            cotangents=(),
            gradients=oracle.gradients(*call),
        )
        outcome = answered(trial, probe, forward, backward)
        if outcome.status is not Status.PASSED:
            return replace(
                outcome,
                code="mixed-up",
                case=call[0].label,
                message=f"{outcome.message}: what belongs to a call is kept on ctx, not on the"
                " class or in a global",
            )
    return Outcome(case=cases[0].label)
