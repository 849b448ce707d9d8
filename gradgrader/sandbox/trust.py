"""What an answer must be beyond its type: that it fits what was asked. All else is Malformed."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from gradgrader.sandbox.alone import Batched
from gradgrader.sandbox.messages import (
    Answer,
    Backward,
    Forward,
    Gradients,
    Loaded,
    Look,
    Looked,
    Outputs,
    Progress,
    Step,
)
from gradgrader.sandbox.sweeps import Pull, Pulled, Sweep, Swept
from gradgrader.sandbox.tensors import Malformed
from gradgrader.sandbox.variants import Variants, Varied
from gradgrader.submissions.source import Submission

Kind = tuple[torch.Size, torch.dtype]


def loaded(reply: Loaded | Progress, submission: Submission) -> None:
    """Places must be places of this submission."""
    if isinstance(reply, Progress):
        units = [reply.unit]
    else:
        units = [problem.unit for problem in reply.problems if problem.unit is not None]
        if any(submission.unit(seen.unit) is None for seen in reply.functions):
            raise Malformed("a Function from nowhere")
    if any(unit >= len(submission.units) for unit in units):
        raise Malformed("a place that does not exist")


class Graphs:
    """Remembers the tensors behind each handle, since gradients must be like them."""

    def __init__(self) -> None:
        self._known: dict[int, list[Kind]] = {}

    def check(self, step: Step, answer: Answer) -> None:
        """Raises Malformed unless `answer` fits `step`."""
        if isinstance(step, Forward):
            inputs = [step.inputs[index] for index in step.same] or step.inputs
            self._known[step.handle] = _kinds(inputs)
        elif isinstance(step, Backward):
            self._differentiated(step, answer)
        elif isinstance(step, Sweep):
            self._swept(step, answer)
        elif isinstance(step, Pull):
            self._pulled(step, answer)
        elif isinstance(step, Look) and isinstance(answer, Looked):
            _like(answer.inputs, self._known.get(step.of, []))
        _whole(step, answer)

    def _differentiated(self, step: Backward, answer: Answer) -> None:
        behind = self._known.get(step.of, [])
        if isinstance(answer, Gradients):
            _like(answer.values, behind)
        if step.create_graph:
            self._known[step.handle] = [*behind, *_kinds(step.cotangents)]

    def _pulled(self, step: Pull, answer: Answer) -> None:
        if not isinstance(answer, Pulled):
            return
        if len(answer.gradients) != len(step.cotangents):
            raise Malformed("gradients of outputs that there are not")
        for found, rows in zip(answer.gradients, step.cotangents, strict=True):
            _like(found, _stacked(self._known.get(step.of, []), len(rows)))

    def _swept(self, step: Sweep, answer: Answer) -> None:
        inputs, given = (_kinds([v[0] for v in some]) for some in (step.inputs, step.cotangents))
        for index in range(step.count):
            self._known[step.handle + 2 * index] = inputs
            if given:
                self._known[step.handle + 2 * index + 1] = [*inputs, *given]
        if isinstance(answer, Swept):
            shapes = [value.shape[:1] for value in answer.outputs]
            if not shapes or any(shape != (step.count,) for shape in shapes):
                raise Malformed("outputs of calls that were not made")
            _even(answer.outputs, answer.differentiable)
            _like(answer.gradients, _stacked(inputs, step.count) if given else [])
            _even(answer.gradients, answer.again)


def _stacked(kinds: Sequence[Kind], count: int) -> list[Kind]:
    return [(torch.Size((count, *shape)), dtype) for shape, dtype in kinds]


def _kinds(values: Sequence[Tensor | None]) -> list[Kind]:
    return [(value.shape, value.dtype) for value in values if value is not None]


def _like(values: Sequence[Tensor | None], behind: Sequence[Kind]) -> None:
    """The engine makes every gradient like its tensor; so does an honest answer."""
    if len(values) != len(behind):
        raise Malformed("a number of gradients that the engine never returns")
    for value, (shape, dtype) in zip(values, behind, strict=True):
        if value is not None and (value.shape != shape or value.dtype != dtype):
            raise Malformed("a gradient that the engine never returns")


def _whole(step: Step, answer: Answer) -> None:
    """Columns are of one length; variants are a row each, as many numbers as gradients have."""
    if isinstance(answer, Outputs):
        _even(answer.values, answer.kinds, answer.differentiable)
    elif isinstance(answer, Gradients):
        _even(answer.values, answer.differentiable)
        if isinstance(step, Batched) and len(answer.values) != len(step.inputs):
            raise Malformed("a number of gradients that the engine never returns")
    elif isinstance(answer, Varied) and isinstance(step, Variants):
        shape = len(step.variants), sum(point.columns for point in step.points)
        if tuple(answer.values.shape) != shape or answer.values.dtype != torch.float64:
            raise Malformed("numbers that were not asked for")


def _even(*columns: Sequence[object]) -> None:
    if len({len(column) for column in columns}) > 1:
        raise Malformed("columns of different lengths")
