"""For each check a function that no other check catches: every one of them earns its place.

Judged in this process by all checks together, as judge.py asks them, on exercises of a few lines.
What is named beside a check sees the same fault in another way.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import ClassVar

import pytest
import torch
from in_process import InProcess, tiny
from torch.autograd.function import Function, once_differentiable

from gradgrader.checks.base import CHECKS, Outcome, Trial
from gradgrader.exercises.reference import Oracle
from gradgrader.grading import judge
from gradgrader.model.exercise import Demand, Exercise
from gradgrader.model.result import Status

# ruff: noqa: ARG004 - torch says which arguments there are

SIZES = "cases: [{m: 2, n: 3}, {m: 3, n: 3}, {m: 4, n: 2}]\n"
SINE = tiny("x -> y", "{x: m n}", "return torch.sin(x)", SIZES)
TANH = tiny("x -> y", "{x: m n}", "return torch.tanh(x)", SIZES)
PRODUCT = tiny("x, z -> y", "{x: m n, z: m n}", "return x * z", SIZES)
TWO = tiny("x -> y, z", "{x: m n}", "return torch.sin(x), torch.cos(x)", SIZES)
RELU = tiny(
    "x -> y",
    "{x: m n}",
    "return torch.relu(x)",
    SIZES + "special_points: [{at: {x: 0}, why: the slope of relu at 0 is 0}]\n",
)
ABS = tiny(
    "x -> y",
    "{x: m n}",
    "return x.abs()",
    SIZES + "special_points: [{at: {x: 0}, any_subgradient: true}]\n",
)
MATRIX = tiny("x -> y", "{x: m n}", "return x @ x.mT", SIZES + "batch: true\n")
COMPLEX = tiny("x -> y", "{x: m n}", "return torch.exp(x)", SIZES + "complex: true\n")
ZEROS = tiny("x -> y", "{x: m n}", "return torch.sin(x)", SIZES + "exact_zeros: [x]\n")
CAREFUL = tiny(
    "x -> y", "{x: m n}", "return torch.sin(x)", SIZES + "checks: {nonfinite: advisory}\n"
)
COMPILED = tiny(
    "x -> y", "{x: m n}", "return torch.sin(x)", SIZES + "checks: {compiled: advisory}\n"
)
SOFTMAX = tiny(
    "x -> y",
    "{x: m n}",
    "return torch.softmax(x, -1)",
    SIZES + "invariants: [{words: the gradients of a row add up to 0, zero: dx.sum(-1)}]\n",
)


def sine(backward, *, save=lambda x: (x,), forward=torch.sin) -> type[Function]:
    """A sine whose backward is this function of the saved tensors and the cotangent."""

    class Made(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(*save(x))
            return forward(x)

        @staticmethod
        def backward(ctx, g):
            return backward(*ctx.saved_tensors, g)

    return Made


def right(x, g):
    return g * x.cos()


class Product(Function):
    @staticmethod
    def forward(ctx, x, z):
        ctx.save_for_backward(x, z)
        return x * z

    @staticmethod
    def backward(ctx, g):
        x, z = ctx.saved_tensors
        return g * z, g * x


class WrongIndex(Product):
    @staticmethod
    def backward(ctx, g):
        x, z = ctx.saved_tensors
        return (g * z if ctx.needs_input_grad[1] else None), g * x


class ByAddress(Product):
    @staticmethod
    def forward(ctx, x, z):
        ctx.kept = {x.data_ptr(): x.clone(), z.data_ptr(): z.clone()}
        ctx.save_for_backward(x, z)
        return x * z

    @staticmethod
    def backward(ctx, g):
        x, z = ctx.saved_tensors
        found = {x.data_ptr(): g * z}
        if z.data_ptr() in found:
            return found[x.data_ptr()], torch.zeros_like(g)
        return found[x.data_ptr()], g * x


class Two(Function):
    @staticmethod
    def forward(ctx, x):
        y, z = x.sin(), x.cos()
        ctx.save_for_backward(y, z)
        return y, z

    @staticmethod
    def backward(ctx, gy, gz):
        y, z = ctx.saved_tensors
        return gy * z - gz * y


class TwoUndefined(Two):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return Two.forward(ctx, x)


class Crossed(Two):
    @staticmethod
    def backward(ctx, gy, gz):
        return Two.backward(ctx, gy, gz) + gy * gz * 1e-3


class Saved(Function):
    """A sine that keeps its input on ctx."""

    @staticmethod
    def forward(ctx, x):
        ctx.x = x
        return x.sin()

    @staticmethod
    def backward(ctx, g):
        return g * ctx.x.cos()


class Kept(Function):
    """A tanh that keeps its output on ctx."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        ctx.a = x.tanh()
        return ctx.a

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        a = x.tanh()
        return g * (1 - a * a)


