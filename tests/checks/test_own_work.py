"""Whether backward derives the gradient itself: what is caught, what is not, and its line."""

from __future__ import annotations

import answers
import pytest
import torch
import torch.func as F  # noqa: N812 - as learners write it
from in_process import InProcess, tiny
from torch.autograd import forward_ad
from torch.autograd import grad as g
from torch.autograd.function import Function, once_differentiable

from gradgrader.checks.base import CHECKS, Demand, Outcome, Trial, ask, demand
from gradgrader.exercises.reference import Oracle
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.messages import Backward, Forward

# ruff: noqa: ARG004, FBT003, SLF001 - torch says which arguments there are


def square(x):
    return x * x


def asked(function: type, exercise=answers.SQUARE) -> Outcome:
    trial = Trial(exercise, Oracle(exercise, 0), InProcess(function))
    return ask(trial, CHECKS["own-work"].run)


def by(backward) -> type:
    """A Square whose backward is this function of x and the cotangent."""

    class Made(answers.Square):
        @staticmethod
        def backward(ctx, gy):
            return backward(ctx.saved_tensors[0], gy)

    return Made


def recorded(x):
    """The classic: forward again with autograd on."""
    with torch.enable_grad():
        y = x.detach().requires_grad_()
        return y, square(y)


def with_grad(x, gy):
    y, out = recorded(x)
    return torch.autograd.grad(out, y, gy)[0]


def with_alias(x, gy):
    y, out = recorded(x)
    return g(out, y, gy)[0]


def with_getattr(x, gy):
    y, out = recorded(x)
    return getattr(torch.autograd, "gr" + "ad")(out, y, gy)[0]


def with_method(x, gy):
    y, out = recorded(x)
    out.backward(gy)
    return y.grad


def with_backward(x, gy):
    y, out = recorded(x)
    torch.autograd.backward(out, gy)
    return y.grad


def with_engine(x, gy):
    y, out = recorded(x)
    engine = torch.autograd.Variable._execution_engine
    return engine.run_backward((out,), (gy,), False, False, (y,), True, False)[0]


def with_formula(x, gy):
    """A formula after all, though autograd looked on."""
    _, out = recorded(x)
    return 2 * x * gy + 0 * out.detach()


@torch.enable_grad()
def switched_on(x):
    return 2 * x.detach()


def jacobian(x, gy):
    found = torch.autograd.functional.jacobian(square, x).reshape(x.numel(), x.numel())
    return (gy.reshape(1, -1) @ found).reshape(x.shape)


def dual(x, gy):
    with forward_ad.dual_level():
        moved = square(forward_ad.make_dual(x.detach(), torch.ones_like(x)))
        return forward_ad.unpack_dual(moved).tangent * gy


def checked(x, gy):
    with torch.enable_grad():
        torch.autograd.gradcheck(square, x.detach().requires_grad_())
    return 2 * x * gy


SUM = F.grad(lambda x, gy: (square(x) * gy).sum())

CALLED = [
    (with_grad, "torch.autograd.grad"),
    (with_alias, "torch.autograd.grad"),
    (with_getattr, "torch.autograd.grad"),
    (with_method, "torch.Tensor.backward"),
    (with_backward, "torch.autograd.backward"),
    (with_engine, "autograd's engine"),
    (lambda x, gy: F.vjp(square, x)[1](gy)[0], "torch.func.vjp"),
    (lambda x, gy: torch.func.jvp(square, (x,), (gy,))[1], "torch.func.jvp"),
    (lambda x, gy: torch.func.linearize(square, x.detach())[1](gy), "torch.func.linearize"),
    (SUM, "torch.func.grad"),
    (lambda x, gy: torch.func.jacrev(square)(x).sum((0, 1)) * gy, "torch.func.jacrev"),
    (lambda x, gy: torch.func.jacfwd(square)(x).sum((0, 1)) * gy, "torch.func.jacfwd"),
    (jacobian, "torch.autograd.functional.jacobian"),
    (
        lambda x, gy: torch.autograd.functional.vjp(square, x, gy)[1],
        "torch.autograd.functional.vjp",
    ),
    (
        lambda x, gy: torch.autograd.functional.jvp(square, x, gy)[1],
        "torch.autograd.functional.jvp",
    ),
    (
        lambda x, gy: (
            torch.autograd.functional.hessian(lambda y: square(y).sum() * 0, x).sum() + 2 * x * gy
        ),
        "torch.autograd.functional.hessian",
    ),
    (dual, "torch.autograd.forward_ad.make_dual"),
    (checked, "torch.autograd.gradcheck"),
]


@pytest.mark.filterwarnings("ignore")  # linearize's own, about what it traces
@pytest.mark.parametrize(("backward", "name"), CALLED, ids=lambda p: getattr(p, "__name__", p))
def test_autograd_in_backward_is_named(backward, name: str) -> None:
    """Whatever the name it was called by, the function of torch's is told as its users know it."""
    outcome = asked(by(backward))

    assert (outcome.status, outcome.code) == (Status.FAILED, "autograd")
    assert f"`{name}`" in outcome.message
    assert ask_gradients(by(backward)).status is Status.PASSED  # nothing else would notice


