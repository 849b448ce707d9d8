"""torch's gradcheck judges a Function behind the proxy as it judges the class itself."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import torch
from in_process import InProcess
from specimens import DOUBLE, SINGLE, RaisesForward, Random, Right, Two, TwoNoneHandled, WrongFactor
from torch import Tensor
from torch.autograd import grad, gradcheck, gradgradcheck

from gradgrader.sandbox.foresight import plan_gradcheck, plan_gradgradcheck
from gradgrader.sandbox.graphs import Graph
from gradgrader.sandbox.learner import LearnerRaised
from gradgrader.sandbox.proxy import Remote
from gradgrader.sandbox.sweep import sweep

EPS = 1e-6
FUNCTIONS = [*SINGLE, *DOUBLE]
REPEATABLE = [function for function in FUNCTIONS if function is not Random]


def arguments(function: type) -> tuple[Tensor, ...]:
    source = torch.Generator().manual_seed(4)
    count = 2 if function in DOUBLE else 1
    return tuple(
        torch.randn(2, 2, generator=source, dtype=torch.float64).requires_grad_()
        for _ in range(count)
    )


def cotangents(function: type) -> tuple[Tensor, ...]:
    source = torch.Generator().manual_seed(5)
    return tuple(
        torch.randn(value.shape, generator=source, dtype=torch.float64).requires_grad_()
        for value in arguments(function)
    )


def verdict(run: Callable[[], Any]) -> tuple[str, str]:
    """What a check says, whichever side of the wire an exception comes from."""
    torch.manual_seed(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return str(run()), ""
    except LearnerRaised as error:
        return error.raised.type, error.raised.message
    except Exception as error:  # noqa: BLE001 - whatever torch raises is compared
        return type(error).__name__, str(error)


def remote(function: type, foresee: str = "") -> tuple[Remote, InProcess]:
    learner = InProcess(function)
    proxy = Remote(learner)
    inputs = tuple(value.detach() for value in arguments(function))
    given = tuple(value.detach() for value in cotangents(function))
    if foresee == "gradcheck":
        proxy.foresee(plan_gradcheck(inputs, [value.shape for value in inputs], EPS))
    elif foresee == "gradgradcheck":
        proxy.foresee(plan_gradgradcheck(inputs, given, EPS))
    return proxy, learner


def twice(proxy: Remote, inputs: tuple[Tensor, ...], given: tuple[Tensor, ...]) -> bool:
    """gradgradcheck as the check of that name asks for it."""
    return gradcheck(partial(proxy.gradients, len(inputs)), (*inputs, *given), eps=EPS)


@pytest.mark.parametrize("foresee", ["", "gradcheck"], ids=["live", "foreseen"])
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_gradcheck_says_the_same(function: type, foresee: str) -> None:
    """Verdict and message are those of gradcheck on the class itself."""
    proxy, _ = remote(function, foresee)
    inputs = arguments(function)

    assert verdict(lambda: gradcheck(proxy, inputs, eps=EPS)) == verdict(
        lambda: gradcheck(function.apply, inputs, eps=EPS)
    )


@pytest.mark.parametrize("foresee", ["", "gradgradcheck"], ids=["live", "foreseen"])
@pytest.mark.parametrize("function", REPEATABLE, ids=lambda f: f.__name__)
def test_gradgradcheck_says_the_same(function: type, foresee: str) -> None:
    """Verdict and message are those of gradgradcheck on the class itself."""
    proxy, _ = remote(function, foresee)
    inputs, given = arguments(function), cotangents(function)

    assert verdict(lambda: twice(proxy, inputs, given)) == verdict(
        lambda: gradgradcheck(function.apply, inputs, given, eps=EPS)
    )


def test_verdicts_are_of_both_kinds() -> None:
    """The comparison above is between answers that differ from Function to Function."""
    seen = {f: verdict(lambda: gradcheck(f.apply, arguments(f), eps=EPS)) for f in FUNCTIONS}  # noqa: B023

    assert seen[Right] == seen[Two] == ("True", "")
    assert seen[WrongFactor][0] == "GradcheckError"
    assert {"ValueError", "RuntimeError", "TypeError"} <= {kind for kind, _ in seen.values()}


@pytest.mark.parametrize("function", [Right, Two], ids=lambda f: f.__name__)
@pytest.mark.parametrize("kind", ["gradcheck", "gradgradcheck"])
def test_foresight_saves_round_trips(function: type, kind: str) -> None:
    """What is asked for beforehand is not asked for again; trips are few, answers the same."""
    inputs, given = arguments(function), cotangents(function)
    trips = {}
    for foresee in ("", kind):
        proxy, learner = remote(function, foresee)
        if kind == "gradcheck":
            assert gradcheck(proxy, inputs, eps=EPS)
        else:
            assert twice(proxy, inputs, given)
        trips[foresee] = learner.trips

    assert trips[""] >= 20
    assert trips[kind] == 1


def test_answers_foreseen_are_used_once() -> None:
    """A Function that changes its mind is asked again, so gradcheck can notice."""
    proxy, learner = remote(Right, "gradcheck")
    (x,) = arguments(Right)
    proxy(x)
    proxy(x)  # gradcheck calls it once more
    before = learner.trips
    proxy(x)

    assert learner.trips == before + 1


@pytest.mark.parametrize("foresee", ["gradcheck", "gradgradcheck"])
def test_inputs_that_eps_does_not_move(foresee: str) -> None:
    """At 1e12 all points of the differences are one, at which gradcheck differentiates as well."""
    learner = InProcess(Two)
    proxy = Remote(learner)
    inputs = tuple(value.detach() * 1e12 for value in arguments(Two))
    given = tuple(value.detach() * 1e12 for value in cotangents(Two))
    if foresee == "gradcheck":
        proxy.foresee(plan_gradcheck(inputs, [value.shape for value in inputs], EPS))
    else:
        proxy.foresee(plan_gradgradcheck(inputs, given, EPS))
    inputs = tuple(value.requires_grad_() for value in inputs)
    given = tuple(value.requires_grad_() for value in given)
    if foresee == "gradcheck":
        assert verdict(lambda: gradcheck(proxy, inputs, eps=EPS)) == verdict(
            lambda: gradcheck(Two.apply, inputs, eps=EPS)
        )
    else:
        assert verdict(lambda: twice(proxy, inputs, given)) == verdict(
            lambda: gradgradcheck(Two.apply, inputs, given, eps=EPS)
        )

    assert learner.trips == 1


def test_a_sweep_without_cotangents_leaves_no_gradients_behind() -> None:
    """Else a later sweep of that number, which raises, would be taken to have left them."""
    graphs: dict[int, Graph] = {}
    plan = plan_gradcheck([value.detach() for value in arguments(Two)], [(2, 2)], EPS)
    sweep(Two, plan.sweep, graphs)

    assert list(graphs) == [plan.sweep.handle + 2 * index for index in plan.sweep.kept]


def test_other_eps_is_answered_live() -> None:
    """Foresight that misses costs trips, never a wrong answer."""
    proxy, learner = remote(Right, "gradcheck")

    assert gradcheck(proxy, arguments(Right), eps=1e-5)
    assert learner.trips > 5


def derivatives(
    function: Callable[..., Any], inputs: tuple[Tensor, ...], order: int
) -> list[Tensor]:
    """Repeated gradients of the sum of squares of the last output, by every input."""
    out = function(*inputs)
    value = (out[-1] if isinstance(out, tuple) else out).square().sum()
    found = []
    for _ in range(order):
        gradients = grad(value, inputs, create_graph=True, allow_unused=True)
        found += [
            torch.zeros_like(x) if g is None else g for g, x in zip(gradients, inputs, strict=True)
        ]
        value = sum(g.square().sum() for g in gradients if g is not None)
    return found


@pytest.mark.parametrize("function", [Right, Two, TwoNoneHandled], ids=lambda f: f.__name__)
@pytest.mark.parametrize("order", [1, 2, 3])
def test_higher_derivatives_are_the_same(function: type, order: int) -> None:
    """Gradients of any order agree with the class's own, with an output unused too."""
    proxy, _ = remote(function)
    inputs = arguments(function)
    live = derivatives(proxy, inputs, order)
    own = derivatives(function.apply, inputs, order)

    for one, other in zip(live, own, strict=True):
        assert torch.allclose(one, other, rtol=1e-12, atol=1e-12)


def test_third_derivative_of_both_outputs() -> None:
    """With every output used, the third derivatives agree too."""
    proxy, _ = remote(Two)
    inputs = arguments(Two)

    def both(function: Callable[..., Any]) -> list[Tensor]:
        return derivatives(lambda *xs: sum(o.square() for o in function(*xs)), inputs, 3)

    for one, other in zip(both(proxy), both(Two.apply), strict=True):
        assert torch.allclose(one, other, rtol=1e-12, atol=1e-12)


def test_exception_of_the_learner_comes_through() -> None:
    """What the class raises is told by its type and message."""
    proxy, _ = remote(RaisesForward)

    with pytest.raises(LearnerRaised, match="RuntimeError: no forward either"):
        proxy(*arguments(Right))
