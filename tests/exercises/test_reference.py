"""The trusted answers: equal to torch's own, computed once, and blamed on the YAML when broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import EXERCISES
from in_process import tiny, write_exercise

from gradgrader.errors import InvalidExercise
from gradgrader.exercises.call import compile_reference
from gradgrader.exercises.catalogue import load_all
from gradgrader.exercises.compare import gap
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Case, Exercise

SHIPPED = load_all([EXERCISES])
TWO = tiny(
    "x, z -> y, s",
    "{x: m n, z: m n}",
    "y = torch.sin(x) * z\nreturn y, x.exp()",
    "cases: [{m: 2, n: 3}, {m: 3, n: 2}]\n",
)
OTHERS = {"sum", "where"}  # which take arguments without a gradient
EVERY = [*(one for one in SHIPPED if one.group == "lab" or one.id in OTHERS), TWO]


def called(oracle: Oracle) -> Callable[..., Any]:
    """The reference, as a function of the inputs that carry gradients."""
    function = compile_reference(oracle.exercise)
    return lambda *inputs: function(*oracle.arguments(inputs))


def inner(pairs: list[tuple[torch.Tensor, torch.Tensor]]) -> torch.Tensor:
    return torch.stack([(one * other).sum() for one, other in pairs]).sum()


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: e.id)
def test_gradients_are_torchs_own(exercise: Exercise) -> None:
    """The VJP equals torch.autograd.functional's, case by case and draw by draw."""
    oracle = Oracle(exercise, 5)
    function = called(oracle)
    for case in (exercise.cases[0], exercise.cases[-1]):
        for draw in (0, 1):
            inputs, given = oracle.inputs(case, draw), oracle.cotangents(case, draw)
            single = len(given) == 1
            _, found = torch.autograd.functional.vjp(
                function, inputs, given[0] if single else given
            )

            for right, expected in zip(found, oracle.gradients(case, draw), strict=True):
                assert torch.allclose(expected.value, right, rtol=1e-12, atol=1e-14)
                assert 0 < expected.tolerance < 1e-10


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: e.id)
def test_forward_is_the_references(exercise: Exercise) -> None:
    """What forward should return is what the reference returns."""
    oracle, case = Oracle(exercise, 1), exercise.cases[0]
    function = called(oracle)
    result = function(*oracle.inputs(case))

    for right, expected in zip(
        result if isinstance(result, tuple) else (result,), oracle.forward(case), strict=True
    ):
        assert torch.equal(right, expected.value)
        assert not expected.value.requires_grad


def test_gradient_of_one_output_alone() -> None:
    """Only the chosen outputs receive a cotangent; None says that none of them leads there."""
    oracle, case = Oracle(TWO, 0), TWO.cases[0]
    x, z = oracle.inputs(case)
    gy, gs = oracle.cotangents(case)
    through_y = oracle.gradients(case, chosen=(0,))
    through_s = oracle.gradients(case, chosen=(1,))

    assert torch.allclose(through_y[0].value, gy * torch.cos(x) * z)
    assert torch.allclose(through_y[1].value, gy * torch.sin(x))
    assert torch.allclose(through_s[0].value, gs * x.exp())
    assert through_s[1] is None


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: e.id)
def test_second_derivatives_are_torchs_own(exercise: Exercise) -> None:
    """L = Σ <w_i, gradient_i> differentiated, equal to a Hessian and VJPs got another way."""
    oracle, case = Oracle(exercise, 2), exercise.cases[0]
    function = called(oracle)
    inputs, given, weights = oracle.inputs(case), oracle.cotangents(case), oracle.weights(case)

    def paired(*inputs: torch.Tensor) -> torch.Tensor:
        result = function(*inputs)
        outputs = result if isinstance(result, tuple) else (result,)
        return inner(list(zip(given, outputs, strict=True)))

    _, by_inputs = torch.autograd.functional.hvp(paired, inputs, weights)
    _, by_cotangents = torch.autograd.functional.jvp(function, inputs, weights)
    rights = [*by_inputs, *(by_cotangents if len(given) > 1 else (by_cotangents,))]

    for right, expected in zip(rights, oracle.second(case), strict=True):
        found = torch.zeros_like(right) if expected is None else expected.value
        assert torch.allclose(found, right, rtol=1e-12, atol=1e-13)


