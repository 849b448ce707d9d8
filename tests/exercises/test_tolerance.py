"""The measured tolerance lets every right formula pass, and little else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.nn.functional import layer_norm

from gradgrader.exercises.tolerance import largest, tolerances

Tensors = tuple[Tensor, ...]
Case = tuple[Callable[..., Tensor | Tensors], Callable[..., Tensors], list[tuple[int, ...]]]


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensors:
    a = torch.tanh(q @ k.mT)
    return a @ v, a


def attention_by_cosh(q: Tensor, k: Tensor, v: Tensor, go: Tensor, ga: Tensor) -> Tensors:
    x = q @ k.mT
    gx = go @ v.mT / torch.cosh(x) ** 2 + ga / torch.cosh(x) ** 2
    return gx @ k, (q.mT @ gx).mT, (go.mT @ torch.tanh(x)).mT


def softmax_by_jacobian(x: Tensor, g: Tensor) -> Tensors:
    y = torch.softmax(x, -1)
    jacobian = torch.diag_embed(y) - y.unsqueeze(-1) * y.unsqueeze(-2)
    return ((jacobian @ g.unsqueeze(-1)).squeeze(-1),)


def log_softmax_by_exp(x: Tensor, g: Tensor) -> Tensors:
    probability = (x - torch.logsumexp(x, -1, keepdim=True)).exp()
    return (g - probability * g.sum(-1, keepdim=True),)


def normalised_by_hand(x: Tensor, g: Tensor) -> Tensors:
    centred = x - x.mean(-1, keepdim=True)
    rate = (centred.square().mean(-1, keepdim=True) + 1e-5).rsqrt()
    unit = centred * rate
    inner = g - g.mean(-1, keepdim=True) - unit * (g * unit).mean(-1, keepdim=True)
    return (rate * inner,)


def inverse_by_solving(x: Tensor, g: Tensor) -> Tensors:
    return (-torch.linalg.solve(x.mT, torch.linalg.solve(x, g.mT).mT),)


def logsumexp_by_shift(x: Tensor, g: Tensor) -> Tensors:
    weights = (x - x.amax(-1, keepdim=True)).exp()
    return (g.unsqueeze(-1) * weights / weights.sum(-1, keepdim=True),)


def cumsum_by_subtraction(_: Tensor, g: Tensor) -> Tensors:
    return (g.sum(-1, keepdim=True) - torch.cumsum(g, -1) + g,)


def sigmoid_by_exp(x: Tensor, g: Tensor) -> Tensors:
    return (g / (x / 2).cosh() ** 2 / 4,)


def product_by_leaving_out(x: Tensor, g: Tensor) -> Tensors:
    rest = [torch.cat([x[..., :i], x[..., i + 1 :]], -1).prod(-1) for i in range(x.shape[-1])]
    return (torch.stack([g * value for value in rest], -1),)


RIGHT: dict[str, Case] = {
    "attention": (attention, attention_by_cosh, [(4, 3), (5, 3), (5, 2)]),
    "tanh": (torch.tanh, lambda x, g: (g / torch.cosh(x) ** 2,), [(4, 4)]),
    "softmax": (lambda x: torch.softmax(x, -1), softmax_by_jacobian, [(3, 7)]),
    "log_softmax": (lambda x: torch.log_softmax(x, -1), log_softmax_by_exp, [(3, 7)]),
    "layer_norm": (lambda x: layer_norm(x, x.shape[-1:]), normalised_by_hand, [(3, 8)]),
    "inverse": (torch.linalg.inv, inverse_by_solving, [(5, 5)]),
    "logsumexp": (lambda x: torch.logsumexp(x, -1), logsumexp_by_shift, [(3, 6)]),
    "cumsum": (lambda x: torch.cumsum(x, -1), cumsum_by_subtraction, [(2, 40)]),
    "sigmoid": (torch.sigmoid, sigmoid_by_exp, [(4, 4)]),
    "product": (lambda x: x.prod(-1), product_by_leaving_out, [(3, 5)]),
}


def gradients(
    function: Callable[..., Tensor | Tensors], inputs: Tensors, given: Tensors
) -> Tensors:
    leaves = [value.clone().requires_grad_() for value in inputs]
    out = function(*leaves)
    return torch.autograd.grad(out, leaves, given if isinstance(out, tuple) else given[0])


def drawn(name: str, seed: int, scale: float) -> tuple[Tensors, Tensors]:
    function, _, shapes = RIGHT[name]
    source = torch.Generator().manual_seed(seed)

    def normal(shape: tuple[int, ...]) -> Tensor:
        return torch.randn(shape, generator=source, dtype=torch.float64)

    inputs = tuple(scale * normal(shape) for shape in shapes)
    out = function(*inputs)
    return inputs, tuple(normal(o.shape) for o in (out if isinstance(out, tuple) else (out,)))


@pytest.mark.parametrize("scale", [1.0, 1e-3, 8.0])
@pytest.mark.parametrize("name", RIGHT)
def test_right_formula_stays_within(name: str, scale: float) -> None:
    """What is algebraically right passes, however it is written, at every scale."""
    function, by_hand, _ = RIGHT[name]
    for seed in range(6):
        inputs, given = drawn(name, seed, scale)
        answers = gradients(function, inputs, given)
        allowed = tolerances(lambda: gradients(function, inputs, given), answers)  # noqa: B023

        for right, other, limit in zip(answers, by_hand(*inputs, *given), allowed, strict=True):
            assert largest(right - other) <= limit


@pytest.mark.parametrize("name", ["attention", "tanh", "softmax", "logsumexp", "sigmoid"])
def test_tiny_mistake_is_outside(name: str) -> None:
    """A relative change of 1e-12 is a mistake where the formula is well-conditioned."""
    function, _, _ = RIGHT[name]
    for seed in range(6):
        inputs, given = drawn(name, seed, 1.0)
        answers = gradients(function, inputs, given)
        allowed = tolerances(lambda: gradients(function, inputs, given), answers)  # noqa: B023

        for right, limit in zip(answers, allowed, strict=True):
            assert 0 < limit < 1e-12 * largest(right)


def test_tolerance_is_the_same_every_time() -> None:
    """The perturbations are seeded, so a verdict doesn't change from run to run."""
    inputs, given = drawn("attention", 0, 1.0)
    answers = gradients(attention, inputs, given)
    first, second = (
        tolerances(lambda: gradients(attention, inputs, given), answers) for _ in range(2)
    )

    assert first == second


def test_exact_zeros_leave_no_room() -> None:
    """An answer that is zero whatever is rounded has tolerance 0, and None stays None's."""
    zero = torch.zeros(3, dtype=torch.float64)
    answers = (zero, zero + 1, None)

    allowed = tolerances(lambda: (zero * 5, zero + 1, None), answers)

    assert allowed[0] == 0.0
    assert 0 < allowed[1] < 1e-12
    assert allowed[2] == 0.0


def test_largest_of_nothing_is_zero() -> None:
    """An empty tensor differs from no other."""
    assert largest(torch.empty(0, 3)) == 0.0
    assert largest(torch.tensor([1.0, -4.0])) == 4.0


def test_compiler_is_not_imported() -> None:
    """A tolerance costs no import of torch's compiler, which takes longer than all the rest."""
    script = (
        "import sys, torch\n"
        "from gradgrader.exercises.tolerance import tolerances\n"
        "x = torch.ones(2, dtype=torch.float64, requires_grad=True)\n"
        "run = lambda: torch.autograd.grad(torch.tanh(x).sum(), x)\n"
        "before = 'torch._dynamo' in sys.modules\n"
        "print(tolerances(run, run())[0] > 0, before, 'torch._dynamo' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.split() == ["True", "False", "False"]
