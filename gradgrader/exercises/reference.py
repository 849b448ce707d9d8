"""Trusted answers: the exercise's own forward, its gradients by autograd, and their tolerances.

Everything here depends on the exercise and the seed only, so it is computed once in a run,
whatever the number of submissions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import torch
from torch import Tensor
from torch.autograd import forward_ad

from gradgrader.errors import InvalidExercise
from gradgrader.exercises.call import Reference
from gradgrader.exercises.cancelling import cancelling
from gradgrader.exercises.constants import Shapes
from gradgrader.exercises.counting import Counted, Kept
from gradgrader.exercises.derive import Expected, Usual, expected, expected_some, grad
from gradgrader.exercises.identities import holds
from gradgrader.exercises.inputs import draw_inputs, drawn_case, generator, normal
from gradgrader.exercises.kinks import Kind, kind
from gradgrader.exercises.tolerance import Tensors
from gradgrader.model.exercise import Case, Exercise, Invariant

T = TypeVar("T")


class Oracle:
    """What is right for one exercise and seed.

    A `draw` numbers independent random inputs and cotangents of the same case; `chosen` are the
    indices of the outputs that receive a cotangent, the others receiving none; `way` names what is
    done to the inputs that were drawn (`inputs.WAYS`). `plain` is the seed of masks and indices.
    """

    def __init__(self, exercise: Exercise, seed: int, plain: int | None = None) -> None:
        self.exercise, self.seed = exercise, seed
        self._reference = Reference(exercise, seed if plain is None else plain)
        self._known: dict[tuple[object, ...], Any] = {}

    @property
    def every(self) -> tuple[int, ...]:
        """Indices of all outputs."""
        return tuple(range(len(self.exercise.outputs)))

    @property
    def drawn(self) -> Case:
        """A case that only who knows the seed can foresee."""
        return self._once(("drawn",), lambda: drawn_case(self.exercise, self.seed))

    def inputs(self, case: Case, draw: int = 0, way: str = "") -> tuple[Tensor, ...]:
        """Float64 inputs in the sizes of `case`."""
        return self._once(
            ("inputs", case.label, draw, way),
            lambda: draw_inputs(self.exercise, case, self.seed, draw, way),
        )

    def cotangents(self, case: Case, draw: int = 0) -> tuple[Tensor, ...]:
        """One random signed cotangent in the shape of each output."""
        shapes = [tuple(out.value.shape) for out in self.forward(case, draw)]
        return self._once(
            ("cotangents", case.label, draw),
            lambda: self._normals(case, "cotangents", draw, shapes),
        )

    def weights(self, case: Case, draw: int = 0) -> tuple[Tensor, ...]:
        """One random signed tensor in the shape of each input: a direction, second cotangents."""
        shapes = [tuple(value.shape) for value in self.inputs(case, draw)]
        return self._once(
            ("weights", case.label, draw), lambda: self._normals(case, "weights", draw, shapes)
        )

    def forward(self, case: Case, draw: int = 0, way: str = "") -> tuple[Expected, ...]:
        """The outputs; raises InvalidExercise where the reference raises or returns others."""
        compute = lambda: self.call([x.clone() for x in self.inputs(case, draw, way)])  # noqa: E731
        return self._once(("forward", case.label, draw, way), lambda: expected(compute))

    def gradients(
        self, case: Case, draw: int = 0, chosen: tuple[int, ...] | None = None, way: str = ""
    ) -> tuple[Expected | None, ...]:
        """The VJP, one gradient an input; None where no gradient flows from the chosen outputs."""
        chosen = self.every if chosen is None else chosen
        return self._once(
            ("gradients", case.label, draw, chosen, way),
            lambda: self.vjp(
                self.inputs(case, draw, way),
                [g if i in chosen else None for i, g in enumerate(self.cotangents(case, draw))],
            ),
        )

    def values(self, inputs: Sequence[Tensor]) -> tuple[Expected, ...]:
        """The outputs at any inputs."""
        return expected(lambda: self.call([value.clone() for value in inputs]))

    def vjp(
        self,
        inputs: Sequence[Tensor],
        cotangents: Sequence[Tensor | None],
        same: Sequence[int] = (),
    ) -> tuple[Expected | None, ...]:
        """The VJP at any inputs; with `same`, the i-th is the same tensor as the same[i]-th."""

        def compute() -> Tensors:
            leaves = [value.clone().requires_grad_() for value in inputs]
            leaves = [leaves[index] for index in same] or leaves
            pairs = [
                (out, g)
                for out, g in zip(self.call(leaves), cotangents, strict=True)
                if g is not None
            ]
            return grad([out for out, _ in pairs], leaves, [g for _, g in pairs])

        return expected_some(compute)

    def tangents(
        self, case: Case, tangents: Sequence[Tensor | None], draw: int = 0
    ) -> tuple[Expected, ...] | None:
        """Forward mode at a case; None where the reference has no forward mode."""

        def compute() -> tuple[Tensor, ...]:
            with forward_ad.dual_level():
                duals = [  # None is a zero; the one that torch 2.13 makes crashes in a mode
                    forward_ad.make_dual(value, torch.zeros_like(value) if t is None else t)  # type: ignore[no-untyped-call]
                    for value, t in zip(self.inputs(case, draw), tangents, strict=True)
                ]
                found = [forward_ad.unpack_dual(out) for out in self.call(duals)]  # type: ignore[no-untyped-call]
                return tuple(
                    torch.zeros_like(one.primal) if one.tangent is None else one.tangent
                    for one in found
                )

        try:
            return expected(compute)
        except (NotImplementedError, RuntimeError, InvalidExercise):
            return None

    def second(
        self, case: Case, draw: int = 0, chosen: tuple[int, ...] | None = None
    ) -> tuple[Expected | None, ...]:
        """Gradients of L = Σ <w_i, i-th gradient> for each input, then each chosen cotangent."""
        chosen = self.every if chosen is None else chosen
        at = case, draw
        given = self.inputs(*at), self.gradients(*at, chosen), self.weights(*at)
        compute = lambda: cancelling(lambda: self._second(*at, chosen), *given)  # noqa: E731
        return self._once(("second", case.label, draw, chosen), compute)

    def smooth_at_zero(self, case: Case) -> bool:
        """Whether the reference is finite and has a derivative where all inputs are 0."""
        return self.once(f"smooth {case.label}", lambda: self._smooth_at_zero(case))

    def _smooth_at_zero(self, case: Case) -> bool:
        toward, weights = self.weights(case), self.cotangents(case)

        def phi(t: float) -> float:
            outputs = self.call([t * d for d in toward])
            return float(sum((w * out).sum() for w, out in zip(weights, outputs, strict=True)))

        if any(spec.domain != "normal" for spec in self.exercise.inputs):
            return False
        finite = [
            one is None or bool(one.value.isfinite().all())
            for one in self.gradients(case, way="zero")
        ]
        return all(finite) and math.isfinite(phi(0.0)) and kind(phi) is Kind.SMOOTH

    def invariant(self, case: Case, invariant: Invariant) -> Expected:
        """What an identity's expression comes to for the reference: zero, but for rounding."""

        def compute() -> tuple[Tensor, ...]:
            leaves = [value.clone().requires_grad_() for value in self.inputs(case)]
            outputs, cotangents = self.call(leaves), self.cotangents(case)
            gradients = grad(outputs, leaves, cotangents)
            pairs = [(out.detach(), g) for out, g in zip(outputs, cotangents, strict=True)]
            return (holds(self.exercise, invariant, self.inputs(case), pairs, gradients),)

        return expected(compute)[0]

    def costs(self, case: Case) -> Usual:
        """What autograd keeps and multiplies for the reference."""
        return self.once(f"costs {case.label}", lambda: self._costs(case))

    def once(self, key: str, compute: Callable[[], T]) -> T:
        """What `compute` returns, computed the first time that it is asked for under this key."""
        return self._once(("once", key), compute)

    def _costs(self, case: Case) -> Usual:
        inputs = [value.clone().requires_grad_() for value in self.inputs(case)]
        kept, counted = Kept(), Counted()
        with counted:
            with torch.autograd.graph.saved_tensors_hooks(kept.pack, lambda value: value):
                outputs = self.call(inputs)
            grad(outputs, inputs, self.cotangents(case))
        return Usual(kept.size, counted.products)

    def call(self, inputs: Sequence[Tensor]) -> tuple[Tensor, ...]:
        """The reference's outputs for `inputs`; raises InvalidExercise."""
        whole = dict(zip(self.exercise.returned, self._reference(inputs), strict=True))
        return tuple(whole[name] for name in self.exercise.outputs)

    def others(self, case: Case) -> dict[str, Expected]:
        """What forward returns besides, by name, without a gradient; whole numbers are exact."""
        names = self.exercise.returned
        places = [n for n, name in enumerate(names) if name not in self.exercise.outputs]

        def compute() -> tuple[Tensor, ...]:
            whole = self._reference(self.inputs(case))
            return tuple(whole[n] for n in places if whole[n].is_floating_point())

        def made() -> dict[str, Expected]:
            whole, measured = self._reference(self.inputs(case)), iter(expected(compute))
            return {
                names[n]: next(measured)
                if whole[n].is_floating_point()
                else Expected(whole[n], 0.0)
                for n in places
            }

        return self._once(("others", case.label), made)

    def arguments(self, inputs: Sequence[Tensor]) -> list[Any]:
        """What forward takes where these are its inputs."""
        return self._reference.arguments(inputs)

    def constants(self, shapes: Shapes) -> dict[str, Any]:
        """Arguments that carry no gradient, of a call whose inputs have these shapes."""
        return self._reference.constants(shapes)

    def _second(self, case: Case, draw: int, chosen: tuple[int, ...]) -> Tensors:
        inputs = [value.clone().requires_grad_() for value in self.inputs(case, draw)]
        cotangents = [self.cotangents(case, draw)[i].clone().requires_grad_() for i in chosen]
        outputs = [self.call(inputs)[i] for i in chosen]
        first = grad(outputs, inputs, cotangents, create_graph=True)
        weights = self.weights(case, draw)
        pairs = [(g, w) for g, w in zip(first, weights, strict=True) if g is not None]
        return grad([g for g, _ in pairs], [*inputs, *cotangents], [w for _, w in pairs])

    def _normals(
        self, case: Case, purpose: str, draw: int, shapes: Sequence[tuple[int, ...]]
    ) -> tuple[Tensor, ...]:
        source = generator(self.exercise.id, case.label, self.seed, purpose, draw)
        return tuple(normal(shape, source) for shape in shapes)

    def _once(self, key: tuple[object, ...], compute: Callable[[], T]) -> T:
        if key not in self._known:
            self._known[key] = compute()
        return cast("T", self._known[key])
