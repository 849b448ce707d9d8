"""A Function of our own that asks the worker, so that torch's gradcheck can run on a learner's.

gradcheck itself runs in the grader, unchanged. It calls the proxy a hundred times and more, and a
round trip costs more than the arithmetic; so the calls that it will make are foreseen, asked for in
one trip, and kept under the exact bytes of their arguments. Each kept answer is used once, and
whatever was not foreseen is asked for live: the answers are the same, only the trips are fewer.
Finite differences are of values: those calls are answered without a graph.
"""

from __future__ import annotations

import itertools
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.autograd import grad

from gradgrader.sandbox.foresight import Plan, Values, key, unstacked
from gradgrader.sandbox.learner import Learner, gradients, outputs
from gradgrader.sandbox.messages import Answer, Backward, Forward, Gradients, Outputs
from gradgrader.sandbox.sweeps import Pulled, Swept

Known = deque[tuple[int, Answer]]
_FIRST_HANDLE = 1 << 24
_NEVER = -1  # what was pulled can't be differentiated


class Remote:
    """A learner's Function as a callable on tensors, differentiable to any order.

    Calling it raises LearnerRaised where the learner's code raises, and LearnerStopped.
    `differentiable` says which outputs the last call found to carry gradients.
    """

    def __init__(self, learner: Learner) -> None:
        self._learner = learner
        self._handles = itertools.count(_FIRST_HANDLE)
        self._forwards: dict[bytes, Known] = defaultdict(deque)
        self._backwards: dict[tuple[int, bool, bytes], Known] = defaultdict(deque)
        self._moved: dict[bytes, deque[tuple[Tensor, ...]]] = defaultdict(deque)
        self.differentiable: tuple[bool, ...] = ()

    def __call__(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        if moved := self._moved.get(key(inputs)):
            return moved.popleft()
        result = _Node.apply(_Call(self), *inputs)  # type: ignore[no-untyped-call]
        return tuple(out for out in result if out is not None)

    def gradients(self, count: int, *arguments: Tensor) -> tuple[Tensor, ...]:
        """By `count` inputs, given them and a cotangent for each output that carries gradients.

        This is the function that torch.autograd.gradgradcheck makes, and gives to gradcheck.
        """
        if moved := self._moved.get(key(arguments)):
            return moved.popleft()
        inputs, cotangents = arguments[:count], arguments[count:]
        outputs = [out for out in self(*inputs) if out.requires_grad]
        found = grad(outputs, inputs, cotangents, create_graph=True, allow_unused=True)
        return tuple(value for value in found if value is not None)

    def foresee(self, plan: Plan) -> None:
        """Ask for what is planned; calls that can't be told together are asked for when needed."""
        swept, pulled, *singles = self._learner.run(
            [plan.sweep, plan.pull, *plan.singles], keep=True
        )
        if isinstance(swept, Swept):
            self._keep(plan, swept)
        if isinstance(pulled, Pulled):
            for rows, stacked in zip(plan.rows, pulled.gradients, strict=True):
                for row, values in zip(rows, unstacked(stacked, len(rows)), strict=True):
                    told = Gradients(values, (False,) * len(values))
                    self._backwards[plan.pull.of, False, row].append((_NEVER, told))
        for step, cotangents, answer in zip(plan.singles, plan.single, singles, strict=True):
            if isinstance(answer, Gradients):
                self._backwards[step.of, False, cotangents].append((_NEVER, answer))

    def _keep(self, plan: Plan, swept: Swept) -> None:
        count, kinds = plan.sweep.count, ("tensor",) * len(swept.outputs)
        values = list(unstacked(swept.outputs, count))
        slopes = list(unstacked(swept.gradients, len(plan.given)))
        for index in plan.sweep.kept:
            handle = plan.sweep.handle + 2 * index
            own = tuple(value.clone() for value in values[index])
            told = Outputs(own, kinds, swept.differentiable)
            self._forwards[plan.calls[index]].append((handle, told))
            if slopes:
                own = tuple(value if value is None else value.clone() for value in slopes[index])
                back = Gradients(own, swept.again)
                self._backwards[handle, True, plan.given[index]].append((handle + 1, back))
        for index in sorted({*range(count)} - {*plan.sweep.kept}):
            found = tuple(value for value in (slopes or values)[index] if value is not None)
            self._moved[plan.points[index]].append(found)

    def forward(self, inputs: Sequence[Tensor]) -> tuple[int, Answer]:
        """Handle and answer of a call with all inputs requiring grad."""
        return self._answer(self._forwards[key(inputs)], self._plan_forward(inputs))

    def backward(self, of: int, cotangents: Values, *, create_graph: bool) -> tuple[int, Answer]:
        """Handle and answer of one differentiation."""
        step = Backward(next(self._handles), of, tuple(cotangents), create_graph)
        return self._answer(self._backwards[of, create_graph, key(cotangents)], step)

    def _plan_forward(self, inputs: Sequence[Tensor]) -> Forward:
        plain = tuple(value.detach() for value in inputs)
        return Forward(next(self._handles), plain, (True,) * len(plain))

    def _answer(self, known: Known, step: Forward | Backward) -> tuple[int, Answer]:
        if known:
            return known.popleft()
        (answer,) = self._learner.run([step], keep=True)
        return step.handle, answer


class _Call:
    """What one node of the graph stands for: the forward, or a differentiation of handle `of`."""

    def __init__(self, remote: Remote, of: int | None = None, count: int = 0) -> None:
        self.remote, self.of, self.count = remote, of, count

    def take(self, arguments: Values) -> tuple[int, Values, Sequence[bool]]:
        """Handle, values, and which of them can be differentiated."""
        if self.of is None:
            handle, answer = self.remote.forward([a for a in arguments if a is not None])
            out = outputs(answer)
            self.remote.differentiable = out.differentiable
            return handle, out.values, out.differentiable
        inputs, cotangents = arguments[: self.count], arguments[self.count :]
        handle, answer = self.remote.backward(self.of, cotangents, create_graph=True)
        found = gradients(answer)
        # the worker answers for the tensors it was given: an undefined cotangent is none of them
        pairs = iter(zip(found.values, found.differentiable, strict=True))
        both = [(None, False) if value is None else next(pairs) for value in inputs]
        return handle, [value for value, _ in both], [yes for _, yes in both]

    def slots(self, arguments: Values, count: int) -> list[bool]:
        """Which of the `count` values are the worker's: an undefined argument has no gradient."""
        if self.of is None:
            return [True] * count
        return [value is not None for value in arguments[: self.count]]


class _Node(torch.autograd.Function):
    """Forward asks for values, backward for gradients; with a graph, backward is a node again."""

    @staticmethod
    def forward(ctx: Any, call: _Call, *arguments: Tensor | None) -> Any:
        ctx.set_materialize_grads(False)
        ctx.call = call
        ctx.handle, values, differentiable = call.take(arguments)
        ctx.save_for_backward(*arguments)
        ctx.slots = call.slots(arguments, len(values))
        ctx.mark_non_differentiable(
            *(v for v, yes in zip(values, differentiable, strict=True) if v is not None and not yes)
        )
        return tuple(values)

    @staticmethod
    def backward(ctx: Any, *cotangents: Tensor | None) -> Any:
        remote, arguments = ctx.call.remote, ctx.saved_tensors
        cotangents = tuple(g for g, real in zip(cotangents, ctx.slots, strict=True) if real)
        if torch.is_grad_enabled():
            call = _Call(remote, ctx.handle, len(arguments))
            return (None, *_Node.apply(call, *arguments, *cotangents))  # type: ignore[no-untyped-call]
        _, answer = remote.backward(ctx.handle, cotangents, create_graph=False)
        found = iter(gradients(answer).values)
        return (None, *(None if argument is None else next(found) for argument in arguments))