def ask_gradients(function: type) -> Outcome:
    trial = Trial(answers.SQUARE, Oracle(answers.SQUARE, 0), InProcess(function))
    return ask(trial, CHECKS["gradients"].run)


def test_graph_made_by_forward_is_caught() -> None:
    """forward keeps a graph, and backward only has it run."""

    class Kept(answers.Square):
        @staticmethod
        def forward(ctx, x):
            _, ctx.run = torch.func.vjp(square, x.detach())
            return x * x

        @staticmethod
        def backward(ctx, gy):
            return ctx.run(gy)[0]

    outcome = asked(Kept)

    assert outcome.message == "backward calls `torch.func.vjp`: autograd derives the gradient"


@pytest.mark.parametrize(
    ("backward", "name"),
    [
        (with_formula, "torch.enable_grad"),
        (lambda x, gy: switched_on(x) * gy, "torch.enable_grad"),
        (
            lambda x, gy: 2 * x * gy if torch.set_grad_enabled(True) else None,
            "torch.set_grad_enabled",
        ),
    ],
    ids=["block", "decorator", "switch"],
)
def test_autograd_turned_on_is_told(backward, name: str) -> None:
    """No formula needs a graph inside backward; the decorator and the switch count as well."""
    outcome = asked(by(backward))

    assert (outcome.status, outcome.code) == (Status.FAILED, "autograd-on")
    assert f"`{name}`" in outcome.message


class Triple(Function):
    """Linear, so differences with a large step are exact, and `gradients` accepts them."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 3 * x


class Context:
    """A ctx that keeps nothing."""

    def save_for_backward(self, *_):
        pass


def differences(evaluate):
    class Differences(Triple):
        @staticmethod
        def backward(ctx, gy):
            (x,) = ctx.saved_tensors
            gx = torch.zeros_like(x)
            for place in range(x.numel()):
                step = torch.zeros_like(x)
                step.view(-1)[place] = 1
                gx.view(-1)[place] = ((evaluate(x + step) - evaluate(x)) * gy).sum()
            return gx

    return Differences


@pytest.mark.parametrize(
    "evaluate",
    [lambda x: Triple.forward(Context(), x), Triple.apply],
    ids=["forward", "apply"],
)
def test_finite_differences_are_caught(evaluate) -> None:
    """forward, evaluated over and over inside one backward."""
    function = differences(evaluate)
    outcome = asked(function, answers.LINEAR)

    assert (outcome.status, outcome.code) == (Status.FAILED, "finite-differences")
    assert outcome.message == (
        "backward evaluates its own forward 12 times, as finite differences do"
    )


class Helper(Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx, gz):
        x, y = ctx.saved_tensors
        return Helper.apply(gz, y), Helper.apply(gz, x)


class WithHelper(answers.Square):
    @staticmethod
    def backward(ctx, gy):
        (x,) = ctx.saved_tensors
        return Helper.apply(Helper.apply(x, gy), Helper.apply(torch.ones_like(x), 2 + 0 * x))


class Recomputed(Function):
    """Once is no numerical derivative, though forward turns autograd on for reasons of its own."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        with torch.enable_grad():
            return x.exp()

    @staticmethod
    def backward(ctx, gy):
        (x,) = ctx.saved_tensors
        return gy * Recomputed.apply(x)


class Mentions(answers.Square):
    @staticmethod
    def backward(ctx, gy):
        """Not torch.autograd.grad(out, x, gy)."""
        (x,) = ctx.saved_tensors
        way = "torch.autograd.grad(out, x, gy)", torch.autograd.grad  # nor torch.func.vjp
        assert way
        with torch.no_grad(), torch.set_grad_enabled(torch.is_grad_enabled()):
            pass
        return 2 * x * gy


def decorated(method):
    """Without functools.wraps: one code stands for every method that it decorates."""

    def run(*arguments):
        return method(*arguments)

    return run


class Decorated(Function):
    @staticmethod
    @decorated
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    @decorated
    def backward(ctx, gy):
        (x,) = ctx.saved_tensors
        twice = decorated(torch.add)
        return twice(twice(x, x), twice(0 * x, 0)) * gy


class Once(answers.Square):
    @staticmethod
    @once_differentiable
    def backward(ctx, gy):
        (x,) = ctx.saved_tensors
        return 2 * x * gy


EXP = tiny("x -> y", "{x: m n}", "return x.exp()", "cases: [{m: 2, n: 3}]\n")


