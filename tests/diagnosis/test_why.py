"""Why a function is wrong: what its numbers are, the smallest example, and the rule behind it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch
from conftest import EXERCISES, TESTS
from in_process import InProcess, tiny
from torch.autograd.function import Function

from gradgrader.checks.base import CHECKS, Outcome, Trial, ask
from gradgrader.diagnosis.base import Findings, diagnose
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Diagnosis, Status
from gradgrader.sandbox.learner import LearnerStopped

sys.path.insert(0, str(TESTS / "quality"))

from explained import untrue

# a file, and the codes that it earns at --hints 2
TOLD = {
    "attn/ga_ignored": ["always-zero", "dropped-cotangent"],
    "attn/gk_negated": ["wrong-sign", "sign"],
    "attn/gk_left_transposed": ["transposed", "wrong-order"],
    "attn/q_and_k_swapped": ["another-input", "swapped-gradients"],
    "attn/cotangents_swapped": ["another-output", "swapped-cotangents"],
    "attn/tanh_derivative_missing": ["only-for-small", "missing-chain-factor"],
    "attn/tanh_derivative_on_a_only": ["only-for-small", "missing-chain-factor"],
    "attn/square_of_input": ["only-for-small", "wrong-derivative"],
    "attn/gv_gets_ga_too": ["extra-gradient", "extra-term"],
    "attn/v_not_transposed": ["as-if", "missing-transpose"],
    "attn/rows_hard_coded": ["hard-coded-size"],
    "attn/second_output_marked": ["not-differentiable"],
    "relu_inplace/not_marked": ["in-place"],
    "attn/forward_softmax": ["wrong-forward"],
    "matmul/mean_for_sum": ["scaled", "factor"],
    "matmul/q_for_k": ["as-if", "wrong-saved-tensor"],
    "matmul/normalised_cotangent": ["not-linear", "nonlinear-in-cotangent"],
    "matmul/only_q_saved": ["wrong-saved-tensor"],
    "matmul/forward_transposed": ["wrong-forward"],
    "matmul/sum_before_product": ["wrong-gradient", "wrong-order"],
    "matmul_nn/row_sums": ["constant", "ignores-cotangent"],
    "matmul_nn/one_gradient_returned": ["wrong-count"],
    "matmul_nn/float32_returned": ["wrong-dtype"],
    "tanh/return_forgotten": ["wrong-count"],
    "tanh/only_for_positive": ["only-for-positive", "domain"],
    "tanh/summed_up": ["wrong-shape", "reduction"],
    "sum/keepdim_ignored": ["some-values"],
    "where/both_branches": ["wrong-slope", "missing-chain-factor"],
    "exp/power_rule": ["wrong-slope", "wrong-derivative"],
    "clamp/one_end": ["only-for-positive", "missing-term"],
    "power_spectrum/ends_counted_twice": ["scaled", "factor"],
    "cumsum/passed_through": ["wrong-gradient", "missing-chain-factor"],
    "amax/spread_to_all": ["wrong-gradient", "wrong-derivative"],
    "batchnorm/records_not_marked": ["unmarked-output"],
    "conv1d/stride_forgotten": ["wrong-gradient", "argument-left-out"],
    "conv1d/rest_forgotten": ["wrong-shape"],
    "embedding/added_once": ["wrong-gradient", "overwritten"],
    "gather/mean": ["wrong-gradient", "factor"],
    "layernorm/w_after_all": ["wrong-gradient", "missing-chain-factor"],
    "normalize/eps_forgotten": ["only-sometimes"],
    "sdpa_causal/mask_forgotten": ["wrong-gradient", "missing-mask"],
    "sort/gathered": ["as-forward", "direction"],
    "squared_error/shapes_not_looked_at": ["missing-check"],
    "std/zero_by_zero": ["only-sometimes"],
}
# a file of the bank, its code, and the line that it is told with
PLACED = {
    "mutation/attn_ga_grows": ("in-place", 17),
    "state/attn_frozen_at_first_call": ("kept-beyond-the-call", 18),
    "state/tanh_seeds_the_generator": ("side-effect", 9),
    "memory/attn_only_v_on_ctx": ("tensor-on-ctx", 11),
    "contract/attn_values_frozen_freezes_all": ("needs-input-grad", 16),
    "contract/tanh_undefined_crashes": ("undefined-gradient", 10),
    "contract/matmul_nn_rows_not_summed": ("missing-reduction", 17),
    "layout/matmul_flattened_view": ("memory-layout", 16),
    "shape/attn_root_of_rows": ("hard-coded-size", 19),
}


def named(exercises: list[Exercise], name: str) -> Exercise:
    return next(one for one in exercises if one.id == name)


@pytest.mark.parametrize("name", TOLD)
def test_mistake_is_explained(name: str, grade, exercises: list[Exercise]) -> None:
    """With these codes; and plain torch returns what its counterexample says."""
    exercise, _, stem = name.partition("/")
    path = EXERCISES / exercise / "mistakes" / f"{stem}.py"
    (result,) = grade(path, exercises=(exercise,), hints=2).grades
    examples = [d.counterexample for d in result.diagnoses if d.counterexample is not None]

    assert [one.code for one in result.diagnoses] == TOLD[name]
    for example in examples:
        source = path.read_text(encoding="utf-8")
        assert untrue(example, named(exercises, exercise), source, result.function) == ""


def test_fault_of_another_value_of_an_argument_is_no_fault_of_the_grader(grade) -> None:
    """The derivation is that of the first `dim`, and where another is wrong it is not followed."""
    path = EXERCISES / "amax" / "mistakes" / "axis_fixed.py"
    (result,) = grade(path, exercises=("amax",), hints=3).grades

    assert "some-values" in [one.code for one in result.diagnoses]


def test_no_repair_leaves_a_sum_to_the_engine(grade) -> None:
    """`g` for `g[0]` has the right values in the end, but not the right shape; axes are kept."""
    folder = EXERCISES / "badd" / "mistakes"
    told = [
        [one.code for one in grade(folder / name, exercises=("badd",), hints=3).grades[0].diagnoses]
        for name in ("first_row.py", "keepdim_forgotten.py")
    ]

    assert told == [["wrong-gradient", "missing-term", "wrong-lines"], ["wrong-shape", "keepdim"]]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("layernorm/statistics_as_constants", (22, None)),  # from h and gh, which are steps
        ("rmsnorm/root_as_constant", (20, None)),
        ("gather/mean", (17, None)),
        ("normalize/not_divided", (20, 21)),
    ],
)
def test_what_is_right_is_not_where_to_look(name: str, lines: tuple[int, ...], grade) -> None:
    """Where no small change helps, lines that make a step of the derivation are left out."""
    exercise, _, mistake = name.partition("/")
    path = EXERCISES / exercise / "mistakes" / f"{mistake}.py"
    (result,) = grade(path, exercises=(exercise,), hints=3).grades
    (told,) = (one for one in result.diagnoses if one.code == "wrong-lines")

    assert [(place.line, place.end_line) for place in told.locations] == [lines]
    assert ("this line" in told.message) == (lines[1] is None)


@pytest.mark.parametrize(
    ("name", "line"), [("softmax/exp_overflows", 9), ("log_softmax/two_steps", 9)]
)
def test_forward_that_overflows_is_told_in_forward(name: str, line: int, grade) -> None:
    """Where an output is not finite, nothing is said of gradients, and no line of backward."""
    exercise, _, mistake = name.partition("/")
    path = EXERCISES / exercise / "mistakes" / f"{mistake}.py"
    (result,) = grade(path, exercises=(exercise,), hints=3).grades
    (told,) = (one for one in result.diagnoses if one.locations)

    assert [place.line for place in told.locations] == [line]
    assert not any("gradients are" in one.message for one in result.diagnoses)


@pytest.mark.parametrize("name", PLACED)
def test_behaviour_is_placed(name: str, grade) -> None:
    """A fault of behaviour is told with its line, at the first level already."""
    path = TESTS / "quality" / "wrong" / f"{name}.py"
    (result,) = grade(path, exercises=(exercise_of(path),)).grades
    code, line = PLACED[name]
    (diagnosis,) = (one for one in result.diagnoses if one.code == code)

    assert diagnosis.locations[0].line == line


def exercise_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# exercise: ")


def test_level_0_says_nothing(grade) -> None:
    """Verdicts only."""
    path = EXERCISES / "attn" / "mistakes" / "ga_ignored.py"
    (result,) = grade(path, exercises=("attn",), hints=0).grades
    assert not any(block.note for block in result.blocks if block.error is not None)

    assert result.status is Status.FAILED
    assert result.diagnoses == ()


SIZES = "cases: [{m: 2, n: 3}, {m: 3, n: 2}, {m: 4, n: 5}]\n"
RELU = tiny("x -> y", "{x: m n}", "return torch.relu(x)", SIZES)
BIAS = tiny("x, b -> y", "{x: m n, b: n}", "return torch.exp(x) * b", SIZES)
ROOT = tiny("x -> y", "{x: {shape: m n, domain: positive}}", "return torch.sqrt(x)", SIZES)


class Relu(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.relu(x)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 3 * g * (x > 0)


class LeakyRelu(Relu):
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * torch.where(x > 0, 1.0, 0.1)


class Bias(Function):
    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x, b)
        return torch.exp(x) * b

    @staticmethod
    def backward(ctx, g):
        x, b = ctx.saved_tensors
        return g * torch.exp(x) * b, (g * torch.exp(x)).mean(0)


class BiasWithoutExp(Bias):
    @staticmethod
    def backward(ctx, g):
        x, b = ctx.saved_tensors
        return g * b, (g * torch.exp(x)).sum(0)


class Root(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sqrt(x)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g / torch.sqrt(x)


class Right(Root):
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g / (2 * torch.sqrt(x))


def findings(exercise: Exercise, function: type, hints: int = 2) -> Findings:
    """What the checks of values find, in this process."""
    trial = Trial(exercise, Oracle(exercise, 0), InProcess(function))
    names = ("forward", "contract", "gradients", "shapes")
    outcomes: dict[str, Outcome] = {name: ask(trial, CHECKS[name].run) for name in names}
    return Findings(trial, outcomes, None, hints)


def told(exercise: Exercise, function: type) -> dict[str, Diagnosis]:
    return {one.code: one for one in diagnose(findings(exercise, function))}


def test_counterexample_stays_away_from_kinks() -> None:
    """At 0 the slope of relu is a convention: no example rests on it."""
    scaled, leaky = told(RELU, Relu)["scaled"], told(RELU, LeakyRelu)

    assert "3 times the right one" in scaled.message
    assert scaled.counterexample is not None
    assert scaled.counterexample.text == "x=[[1]], gy=[[1]]: you returned [[3]], expected [[1]]"
    (example,) = (one.counterexample for one in leaky.values() if one.counterexample)
    assert example.inputs["x"] == [[-1]]


def test_counterexample_stays_in_the_domain() -> None:
    """A root is asked for positive numbers only, the smallest of which is 1."""
    (example,) = (one.counterexample for one in told(ROOT, Root).values() if one.counterexample)

    assert example.text == "x=[[1]], gy=[[1]]: you returned [[1]], expected [[0.5]]"


def test_factor_is_told_by_the_size_that_makes_it() -> None:
    """A mean for a sum over the rows."""
    scaled = told(BIAS, Bias)["scaled"]

    assert scaled.message == (
        "Your gradient of `b` is the right one divided by the number of rows of `x`."
    )


def test_rule_is_found_in_the_derivation_of_any_exercise() -> None:
    """The derivative of exp is missing, in an exercise that nobody wrote rules for."""
    found = told(BIAS, BiasWithoutExp)

    assert "missing-chain-factor" in found
    assert "`exp`" in found["missing-chain-factor"].message


def test_right_function_costs_nothing() -> None:
    """Where nothing failed, nothing is asked."""
    given = findings(ROOT, Right)
    learner = given.trial.learner
    assert isinstance(learner, InProcess)
    before = learner.trips

    assert diagnose(given) == ()
    assert learner.trips == before


class Dying(InProcess):
    """Answers the checks, and ends when it is asked for more."""

    alive = True

    def run(self, steps, *, keep=False):
        if not self.alive:
            self.trips += 1
            raise LearnerStopped(Status.TIMED_OUT, "did not finish", "timeout")
        return super().run(steps, keep=keep)


def test_who_stops_is_asked_once_and_told_nothing() -> None:
    """A rule that the worker dies in says nothing, and no other one asks again."""
    learner = Dying(Root)
    trial = Trial(ROOT, Oracle(ROOT, 0), learner)
    outcomes = {name: ask(trial, CHECKS[name].run) for name in ("forward", "gradients")}
    learner.alive, learner.trips = False, 0

    assert diagnose(Findings(trial, outcomes, None)) == ()
    assert learner.trips == 1
