"""Takes steps with a Function and answers them: the only thing that a worker computes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import BackwardCFunction

from gradgrader.sandbox import probes
from gradgrader.sandbox.effects import Effects
from gradgrader.sandbox.graphs import Graph, differentiate
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
from gradgrader.sandbox.recorder import Recorder, kind
from gradgrader.sandbox.records import Saved
from gradgrader.sandbox.settings import bound
from gradgrader.sandbox.sweep import pull, sweep
from gradgrader.sandbox.sweeps import Pull, Sweep
from gradgrader.sandbox.tensors import plain

ERROR_NODE = "torch::autograd::Error"


class Evaluator:
    """Calls of one Function, and the graphs that they left, by handle."""

    def __init__(self, function: type, units: frozenset[str]) -> None:
        self._function, self._units = function, units
        self._graphs: dict[int, Graph] = {}

    def run(self, steps: Sequence[Step], *, keep: bool = False) -> Iterator[Answer]:
        """Answer each step as soon as it is taken; a step that raises is an answer too."""
        before = set(self._graphs)
        recorder = Recorder(self._function)
        differentiates = any(isinstance(step, Backward) for step in steps)
        with recorder if differentiates else nullcontext():  # it costs more than a forward
            for step in steps:
                yield self._answer(step, recorder)
        if not keep:
            for handle in set(self._graphs) - before:
                del self._graphs[handle]

    def _answer(self, step: Step, recorder: Recorder) -> Answer:
        recorder.raw, recorder.watch = None, None
        try:
            if isinstance(step, Backward):
                return self._backward(step, recorder)
            if isinstance(step, Forward | Sweep | Pull | Look | Spoil | Drop):
                return self._taken(step)
            return probes.answer(self._function, step)
        except BaseException as error:  # noqa: BLE001 - a learner may raise anything; it is an answer
            return told(error, self._units, recorder.raw or None)
        finally:
            recorder.raw = recorder.watch = None

    def _taken(self, step: Forward | Sweep | Pull | Look | Spoil | Drop) -> Answer:
        """A step with graphs that needs no recorder."""
        match step:
            case Forward():
                return self._forward(step)
            case Sweep():
                return sweep(self._function, step, self._graphs)
            case Pull():
                return pull(step, self._graphs)
            case Look():
                return self._look(step)
            case _:
                return self._change(step)

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
            result = bound(self._function, step.setting)(*arguments)
        outputs = list(result) if isinstance(result, tuple) else [result]
        values = tuple(plain(out) for out in outputs)
        self._graphs[step.handle] = Graph(inputs, outputs, arguments)
        return Outputs(
            values=values,
            kinds=tuple(kind(out) for out in outputs),
            differentiable=tuple(isinstance(out, Tensor) and out.requires_grad for out in outputs),
            saved=_saved(outputs) if all(step.requires) else [],
            effects=effects.found,
        )

    def _backward(self, step: Backward, recorder: Recorder) -> Gradients:
        raw = recorder.raw = []
        watch = recorder.watch = Watch(self._function, self._units, wanted=step.watch)
        graph = self._graphs[step.of]
        wanted = step.create_graph and not step.fixed
        cotangents = [
            None if g is None else g.requires_grad_(wanted and g.is_floating_point())
            for g in step.cotangents
        ]
        graph.cotangents = cotangents
        with Effects(graph.inputs, wanted=step.watch) as effects:
            gradients = differentiate(
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