@pytest.mark.parametrize(
    ("exercise", "function"),
    [
        (answers.SQUARE, answers.Square),
        (answers.SQUARE, WithHelper),
        (EXP, Recomputed),
        (answers.SQUARE, Mentions),
        (answers.SQUARE, Decorated),
        (answers.SQUARE, Once),
        (answers.LINEAR, answers.Linear),
        (answers.TWO, answers.TwoRight),
        (answers.SMALL, answers.Product),
    ],
    ids=lambda p: getattr(p, "__name__", ""),
)
def test_formula_is_not_accused(exercise, function: type) -> None:
    """Helpers, one recomputation, words, and autograd within forward are a learner's right."""
    outcome = asked(function, exercise)

    assert (outcome.status, outcome.message) == (Status.PASSED, "")


def test_autograd_behind_a_helper_function_is_caught() -> None:
    """A helper's forward that runs inside backward is a part of backward."""

    class Hidden(Function):
        @staticmethod
        def forward(ctx, x, gy):
            return with_grad(x, gy)

    assert asked(by(Hidden.apply)).code == "autograd"


def test_only_a_watched_step_is_told_of() -> None:
    """What other checks ask costs nothing, and a learner's own profiler is put back."""
    import sys

    (x,) = Oracle(answers.SQUARE, 0).inputs(answers.SQUARE.cases[0])
    before = sys.getprofile()
    _, quiet, watched = InProcess(by(with_grad)).run(
        [Forward(0, (x,), (True,)), Backward(1, 0, (x,)), Backward(2, 0, (x,), watch=True)]
    )

    assert quiet.own_work == []
    assert [(one.name, one.times) for one in watched.own_work] == [
        ("torch.enable_grad", 1),
        ("torch.autograd.grad", 1),
    ]
    assert sys.getprofile() is before


def test_advisory_unless_the_exercise_says_otherwise() -> None:
    """It is a question of a course's rules."""
    check = CHECKS["own-work"]
    more = "cases: [{n: 2}]\nchecks: {own-work: required}\n"
    strict = tiny("x -> y", "{x: n}", "return x * x", more)

    assert check.severity is Severity.ADVICE
    assert demand(check, answers.SQUARE) is Demand.ADVISORY
    assert demand(check, strict) is Demand.REQUIRED


SOURCE = """
    import torch
    from torch.autograd import grad as g

    def derive(x, cotangent):
        with torch.enable_grad():
            y = x.detach().requires_grad_()
            out = torch.tanh(y)
        return g(out, y, cotangent)[0]

    class Tanh(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return torch.tanh(x)

        @staticmethod
        def backward(ctx, cotangent):
            return derive(ctx.saved_tensors[0], cotangent)
"""


def test_line_is_shown_and_the_grade_stands(grade) -> None:
    """The diagnosis points at the call, in a helper as well; it costs no points by default."""
    (result,) = grade(SOURCE, exercises=("tanh",)).grades
    (diagnosis,) = (d for d in result.diagnoses if d.code.startswith("own-work"))

    assert result.status is Status.PASSED
    assert result.score == result.max_score
    assert result.check("own-work").status is Status.FAILED
    assert [place.line for place in diagnosis.locations] == [9]
    assert diagnosis.code == "own-work-autograd"
    assert "the point is to write the formula yourself" in diagnosis.message


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("g(out, y, cotangent)[0]", "(1 - out * out) * cotangent", "own-work-autograd-on", 6),
        (
            "derive(ctx.saved_tensors[0], cotangent)",
            "(1 - (f := Tanh.apply)(x := ctx.saved_tensors[0]) * f(x) + 0 * f(x)) * cotangent",
            "own-work-finite-differences",
            19,
        ),
    ],
    ids=["grad-mode", "differences"],
)
def test_other_ways_have_their_words(grade, old: str, new: str, code: str, line: int) -> None:
    """Autograd turned on, and differences, are told as what they are."""
    assert old in SOURCE
    (result,) = grade(SOURCE.replace(old, new), exercises=("tanh",)).grades
    (diagnosis,) = (d for d in result.diagnoses if d.code.startswith("own-work"))

    assert (diagnosis.code, [place.line for place in diagnosis.locations]) == (code, [line])


def test_strict_makes_it_count(grade) -> None:
    """With --strict, or `checks: {own-work: required}`, it fails the exercise."""
    (result,) = grade(SOURCE, exercises=("tanh",), strict=True).grades

    assert result.status is Status.FAILED


def test_class_without_a_line_is_pointed_at_itself(grade) -> None:
    """Where the calls stand in text that is no file, the class is the place."""
    hidden = "import torch\nexec('''def derive(x, gy):\n"
    hidden += "    return torch.func.vjp(torch.tanh, x)[1](gy)[0]''')\n"
    source = hidden + (
        "class Tanh(torch.autograd.Function):\n"
        "    @staticmethod\n"
        "    def forward(ctx, x):\n"
        "        ctx.save_for_backward(x)\n"
        "        return torch.tanh(x)\n"
        "    @staticmethod\n"
        "    def backward(ctx, gy): return derive(ctx.saved_tensors[0], gy)\n"
    )
    (result,) = grade(source, exercises=("tanh",)).grades
    (diagnosis,) = (d for d in result.diagnoses if d.code.startswith("own-work"))

    assert [place.line for place in diagnosis.locations] == [10]
