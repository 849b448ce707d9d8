"""An exercise that is made of a callable and a line of text."""

from __future__ import annotations

import pytest
import torch
from in_process import InProcess
from torch import Tensor

from gradgrader.checks.base import CHECKS, Outcome, Trial, ask
from gradgrader.errors import GradgraderError
from gradgrader.exercises.made import made
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Constant, Exercise, Input
from gradgrader.model.result import Status
from gradgrader.sandbox.adapter import adapted

WORDS = "x: n d, w: d positive, index: n below d, eps = 1e-5"


def weighted(x: Tensor, w: Tensor, index: Tensor, eps: float) -> tuple[Tensor, Tensor]:
    picked = x.gather(1, index[:, None])[:, 0]
    return picked * torch.log(w[index] + eps), index + 1


class Weighted(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, index, eps):
        ctx.save_for_backward(x, w, index)
        ctx.eps = eps
        picked, more = weighted(x, w, index, eps)
        ctx.mark_non_differentiable(more)
        return picked, more

    @staticmethod
    def backward(ctx, go, _):
        x, w, index = ctx.saved_tensors
        picked = x.gather(1, index[:, None])[:, 0]
        gx = torch.zeros_like(x).scatter(
            1, index[:, None], (go * torch.log(w[index] + ctx.eps))[:, None]
        )
        gw = torch.zeros_like(w).index_add(0, index, go * picked / (w[index] + ctx.eps))
        return gx, gw, None, None


class Careless(Weighted):
    @staticmethod
    def backward(ctx, go, more):
        gx, gw, *none = Weighted.backward(ctx, go, more)
        return gx, gw * 2, *none


def asked(function: type, exercise: Exercise, check: str) -> Outcome:
    oracle = Oracle(exercise, 0)
    trial = Trial(exercise, oracle, adapted(InProcess(function), oracle))
    return ask(trial, CHECKS[check].run)


def test_a_line_says_what_forward_takes() -> None:
    exercise = made(weighted, WORDS, name="Weighted")
    assert exercise.inputs == (Input("x", ("n", "d")), Input("w", ("d",), "positive"))
    assert exercise.constants == (
        Constant("index", ("n",), below="d"),
        Constant("eps", values=(1e-5,)),
    )
    assert (exercise.id, exercise.returned, exercise.outputs) == ("Weighted", ("o1", "o2"), ("o1",))
    assert [case.label for case in exercise.cases] == ["n2 d3", "n5 d3", "n3 d3"]


def test_fields_of_a_file_can_be_given() -> None:
    more = {"cases": [{"n": 4, "m": 2}], "contract": ["m = k"], "checks": {"economy": "off"}}
    inputs = {"x": "n m", "y": {"shape": "k", "domain": "distinct"}}
    exercise = made(lambda x, y: x @ y, inputs, name="mv", outputs=["y1"], **more)
    assert [case.sizes for case in exercise.cases] == [{"n": 4, "m": 2, "k": 2}]
    assert exercise.outputs == ("y1",)


@pytest.mark.parametrize("check", ["forward", "gradients", "numeric", "gradcheck"])
def test_it_is_judged_as_any_other(check: str) -> None:
    exercise = made(weighted, WORDS, name="Weighted")
    assert asked(Weighted, exercise, check).status is Status.PASSED
    wrong = Status.PASSED if check == "forward" else Status.FAILED
    assert asked(Careless, exercise, check).status is wrong


@pytest.mark.parametrize(
    ("inputs", "more", "words", "hint"),
    [
        ("x n d", {}, "inputs: `x n d` is neither `name: shape` nor `name = value`", "for example"),
        ("x: n, x: d", {}, "inputs: `x` is named twice", ""),
        ("x: n, e = two", {}, "inputs: `two` is no plain value of Python's", "for example"),
        ("x: n, i: n below e", {}, "inputs.i.below: no input has a dimension `e`", "try n"),
        ("k = 3", {}, "inputs: none of them carries a gradient", ""),
        ("x: n", {"check": {}}, "check: there is no such field", "try checks"),
        ("x: n", {"cases": [{"m": 2}]}, "cases[0].m: no input has a dimension `m`", "try n"),
        ("x: n-d", {}, "inputs.x.shape: expected `str` matching regex", ""),
        ({"x": {"shape": "n", "domein": "spd"}}, {}, "there is no such field", "try domain"),
    ],
)
def test_what_can_t_be_used_is_told(
    inputs: object, more: dict[str, object], words: str, hint: str
) -> None:
    with pytest.raises(GradgraderError) as raised:
        made(torch.sin, inputs, name="Sine", **more)  # type: ignore[arg-type]
    assert words in raised.value.args[0]
    assert hint in raised.value.hint


def test_an_error_in_the_callable_names_its_call() -> None:
    with pytest.raises(GradgraderError) as raised:
        made(lambda x, w: x @ w, "x: n d, w: n", name="Product")
    assert "test_made.py: reference: raises RuntimeError: size mismatch" in raised.value.args[0]
    assert raised.value.hint == "it was called with x of 2×3, w of 2"


def test_outputs_can_be_named() -> None:
    """Which of them carry a gradient is seen all the same."""
    exercise = made(weighted, WORDS, name="Weighted", outputs=["y", "places"])
    assert (exercise.returned, exercise.outputs) == (("y", "places"), ("y",))
    with pytest.raises(GradgraderError, match="Weighted: forward returns 2 values, not 1"):
        made(weighted, WORDS, name="Weighted", outputs=["y"])


def test_outputs_without_a_gradient_alone_are_told() -> None:
    with pytest.raises(GradgraderError, match="forward returns nothing that can carry a gradient"):
        made(torch.argmax, "x: n", name="Largest")
