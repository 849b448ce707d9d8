"""Takes steps with a Function and answers them: the only thing that a worker computes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import BackwardCFunction

from gradgrader.sandbox import probes
from gradgrader.sandbox.effects import Effects
from gradgrader.sandbox.messages import (
    Answer,
    Backward,
    Drop,
    Dropped,
    Forward,
    Gradients,
    Look,
    Looked,
    Outputs,
    Spoil,
    Step,
)
from gradgrader.sandbox.own_work import Watch
from gradgrader.sandbox.raising import told
from gradgrader.sandbox.records import RawGradient, Saved
from gradgrader.sandbox.tensors import plain

ERROR_NODE = "torch::autograd::Error"


@dataclass(slots=True)
class Graph:
    """What a call left: tensors that can be differentiated for, and those that came of them."""

    inputs: list[Tensor]
    outputs: list[Any]
    arguments: list[Tensor] = field(default_factory=list)
    cotangents: list[Tensor | None] = field(default_factory=list)


class Evaluator:
    """Calls of one Function, and the graphs that they left, by handle."""

    def __init__(self, function: type, units: frozenset[str]) -> None:
        self._function, self._units = function, units
        self._graphs: dict[int, Graph] = {}

    def run(self, steps: Sequence[Step], *, keep: bool = False) -> Iterator[Answer]:
        """Answer each step as soon as it is taken; a step that raises is an answer too."""
        before = set(self._graphs)
        for step in steps:
            yield self._answer(step)
        if not keep:
            for handle in set(self._graphs) - before:
                del self._graphs[handle]

    def _answer(self, step: Step) -> Answer:
        raw: list[RawGradient] = []
        try:
            if isinstance(step, Forward):
                return self._forward(step)
            if isinstance(step, Backward):
                watch = Watch(self._function, self._units, wanted=step.watch)
                with _recorded(self._function, raw.extend, watch):
                    return self._backward(step, raw, watch)
            if isinstance(step, Look):
                return self._look(step)
            if isinstance(step, Spoil | Drop):
                return self._change(step)
            return probes.answer(self._function, step)
        except BaseException as error:  # noqa: BLE001 - a learner may raise anything; it is an answer
            return told(error, self._units, raw or None)

    def _change(self, step: Spoil | Drop) -> Dropped:
        if isinstance(step, Spoil):
            with torch.no_grad():
                self._graphs[step.of].arguments[step.argument].mul_(3)
        else:
            for handle in step.handles:
                self._graphs.pop(handle, None)
        return Dropped()

    def _forward(self, step: Forward) -> Outputs:
        inputs = [
            value.requires_grad_(wanted)
            for value, wanted in zip(step.inputs, step.requires, strict=True)
        ]
        inputs = [inputs[index] for index in step.same] or inputs
        with torch.enable_grad(), Effects(inputs, wanted=step.watch) as effects:
            arguments = [value * 1 for value in inputs] if step.copies else inputs
            result = self._function.apply(*arguments)  # type: ignore[attr-defined]
        outputs = list(result) if isinstance(result, tuple) else [result]
        self._graphs[step.handle] = Graph(inputs, outputs, arguments)
        return Outputs(
            values=tuple(plain(out) for out in outputs),
            kinds=tuple(_kind(out) for out in outputs),
            differentiable=tuple(isinstance(out, Tensor) and out.requires_grad for out in outputs),
            saved=_saved(outputs) if all(step.requires) else [],
            effects=effects.found,
        )

    def _backward(self, step: Backward, raw: list[RawGradient], watch: Watch) -> Gradients:
        graph = self._graphs[step.of]
        wanted = step.create_graph and not step.fixed
        cotangents = [
            None if g is None else g.requires_grad_(wanted and g.is_floating_point())
            for g in step.cotangents
        ]
        graph.cotangents = cotangents
        with Effects(graph.inputs, wanted=step.watch) as effects:
            gradients = _grad(
                graph.inputs, graph.outputs, cotangents, create_graph=step.create_graph
            )
        if step.create_graph:
            behind = [*graph.inputs, *(g for g in cotangents if g is not None)]
            self._graphs[step.handle] = Graph(behind, list(gradients))
        nodes = [g.grad_fn for g in gradients if g is not None and g.grad_fn is not None]
        return Gradients(
            values=tuple(plain(g) for g in gradients),
            differentiable=tuple(g is not None and g.requires_grad for g in gradients),
            raw=raw or None,
            refused=any(node.name() == ERROR_NODE for node in nodes),
            own_work=watch.helps,
            effects=effects.found,
        )

    def _look(self, step: Look) -> Looked:
        graph = self._graphs[step.of]
        return Looked(
            inputs=tuple(plain(value) for value in graph.arguments),
            outputs=tuple(plain(value) for value in graph.outputs),
            cotangents=tuple(plain(value) for value in graph.cotangents),
        )


def _grad(
    inputs: Sequence[Tensor],
    outputs: Sequence[Any],
    cotangents: Sequence[Tensor | None],
    *,
    create_graph: bool,
) -> tuple[Tensor | None, ...]:
    """One gradient an input, through the engine, so that learners meet torch's own messages."""
    wanted = [value for value in inputs if value.requires_grad]
    pairs = [
        (out, g)
        for out, g in zip(outputs, cotangents, strict=False)
        if isinstance(out, Tensor) and out.requires_grad
    ]
    if not pairs or not wanted:
        return (None,) * len(inputs)
    used = [(out, g) for out, g in pairs if g is not None]
    if not used:  # undefined everywhere: gradcheck's own way to say so
        undefined = torch._C._functions.UndefinedGrad()  # noqa: SLF001
        used = [(undefined(out), torch.zeros_like(out)) for out, _ in pairs]  # type: ignore[misc]
    found = iter(
        torch.autograd.grad(
            [out for out, _ in used],
            wanted,
            [g for _, g in used],
            create_graph=create_graph,
            retain_graph=True,
            allow_unused=True,
        )
    )
    return tuple(next(found) if value.requires_grad else None for value in inputs)


