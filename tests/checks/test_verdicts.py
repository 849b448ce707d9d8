"""What single checks say in the cases that need care: second order, slopes, sizes not promised."""

from __future__ import annotations

from types import ModuleType

import answers
import pytest
import torch
from in_process import InProcess, tiny
from torch.autograd.function import Function

from gradgrader.checks import numeric, taylor
from gradgrader.checks.base import CHECKS, Outcome, Trial, ask, demand, in_order, result
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Demand, Exercise
from gradgrader.model.result import Status
from gradgrader.sandbox.adapter import adapted


class SavedSlope(Function):
    """The classic: what forward computed is a constant to autograd."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(2 * x)
        return x * x

    @staticmethod
    def backward(ctx, g):
        (slope,) = ctx.saved_tensors
        return slope * g


class Clamp(Function):
    """Right, with a kink at either end."""

    @staticmethod
    def forward(ctx, x, low, high):
        ctx.save_for_backward((x >= low) & (x <= high))
        return x.clamp(low, high)

    @staticmethod
    def backward(ctx, g):
        return g * ctx.saved_tensors[0], None, None


def asked(name: str, exercise: Exercise, function: type) -> Outcome:
    oracle = Oracle(exercise, 0)
    trial = Trial(exercise, oracle, adapted(InProcess(function), oracle))
    return ask(trial, CHECKS[name].run)


@pytest.mark.parametrize(
    ("function", "code"),
    [
        (answers.Square, ""),
        (answers.Once, "refused"),
        (answers.Detached, "silently-wrong"),
        (SavedSlope, "silently-wrong"),
    ],
    ids=lambda p: getattr(p, "__name__", p),
)
def test_second_order_has_three_verdicts(function: type, code: str) -> None:
    """Second derivatives are right, honestly refused, or silently wrong."""
    outcome = asked("second-order", answers.SQUARE, function)

    assert outcome.code == code
    assert (outcome.status is Status.PASSED) == (not code)


def test_linear_function_has_no_second_derivative_to_miss() -> None:
    """Where the second derivative is zero, a constant gradient is right."""
    outcome = asked("second-order", answers.LINEAR, answers.Linear)

    assert (outcome.status, outcome.code) == (Status.PASSED, "")


def test_second_order_attests_what_was_saved() -> None:
    """The constant that cuts the graph is handed to the diagnosis."""
    outcome = asked("second-order", answers.SQUARE, SavedSlope)

    assert [(s.position, s.constant) for s in outcome.saved] == [(0, True)]


def test_a_batch_that_is_cut_off_is_seen_from_outside() -> None:
    """Each example has its gradient, but what the batch came from has none."""

    class Cut(Function):
        @staticmethod
        def forward(x):
            return x * x

        @staticmethod
        def setup_context(ctx, inputs, output):  # noqa: ARG004
            ctx.save_for_backward(*inputs)

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return 2 * g * x

        @staticmethod
        def vmap(info, in_dims, x):  # noqa: ARG004
            return Cut.apply(x.detach() + 0 * x), in_dims[0]

    exercise = answers.SQUARE
    trial = Trial(exercise, Oracle(exercise, 0), InProcess(Cut), frozenset({"vmap"}))
    outcome = ask(trial, CHECKS["vmap"].run)

    assert (outcome.status, outcome.code) == (Status.FAILED, "vmap")
    assert outcome.message.startswith("through torch.func.vmap with in_dims=(0,)")


def test_numeric_catches_what_the_reference_would_not() -> None:
    """The slope of the learner's own forward is a witness that has never seen the reference."""
    outcome = asked("numeric", answers.SQUARE, answers.Wrong)

    assert (outcome.status, outcome.code) == (Status.FAILED, "slope")
    assert "your gradients predict" in outcome.message


