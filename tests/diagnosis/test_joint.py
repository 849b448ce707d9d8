"""The backward that follows from an exercise's own forward."""

from __future__ import annotations

import pytest
from in_process import tiny

from gradgrader.diagnosis._joint import joint
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.exercises.reference import Oracle

ATTN = """\
def backward(q, k, v, a, go, ga):
    dv = a.T @ go
    da = ga + go @ v.T
    dx = da * (1 - a * a)
    dk = dx.T @ q
    dq = dx @ k
    return dq, dk, dv
"""


def test_a_backward_is_derived_in_named_steps():
    """It reads as the lab's own solution does."""
    attn = next(exercise for exercise in load_all(roots()) if exercise.id == "attn")

    assert joint(Oracle(attn, 0)).source == ATTN


@pytest.mark.parametrize(
    ("signature", "inputs", "reference", "step"),
    [
        ("x, w, b -> z", "{x: m n, w: p n, b: p}", "return x @ w.T + b", "dw = gz.T @ x"),
        ("x -> p", "{x: m n}", "return torch.softmax(2 * x, -1)", "sum(-1, keepdim=True)"),
        ("x -> z", "{x: m n}", "return torch.relu(x)", "dx = gz * (z > 0)"),
        ("x -> z", "{x: m n}", "return x.mean()", "gz.expand([x.shape[0], x.shape[1]])"),
    ],
)
def test_sizes_are_written_as_shapes(signature, inputs, reference, step):
    """What is derived in some sizes is right in all of them, or is not given out at all."""
    made = joint(Oracle(tiny(signature, inputs, reference), 0))

    assert step in made.source


def test_what_depends_on_sizes_is_not_derived():
    """A loop over rows is another computation for each number of rows."""
    looped = "return torch.stack([row * n for n, row in enumerate(x)])"

    assert joint(Oracle(tiny("x -> z", "{x: m n}", looped), 0)) is None
