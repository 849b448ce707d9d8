"""P04, P09, P10: the gradients against the reference's, output by output and all at once."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from gradgrader.checks.base import SLIGHT, Outcome, Trial, check
from gradgrader.exercises.compare import Gap, gap
from gradgrader.model.exercise import Case
from gradgrader.model.result import Block, Severity, Status
from gradgrader.model.words import listed
from gradgrader.sandbox.learner import gradients as gradients_of
from gradgrader.sandbox.learner import outputs
from gradgrader.sandbox.messages import Answer, Backward, Forward

DRAWS = 2
UNSHOWN = "its inputs and its cotangents (zeros with a single 1) do not show it"


@check(
    Severity.WRONG,
    needs=("forward",),
    unseen=SLIGHT,
)
def gradients(trial: Trial) -> Outcome:
    """Is every gradient right, to rounding?

    Cotangents are random and signed; each output gets one alone (the others zeros), then all do.

    For example: `return 1.0005 * (gx @ k), gx.T @ q`, which is within gradcheck's tolerance
    """
    worst = Outcome()
    for draw in range(DRAWS):
        outcome = judge(trial, trial.main, draw)
        worst = outcome if draw == 0 or outcome.status is not Status.PASSED else worst
        if worst.status is not Status.PASSED:
            return worst
    return worst


def judge(trial: Trial, case: Case, draw: int = 0) -> Outcome:
    """Blocks and verdict for one case: every output alone, then all together."""
    return judged(trial, case, asked(trial, case, draw), draw)


def asked(trial: Trial, case: Case, draw: int = 0) -> list[Answer]:
    """What forward answers, and backward: for every output alone, then for all together."""
    oracle = trial.oracle
    cotangents = oracle.cotangents(case, draw)
    forward = Forward(0, oracle.inputs(case, draw), trial.everything)
    alone = [Backward(1, 0, _only(cotangents, index)) for index in oracle.every]
    return trial.learner.run([forward, *alone, Backward(1, 0, cotangents)])


def judged(trial: Trial, case: Case, answers: Sequence[Answer], draw: int = 0) -> Outcome:
    """Blocks and verdict, from what was `asked`."""
    oracle = trial.oracle
    outputs(answers[0])
    blocks = [
        block
        for index, answer in zip(oracle.every, answers[1:-1], strict=True)
        for block in _row(trial, case, draw, index, answer)
    ]
    wrong = [(block, distance) for block, distance in blocks if block.status is Status.FAILED]
    shown = tuple(block for block, _ in blocks)
    if wrong:
        return Outcome(
            status=Status.FAILED,
            code="value",
            case=case.label,
            message=_sentence(wrong),
            blocks=shown,
            unseen="" if all(distance.slight for _, distance in wrong) else UNSHOWN,
        )
    together = zip(
        trial.exercise.inputs,
        gradients_of(answers[-1]).values,
        oracle.gradients(case, draw),
        strict=True,
    )
    for spec, actual, expected in together:
        distance = gap(actual, expected)
        if not distance.closed:
            what = f"the gradient of `{spec.name}`"
            return Outcome(
                status=Status.FAILED,
                code="together",
                case=case.label,
                blocks=shown,
                unseen="it sends a gradient into one output at a time",
                message="each output alone is right, but when several carry a gradient at once "
                + distance.sentence(what),
            )
    return Outcome(case=case.label, blocks=shown)


def _only(cotangents: Sequence[Tensor], index: int) -> tuple[Tensor, ...]:
    return tuple(g if i == index else torch.zeros_like(g) for i, g in enumerate(cotangents))


def _row(
    trial: Trial, case: Case, draw: int, index: int, answer: Answer
) -> list[tuple[Block, Gap]]:
    """The blocks of one output."""
    row = []
    given = trial.oracle.inputs(case, draw)
    inputs = {spec.name: x for spec, x in zip(trial.exercise.inputs, given, strict=True)}
    found = gradients_of(answer).values
    expected = trial.oracle.gradients(case, draw, (index,))
    for spec, actual, right in zip(trial.exercise.inputs, found, expected, strict=True):
        distance = gap(actual, right, inputs[spec.name], spec.name)
        status = Status.PASSED if distance.closed else Status.FAILED
        if right is None and distance.closed:
            status = Status.SKIPPED  # no way from this output to this input
        block = Block(
            output=trial.exercise.outputs[index],
            input=spec.name,
            status=status,
            error=distance.error,
            tolerance=distance.tolerance,
            note=distance.note,
        )
        row.append((block, distance))
    return row


def _sentence(wrong: Sequence[tuple[Block, Gap]]) -> str:
    block, distance = wrong[0]
    names = list(dict.fromkeys(f"`{block.input}`" for block, _ in wrong))
    first = distance.sentence(f"through `{block.output}` the gradient of `{block.input}`")
    verb = "is" if len(names) == 1 else "are"
    what = "gradient" if len(names) == 1 else "gradients"
    return f"the {what} of {listed(names)} {verb} wrong; {first}"