def test_second_derivative_of_one_output_alone() -> None:
    """There is one answer for each input, and one for each cotangent that was used."""
    oracle, case = Oracle(TWO, 0), TWO.cases[0]
    x, _ = oracle.inputs(case)
    _, gs = oracle.cotangents(case)
    wx, _ = oracle.weights(case)
    by_x, by_z, by_gs = oracle.second(case, chosen=(1,))

    assert torch.allclose(by_x.value, wx * gs * x.exp())
    assert by_z is None
    assert torch.allclose(by_gs.value, wx * x.exp())


def test_second_derivative_of_terms_that_cancel() -> None:
    """That of |x| is 0, and a backward that computes `g * x / sqrt(x²)` is right."""
    (exercise,) = (one for one in SHIPPED if one.id == "abs")
    oracle = Oracle(exercise, 0)
    case = exercise.cases[0]
    x = oracle.inputs(case)[0].clone().requires_grad_()
    (g,), (w,) = oracle.cotangents(case), oracle.weights(case)
    (found,) = torch.autograd.grad((g * x / (x * x).sqrt() * w).sum(), x)
    by_x, _ = oracle.second(case)

    assert bool(found.any())
    assert gap(found, by_x).closed
    assert not gap(found + 1e-10, by_x).closed


def test_everything_is_computed_once() -> None:
    """A hundred submissions cost one reference."""
    oracle, case = Oracle(TWO, 0), TWO.cases[0]

    for ask in (
        oracle.inputs,
        oracle.cotangents,
        oracle.weights,
        oracle.forward,
        oracle.gradients,
        oracle.second,
    ):
        assert ask(case) is ask(case)
        assert ask(case) is not ask(TWO.cases[1])
        assert ask(case) is not ask(case, 1)
    assert oracle.gradients(case) is oracle.gradients(case, chosen=(0, 1))


def test_tensors_drawn_for_different_purposes_differ() -> None:
    """Inputs, cotangents and weights have nothing to do with each other."""
    oracle, case = Oracle(TWO, 0), TWO.cases[0]
    drawn = [*oracle.inputs(case), *oracle.cotangents(case), *oracle.weights(case)]
    entries = torch.cat([value.flatten() for value in drawn])

    assert len(entries.unique()) == len(entries)


def broken(folder: Path, body: str, signature: str = "x -> y") -> InvalidExercise:
    """What is raised for a reference whose `body` begins on line 6."""
    text = f"format: 1\nid: twice\ntitle: T\nsignature: {signature}\nreference: |\n"
    write_exercise(folder, text + body + "inputs: {x: m}\n")
    (exercise,) = load_all([folder])
    with pytest.raises(InvalidExercise) as caught:
        Oracle(exercise, 0).forward(Case({"m": 2}))
    assert caught.value.path == str(folder / "twice" / "exercise.yaml")
    assert caught.value.field == "reference"
    return caught.value


def test_reference_that_raises_is_blamed_on_its_line(tmp_path: Path) -> None:
    """The line of the YAML file, and Python's own words."""
    error = broken(tmp_path, "  y = 2 * x\n\n  y = y @ nothing\n  return y\n")

    assert error.line == 8
    assert "raises NameError: name 'nothing' is not defined" in str(error)


def test_reference_that_raises_inside_torch_is_blamed_on_its_own_line(tmp_path: Path) -> None:
    """Frames inside torch are not the author's."""
    error = broken(tmp_path, "  f = torch.nn.functional.softplus\n  return f(x, 'a')\n")

    assert error.line == 7


@pytest.mark.parametrize(
    ("body", "signature", "words"),
    [
        ("  return x, x\n", "x -> y", "returns 2 values, but the signature promises 1 "),
        ("  return x\n", "x -> y, z", "returns 1 value, but the signature promises 2 tensors"),
        ("  return 3.0\n", "x -> y", "float"),
    ],
    ids=["too many", "too few", "no tensor"],
)
def test_reference_that_returns_other_things_is_refused(
    tmp_path: Path, body: str, signature: str, words: str
) -> None:
    """What the signature promises is what the reference must return."""
    error = broken(tmp_path, body, signature)

    assert error.line == 6
    assert words in str(error)