@pytest.mark.parametrize(("check", "seed", "told"), [(numeric, 21, "_smooth"), (taylor, 49, "")])
def test_kink_nearby_says_nothing(
    check: ModuleType, seed: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With these seeds an entry is 0.0005 away from where clamp bends."""
    (exercise,) = (one for one in load_all(roots()) if one.id == "clamp")
    name = check.__name__.rpartition(".")[2]

    def status() -> Status:
        oracle = Oracle(exercise, seed)
        return ask(
            Trial(exercise, oracle, adapted(InProcess(Clamp), oracle)), CHECKS[name].run
        ).status

    assert status() is Status.PASSED
    monkeypatch.setattr(check, told or "_kinked", lambda *_: bool(told))
    assert status() is Status.FAILED


def test_numeric_judges_by_the_learners_own_forward() -> None:
    """A gradient that fits the learner's forward is not accused, though the exercise is another."""
    outcome = asked("numeric", answers.CUBE, answers.Square)

    assert outcome.status is Status.PASSED


def test_contract_lets_nones_behind_the_last_gradient_pass() -> None:
    """torch allows None for arguments that aren't there."""

    class TrailingNone(answers.Square):
        @staticmethod
        def backward(ctx, g):
            return answers.Square.backward(ctx, g), None

    assert asked("contract", answers.SQUARE, TrailingNone).status is Status.PASSED


@pytest.mark.parametrize(
    ("value", "code"),
    [(None, "gradient-none"), (0.0, "gradient-kind"), (torch.zeros(1), "gradient-shape")],
    ids=str,
)
def test_contract_names_what_came_instead(value: object, code: str) -> None:
    """None, a number and a wrong shape are told apart, though torch may raise on them."""

    class Instead(answers.Square):
        @staticmethod
        def backward(ctx, g):  # noqa: ARG004
            return value

    outcome = asked("contract", answers.SQUARE, Instead)

    assert (outcome.status, outcome.code) == (Status.FAILED, code)


class Inverse(Function):
    """Right, but not for a matrix of no rows, and not in half, which torch has no inverse in."""

    @staticmethod
    def forward(ctx, x):
        assert x.numel()
        y = torch.linalg.inv(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return -y.mT @ g @ y.mT


@pytest.mark.parametrize("name", ["dtypes", "empty"])
def test_what_the_reference_refuses_is_asked_of_nobody(name: str) -> None:
    """torch inverts nothing in half, and this reference nothing that is empty."""
    reference = "return torch.linalg.inv(x) * (1 // x.shape[0] or 1)"
    exercise = tiny("x -> y", "{x: {shape: n n, domain: regular}}", reference)

    assert asked(name, exercise, Inverse).status is Status.PASSED


def test_wrong_first_derivatives_are_not_told_as_second_ones() -> None:
    """With another plain value the gradient itself is wrong, which `shapes` says."""
    exercise = tiny("x, n -> y", "{x: m, n: {values: [1, 3]}}", "return n * x.sin()")

    class OneTime(Function):
        @staticmethod
        def forward(ctx, x, n):
            ctx.save_for_backward(x)
            return n * x.sin()

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * x.cos(), None

    assert asked("shapes", exercise, OneTime).status is Status.FAILED
    assert asked("second-order", exercise, OneTime).status is Status.PASSED


def test_second_derivatives_are_asked_of_tall_and_of_wide_matrices() -> None:
    """A matrix of any shape may lead another way where it has more rows than columns."""
    exercise = tiny("x -> y", "{x: {shape: m n, domain: regular}}", "return x * x")

    class WideOnly(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return 2 * g * (x.detach() if x.shape[0] > x.shape[1] else x)

    outcome = asked("second-order", exercise, WideOnly)

    assert (outcome.code, outcome.case) == ("silently-wrong", "m5 n3")


def test_beyond_may_be_refused() -> None:
    """An exception for sizes that nobody promised is a right answer, and is told."""
    outcome = asked("beyond", answers.SMALL, answers.ProductRefusing)

    assert outcome.status is Status.PASSED
    assert outcome.message == "refuses n3, as it may"


def test_beyond_must_be_refused_where_the_reference_refuses() -> None:
    """Sizes that broadcast without a word are taken only by who does not look."""
    body = """
    if x.shape != t.shape:
        raise ValueError("other shapes")
    return x * t
    """
    sizes = "contract: [m = n]\ncases: [{m: 3}]\nbeyond: [{m: 3, n: 1}]\n"
    product = tiny("x, t -> y", "{x: m, t: n}", body, sizes)

    class Checked(answers.Times):
        @staticmethod
        def forward(ctx, x, t):
            if x.shape != t.shape:
                raise ValueError("they must have one shape")
            return answers.Times.forward(ctx, x, t)

    class Asserted(answers.Times):
        @staticmethod
        def forward(ctx, x, t):
            assert x.shape == t.shape
            return answers.Times.forward(ctx, x, t)

    blind, other, careful = (
        asked("beyond", product, one) for one in (answers.Times, Asserted, Checked)
    )

    assert (blind.status, blind.code) == (Status.FAILED, "not-refused")
    assert blind.message == "takes m3 n1, where forward must raise ValueError"
    assert other.message == "raises AssertionError for m3 n1, expected ValueError"
    assert (careful.status, careful.message) == (Status.PASSED, "refuses m3 n1, as it must")


def test_blocks_tell_which_gradient_is_wrong() -> None:
    """Every output→input block has a status of its own."""

    class SecondWrong(answers.TwoRight):
        @staticmethod
        def backward(ctx, gy, gz):
            (x,) = ctx.saved_tensors
            return 2 * x * gy + 2 * x * x * gz

    outcome = asked("gradients", answers.TWO, SecondWrong)

    assert [(b.output, b.input, b.status) for b in outcome.blocks] == [
        ("y", "x", Status.PASSED),
        ("z", "x", Status.FAILED),
    ]
    assert outcome.message.startswith(
        "the gradient of `x` is wrong; through `z` the gradient of `x` is 0.666667 times"
    )


def test_input_that_an_output_does_not_reach_is_skipped() -> None:
    """Where no gradient flows and none came, there is nothing to judge."""
    exercise = tiny("x, w -> y, z", "{x: n, w: n}", "return 2 * x, w * w", "cases: [{n: 2}]\n")

    class Apart(Function):
        @staticmethod
        def forward(ctx, x, w):
            ctx.save_for_backward(w)
            return 2 * x, w * w

        @staticmethod
        def backward(ctx, gy, gz):
            (w,) = ctx.saved_tensors
            return 2 * gy, 2 * w * gz

    outcome = asked("gradients", exercise, Apart)

    assert outcome.status is Status.PASSED
    assert {(b.output, b.input): b.status.value for b in outcome.blocks} == {
        ("y", "x"): "passed",
        ("y", "w"): "skipped",
        ("z", "x"): "skipped",
        ("z", "w"): "passed",
    }


def test_checks_come_after_those_they_need() -> None:
    """The order is one in which nothing is asked too early."""
    names = [check.name for check in in_order(CHECKS[name] for name in CHECKS)]

    assert sorted(names) == list(CHECKS)
    for place, name in enumerate(names):
        assert set(CHECKS[name].needs) <= set(names[:place])


def test_exercise_has_the_last_word_on_what_is_required() -> None:
    """What is wrong fails an exercise, what is incomplete does not, unless it says otherwise."""
    more = "cases: [{n: 2}]\nchecks: {undefined: required, gradcheck: off, forward: advisory}\n"
    exercise = tiny("x -> y", "{x: n}", "return x", more)
    asks = {name: demand(CHECKS[name], exercise) for name in CHECKS}

    assert asks["gradients"] is asks["undefined"] is Demand.REQUIRED
    assert asks["second-order"] is asks["forward"] is asks["beyond"] is Demand.ADVISORY
    assert asks["gradcheck"] is Demand.OFF


class Rounded(Function):
    """Right to seven digits."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * x * g.float().double()


class Sized(Rounded):
    """Right for as many entries as the first sizes have."""

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * x * g * (x.numel() / 6)


@pytest.mark.parametrize(
    ("function", "check", "why"),
    [
        (Rounded, "additive", "it lets a gradient be off by 1e-5 + 0.1 %"),
        (Rounded, "gradients", "it lets a gradient be off by 1e-5 + 0.1 %"),
        (Sized, "shapes", "it sees only the sizes that it is given"),
    ],
    ids=lambda p: getattr(p, "__name__", None),
)
def test_what_gradcheck_cannot_see(function: type, check: str, why: str) -> None:
    """The reason is that of this failure."""
    exercise = answers.SQUARE
    outcome = asked(check, exercise, function)
    told = result(CHECKS[check], outcome, required=True, accepted=True)

    assert outcome.status is Status.FAILED
    assert told.unseen == why


@pytest.mark.parametrize("scale", [1.0, 1 + 1e-9])
def test_gradients_that_underflow_have_the_room_of_what_comes_in(scale: float) -> None:
    """1 + expm1(x) is right for exp, also where nothing of it is left beside the 1."""

    class SlopeOfExpm1(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x.exp()

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return (g + g * torch.expm1(x)) * scale

    exercise = tiny("x -> y", "{x: m}", "return x.exp()", "cases: [{m: 3}]\n")
    right = asked("magnitudes", exercise, SlopeOfExpm1).status is Status.PASSED

    assert right is (scale == 1)
