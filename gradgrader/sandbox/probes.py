"""Steps that need no graph of an earlier one: values, forward mode, vmap, lifetime, cost, ..."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

import torch
from torch import Tensor
from torch.autograd import forward_ad

from gradgrader.exercises.counting import Counted, Kept
from gradgrader.sandbox.alone import Alone, Batched, Compiled, Cost, Lifetime, Tangent, Values
from gradgrader.sandbox.messages import Answer, Costs, Gradients, Lives, Outputs
from gradgrader.sandbox.settings import bound
from gradgrader.sandbox.tensors import plain
from gradgrader.sandbox.uncompiled import uncompiled
from gradgrader.sandbox.variants import Variants
from gradgrader.sandbox.vary import vary


def answer(function: Any, step: Alone) -> Answer:
    """Take the step with a Function class."""
    return _WAYS[type(step)](function, step)


def together(result: Any) -> list[Any]:
    """What apply returned, as a list."""
    return list(result) if isinstance(result, tuple) else [result]


def _told(values: Sequence[Any]) -> Outputs:
    return Outputs(
        values=tuple(plain(value) for value in values),
        kinds=tuple("tensor" if isinstance(value, Tensor) else "None" for value in values),
        differentiable=(False,) * len(values),
    )


def _values(function: Any, step: Values) -> Outputs:
    """Each call gets entries of its own; None stands for no tensor, or one of changing size."""
    apply = bound(function, step.setting)
    with torch.no_grad():
        calls = [
            [plain(value) for value in together(apply(*at))]
            for at in zip(*(one.unbind() for one in step.inputs), strict=True)
        ]
    return _told([_stacked(found) for found in zip_longest(*calls)])


def _stacked(found: Sequence[Tensor | None]) -> Tensor | None:
    first, *rest = found
    if first is None or any(one is None or one.shape != first.shape for one in rest):
        return None
    return torch.stack([one for one in found if one is not None])


def _tangent(function: Any, step: Tangent) -> Outputs:
    with forward_ad.dual_level():
        duals = [
            value if tangent is None else forward_ad.make_dual(value, tangent)  # type: ignore[no-untyped-call]
            for value, tangent in zip(step.inputs, step.tangents, strict=True)
        ]
        outputs = together(bound(function, step.setting)(*duals))
        return _told(
            [
                forward_ad.unpack_dual(out).tangent if isinstance(out, Tensor) else None  # type: ignore[no-untyped-call]
                for out in outputs
            ]
        )


def _batched(function: Any, step: Batched) -> Outputs | Gradients:
    apply = bound(function, step.setting)
    mapped = torch.func.vmap(apply, in_dims=step.axes)
    if not step.cotangents:
        return _told(together(mapped(*step.inputs)))
    if step.outside:
        leaves = [value.requires_grad_() for value in step.inputs]
        result = together(mapped(*leaves))
        found = torch.autograd.grad(result, leaves, step.cotangents, allow_unused=True)
        return Gradients(tuple(map(plain, found)), (False,) * len(found))
    count = len(step.inputs)

    def vjp(*values: Tensor) -> Any:
        result, pull, *_ = torch.func.vjp(apply, *values[:count])
        cotangents = values[count:]
        return pull(cotangents if isinstance(result, tuple) else cotangents[0])

    axes = (*step.axes, *(0 for _ in step.cotangents))
    with uncompiled():
        gradients = torch.func.vmap(vjp, in_dims=axes)(*step.inputs, *step.cotangents)
    values = tuple(plain(value) for value in together(gradients))
    return Gradients(values=values, differentiable=(False,) * len(values))


def _compiled(function: Any, step: Compiled) -> Outputs | Gradients:
    """As torch.compile sees it, but for the code that it would generate: no compiler is started."""
    apply = bound(function, step.setting)
    compiled = torch.compile(apply, backend="aot_eager", fullgraph=True, dynamic=False)
    inputs = [value.requires_grad_(bool(step.cotangents)) for value in step.inputs]
    outputs = together(compiled(*inputs))
    if not step.cotangents:
        return _told(outputs)
    pairs = [(o, g) for o, g in zip(outputs, step.cotangents, strict=False) if o.requires_grad]
    gradients = torch.autograd.grad(
        [out for out, _ in pairs], inputs, [g for _, g in pairs], allow_unused=True
    )
    return Gradients(tuple(map(plain, gradients)), (False,) * len(gradients))


def _lifetime(function: Any, step: Lifetime) -> Lives:
    """References are counted alone here: what only the collector finds is kept too long."""
    inputs = [value.clone().requires_grad_() for value in step.inputs]
    gc.collect()
    gc.disable()
    try:
        returned = together(bound(function, step.setting)(*inputs))
        outputs = [out for out in returned if isinstance(out, Tensor)]
        nodes = {id(out.grad_fn): out.grad_fn for out in outputs if out.grad_fn is not None}
        ours = {id(out) for out in outputs}
        attributes = [
            name
            for node in nodes.values()
            for name, value in getattr(node, "__dict__", {}).items()
            if id(value) in ours
        ]
        taken, made = list(map(weakref.ref, inputs)), list(map(weakref.ref, outputs))
        del inputs, outputs, returned, nodes
        return Lives(_alive(taken), _alive(made), attributes)
    finally:
        gc.enable()


def _alive(references: Sequence[weakref.ref[Tensor]]) -> list[int]:
    return [index for index, reference in enumerate(references) if reference() is not None]


def _cost(function: Any, step: Cost) -> Costs:
    inputs = [value.requires_grad_() for value in step.inputs]
    kept = Kept()
    with Counted() as counted:
        with torch.autograd.graph.saved_tensors_hooks(kept.pack, lambda value: value):
            outputs = together(bound(function, step.setting)(*inputs))
        for out in outputs:
            for value in getattr(out.grad_fn, "__dict__", {}).values():
                kept.count(value)
        pairs = [
            (out, g) for out, g in zip(outputs, step.cotangents, strict=False) if out.requires_grad
        ]
        torch.autograd.grad([o for o, _ in pairs], inputs, [g for _, g in pairs], allow_unused=True)
    return Costs(kept.size, counted.products)


_WAYS: dict[type, Callable[[Any, Any], Answer]] = {
    Values: _values,
    Tangent: _tangent,
    Batched: _batched,
    Compiled: _compiled,
    Lifetime: _lifetime,
    Cost: _cost,
    Variants: vary,
}
