"""A Function may be written in many ways; each is judged by what it computes."""

from __future__ import annotations

import pytest
from handed_in import ATTN, MATMUL, TANH, code, problem, statuses

from gradgrader.model.result import Status

PASSED, FAILED, CRASHED = Status.PASSED, Status.FAILED, Status.CRASHED
APPLIED = ["attn = Attn.apply", "Attn = Attn.apply", "del Attn"]


def variant(text: str, *changes: tuple[str, str]) -> str:
    """The text with each change made; every one must apply."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


ARGS = variant(
    MATMUL,
    ("ctx, q, k)", "ctx, *args)"),
    ("        ctx.save", "        q, k = args\n        ctx.save"),
    ("ctx, gx)", "ctx, *grads)"),
    ("return gx @", "(gx,) = grads\n        return gx @"),
)
SETUP = variant(
    MATMUL,
    ("ctx, q, k)", "q, k)"),
    ("        ctx.save_for_backward(q, k)\n", ""),
    (
        "k.T\n",
        "k.T\n    @staticmethod\n    def setup_context(ctx, i, o): ctx.save_for_backward(*i)\n",
    ),
)
CLASSMETHOD = variant(MATMUL, ("@staticmethod", "@classmethod"), ("(ctx", "(cls, ctx"))
VJP = variant(TANH, ("def backward", "def vjp"))
TYPE = """
    import torch
    from torch.autograd import Function

    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go

    Attn = type("Attn", (Function,),
                {"forward": staticmethod(forward), "backward": staticmethod(backward)})
"""
INHERITED = """
    import torch
    class Base(torch.autograd.Function):
        @staticmethod
        def backward(ctx, gx):
            q, k = ctx.saved_tensors
            return gx @ k, gx.T @ q
    class Matmul(Base):
        @staticmethod
        def forward(ctx, q, k):
            ctx.save_for_backward(q, k)
            return q @ k.T
"""


@pytest.mark.parametrize(
    ("source", "exercise"),
    [
        pytest.param(variant(ATTN, ("ctx", "self")), "attn", id="ctx-called-self"),
        pytest.param(ARGS, "matmul", id="star-args"),
        pytest.param(SETUP, "matmul", id="setup-context"),
        pytest.param(CLASSMETHOD, "matmul", id="classmethod"),
        pytest.param(VJP, "tanh", id="vjp"),
        pytest.param(TYPE, "attn", id="made-with-type"),
        pytest.param(INHERITED, "matmul", id="backward-inherited"),
        pytest.param(
            variant(MATMUL, ("import torch\n", "from torch.autograd import Function\n"),
                    ("torch.autograd.Function", "Function")), "matmul", id="from-import"),
        pytest.param(
            variant(MATMUL, ("import torch\n", "import torch.autograd as ag\n"),
                    ("torch.autograd.Function", "ag.Function")), "matmul", id="import-as"),
        pytest.param(
            variant(MATMUL, ("import torch\n", "from torch.autograd import Function as F\n"),
                    ("torch.autograd.Function", "F")), "matmul", id="from-import-as"),
        pytest.param(
            variant(MATMUL, ("gx.T @ q", "gx.T @ q, None, None")), "matmul", id="trailing-nones"),
        pytest.param(variant(TANH, ("ctx.save_for_backward(a)", "ctx.a = a.clone()"),
                             ("(a,) = ctx.saved_tensors", "a = ctx.a")), "tanh", id="on-ctx"),
        *(pytest.param(code(ATTN, line), "attn", id=line.replace(" ", "")) for line in APPLIED),
    ],
)  # fmt: skip
def test_ways_to_write_a_function(source: str, exercise: str, grade) -> None:
    """All of these are right, and torch takes them."""
    report = grade(source)

    assert statuses(report) == {exercise: PASSED}
    assert report.problems == ()


def test_forgotten_staticmethod(grade) -> None:
    """torch takes methods without @staticmethod, so they pass; a word says what is missing."""
    report = grade(variant(MATMUL, ("    @staticmethod\n", "")))

    assert statuses(report) == {"matmul": PASSED}
    told = problem(report, "no-staticmethod")
    assert told.message == "Matmul: forward and backward should be a @staticmethod"


def test_third_output(grade) -> None:
    """An output too many is counted, not taken for an exception."""
    report = grade(
        variant(ATTN, ("return a @ v, a\n", "return a @ v, a, q\n"), ("ga):", "ga, gq):"))
    )

    assert statuses(report) == {"attn": FAILED}
    assert report.grades[0].check("forward").message == "forward returns 3 values, expected 2: o, a"


def test_output_marked_non_differentiable(grade) -> None:
    """An output that carries no gradient is called by its name."""
    report = grade(
        variant(
            ATTN,
            (
                "        return a @ v, a",
                "        ctx.mark_non_differentiable(a)\n        return a @ v, a",
            ),
        )
    )

    assert statuses(report) == {"attn": FAILED}
    assert report.grades[0].check("differentiable").message == (
        "output `a` carries no gradient (detached, or marked non-differentiable): whatever is"
        " trained through it learns nothing"
    )


def test_refusing_sizes_outside_the_contract(grade) -> None:
    """An assert against sizes that nobody promised is right, and `beyond` says that it refuses."""
    report = grade(
        variant(
            MATMUL, ("        return q @", "        assert q.shape == k.shape\n        return q @")
        )
    )

    assert statuses(report) == {"matmul": PASSED}
    assert report.grades[0].check("beyond").message == "refuses m2 d3 n5, as it may"


def test_float32_result(grade) -> None:
    """A forward that computes in float32 is told about the dtype, not about digits."""
    report = grade(variant(MATMUL, ("return q @ k.T", "return q.float() @ k.float().T")))

    assert statuses(report) == {"matmul": FAILED}
    assert report.grades[0].check("forward").message == (
        "output `x` is float32 for float64 inputs: keep the dtype that comes in"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("assert q.dtype == torch.float32", "forward raised AssertionError"),
        (
            "q = q @ torch.eye(q.shape[1])",
            "forward raised RuntimeError: expected m1 and m2 to have the same dtype",
        ),
    ],
)
def test_float32_only(line: str, message: str, grade) -> None:
    """A forward that can do float32 alone is shown its own line."""
    report = grade(variant(MATMUL, ("        return q @", f"        {line}\n        return q @")))

    assert statuses(report) == {"matmul": CRASHED}
    result = report.grades[0].check("forward")
    assert result.message.startswith(message)
    assert [str(place) for place in result.locations] == ["line 8"]


@pytest.mark.parametrize(
    ("returned", "word"),
    [
        ("return [gx @ k, gx.T @ q]", "list"),
        ("gq, gk = gx @ k, gx.T @ q", "None"),
        ("return (gx @ k, gx.T @ q),", "tuple"),
        ("yield gx @ k", "generator"),
    ],
)
def test_what_backward_returns_instead(returned: str, word: str, grade) -> None:
    """Who returns a list, or forgets to return, is told so, and not that a gradient is missing."""
    report = grade(variant(MATMUL, ("return gx @ k, gx.T @ q", returned)))

    assert statuses(report) == {"matmul": FAILED}
    assert word in report.grades[0].check("contract").message


def test_list_of_outputs(grade) -> None:
    """A forward that returns its two outputs in a list is told that it is a list."""
    report = grade(variant(ATTN, ("return a @ v, a", "return [a @ v, a]")))

    assert statuses(report) == {"attn": FAILED}
    assert "list" in report.grades[0].check("forward").message