@contextmanager
def _recorded(
    function: type, tell: Callable[[list[RawGradient]], None], watch: Watch
) -> Iterator[None]:
    """While open, tells what `function`'s own backward returns, and watches it at work.

    The engine calls `BackwardCFunction.apply`, which calls backward (or vjp, or what a decorator
    made of it); its result is what the engine then sums, casts and drops.
    """
    originals = {
        name: getattr(BackwardCFunction, name)
        for name in ("apply", "apply_boxed")
        if hasattr(BackwardCFunction, name)
    }

    def recording(original: Callable[..., Any]) -> Callable[..., Any]:
        def apply(node: Any, *args: Any) -> Any:
            if node._forward_cls is not function:  # noqa: SLF001
                return original(node, *args)
            with watch.window():
                result = original(node, *args)
            tell([_raw(value) for value in (result if isinstance(result, tuple) else (result,))])
            return result

        return apply

    for name, original in originals.items():
        setattr(BackwardCFunction, name, recording(original))
    try:
        yield
    finally:
        for name, original in originals.items():
            setattr(BackwardCFunction, name, original)


def _raw(value: Any) -> RawGradient:
    if isinstance(value, Tensor):
        dtype = str(value.dtype).removeprefix("torch.")
        return RawGradient(kind="tensor", shape=tuple(value.shape), dtype=dtype)
    return RawGradient(kind=_kind(value))


def _kind(value: Any) -> str:
    if isinstance(value, Tensor):
        return "tensor"
    return "None" if value is None else type(value).__name__[:200]


def _saved(outputs: Sequence[Any]) -> list[Saved]:
    """What the call keeps for its backward, asked of its node while all inputs require grad."""
    nodes = (out.grad_fn for out in outputs if isinstance(out, Tensor))
    node = next((node for node in nodes if isinstance(node, BackwardCFunction)), None)
    if node is None:
        return []
    saved = [
        Saved(position=position, attribute="", constant=_constant(tensor))
        for position, tensor in enumerate(node.saved_tensors)  # type: ignore[attr-defined]
    ]
    attributes = [
        Saved(position=None, attribute=name, constant=_constant(value))
        for name, value in vars(node).items()
        if isinstance(value, Tensor)
    ]
    return [*saved, *attributes][:64]


def _constant(value: Any) -> bool:
    return isinstance(value, Tensor) and value.is_floating_point() and not value.requires_grad