class Once(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sin()

    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * x.cos()


class Shared(Function):
    """Keeps its input on the class, under its shape and its first number."""

    kept: ClassVar[dict[object, torch.Tensor]] = {}

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        Shared.kept[x.shape] = x
        return x.sin()

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        kept = Shared.kept[x.shape]
        return g * (x if kept.shape != x.shape else kept).cos()


class Tangential(Function):
    @staticmethod
    def forward(x):
        return x.sin()

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
        ctx.save_for_forward(*inputs)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * x.cos()

    @staticmethod
    def jvp(ctx, t):
        (x,) = ctx.saved_tensors
        return t * x.cos() * 1.5


class Mapped(Function):
    @staticmethod
    def forward(x):
        return x.sin()

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * x.cos()

    @staticmethod
    def vmap(info, in_dims, x):
        return Mapped.apply(x.flip(0)), 0


class Detached(Function):
    """Right first derivatives; the slope is a constant to autograd."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x.cos())
        return x.sin()

    @staticmethod
    def backward(ctx, g):
        (slope,) = ctx.saved_tensors
        return g * slope


class Squeezed(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x @ x.mT

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return (g + g.T) @ x


class CountedFromTheFront(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x @ x.mT

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return (g + g.mT) @ x * (torch.tensor(x.shape[0]) / x.shape[-2])


class Own(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sin()

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        with torch.enable_grad():
            y = x if x.requires_grad else x.detach().requires_grad_()
            (found,) = torch.autograd.grad(y.sin(), y, g, create_graph=True)
        return found


def drawing(x, g):
    random.random()
    return right(x, g)


def restless(x, g, calls=[0]):  # noqa: B006 - it remembers, that is the fault
    calls[0] += 1
    return right(x, g) * (1 + 1e-15 * (calls[0] % 7))


def overflowing(x, g):
    slope = 4 / (x.exp() + (-x).exp()) ** 2
    return g * torch.where(x.abs() < 99, slope, torch.nan)


def steep(x, g):
    return g * torch.where(x == 0, 1.5, x.sign())


def assuming(x, g):
    return g * torch.as_strided(x, x.shape, (x.shape[1], 1)).cos()


def overwriting(x, g):
    return right(x, g) if g.requires_grad else g.data.mul_(x.detach().cos())


def half_honest(x, g):
    return right(x, g) if g.requires_grad else right(x, g).detach()


OVERWRITTEN = ("cotangent-layout", "repeatable", "honesty")


def smeared(x, g):
    return right(x, g) + (g.sum() - g.sum(-1, keepdim=True).sum()) * 0 + 1e-17 * g.roll(1, -1)


@dataclass(frozen=True)
class Case:
    """A function that only `check` catches (and `also`, which see the same)."""

    check: str
    exercise: Exercise
    function: type[Function]
    also: frozenset[str] = field(default_factory=frozenset)


def only(check: str, exercise: Exercise, function: type[Function], *also: str) -> Case:
    return Case(check, exercise, function, frozenset(also))


CASES = [
    only("homogeneous", SINE, sine(lambda x, g: g.clamp(-9, 9) * x.cos())),
    only(
        "additive",
        TWO,
        Crossed,
        "gradients",
        "adjoint",
        "numeric",
        "taylor",
        "homogeneous",
        "gradgradcheck",
    ),
    only("balanced", SINE, sine(lambda x, g: right(x, g) * bool(g.sum() != 0)), "empty"),
    only("trainable", PRODUCT, WrongIndex),
    only("same-tensor", PRODUCT, ByAddress),
    only("singletons", SINE, sine(lambda x, g: g * x.cos().squeeze(1))),
    only("empty", SINE, sine(lambda x, g: g * x.cos() + 0 * x.max())),
    only("magnitudes", TANH, sine(overflowing, forward=torch.tanh)),
    only("domain", SINE, sine(lambda x, g: g * (x.cos() + 1e-6 * bool((x > 0).all())))),
    only("special-points", RELU, sine(lambda x, g: g * (x >= 0), forward=torch.relu)),
    only("special-points", ABS, sine(steep, forward=torch.abs)),
    only("nonfinite", CAREFUL, sine(lambda x, g: torch.nan_to_num(right(x, g)))),
    only("cotangent-layout", SINE, sine(lambda x, g: g.view(-1).view(x.shape) * x.cos())),
    only("input-layout", SINE, sine(assuming)),
    only("cotangents-untouched", SINE, sine(overwriting), *OVERWRITTEN),
    only("stale", SINE, Saved),
    only("repeatable", SINE, sine(restless), "gradcheck"),
    only("in-flight", SINE, Shared, "lifetime"),
    only("side-effects", SINE, sine(drawing)),
    only("lifetime", TANH, Kept),
    only("second-order", SINE, Once, "gradgradcheck"),
    only("honesty", SINE, Detached, "gradgradcheck", "second-order"),
    only("honesty", SINE, sine(half_honest)),
    only("undefined", TWO, TwoUndefined, "second-order", "gradcheck"),
    only("jvp", SINE, Tangential),
    only("vmap", SINE, Mapped),
    only("dtypes", SINE, sine(lambda x, g: g.double() * x.double().cos())),
    only("compiled", COMPILED, sine(lambda x, g: right(x, g) if g.sum() < 1e9 else g)),
    only("batch", MATRIX, Squeezed),
    only("batch", MATRIX, CountedFromTheFront),
    only("complex-numbers", COMPLEX, sine(lambda x, g: g * x.exp(), forward=torch.exp)),
    only("pattern", ZEROS, sine(smeared)),
    only("own-work", SINE, Own),
]


def failing(case: Case) -> dict[str, Outcome]:
    """What each check says that is not satisfied."""
    offers = frozenset(
        name for name in ("jvp", "vmap", "setup_context") if name in vars(case.function)
    )
    trial = Trial(case.exercise, Oracle(case.exercise, 0), InProcess(case.function), offers)
    checks = [
        check
        for check in judge.in_order(CHECKS[name] for name in CHECKS)
        if judge.demand(check, case.exercise) is not Demand.OFF and check.applies(trial)
    ]
    required = {check.name: False for check in checks}
    outcomes: dict[str, Outcome] = {}
    judge._ask(trial, checks, required, outcomes, lambda _: None)  # noqa: SLF001
    return {
        name: outcome
        for name, outcome in outcomes.items()
        if outcome.status not in {Status.PASSED, Status.SKIPPED}
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.function.__name__}")
def test_only(case: Case) -> None:
    """The check fails, and none that is not named."""
    found = failing(case)
    told = {name: outcome.message for name, outcome in found.items()}

    assert case.check in found, told
    assert set(found) <= {case.check, *case.also}, told
