"""Derivations: what is printed, that it is true, and when it is not shown."""

from __future__ import annotations

import os
import pty
from pathlib import Path

import pytest
import torch
from conftest import COMMAND, Ran
from hypothesis import given, settings
from hypothesis import strategies as st
from in_process import tiny, write_exercise
from test_golden import compare

from gradgrader.derivation.derive import derive
from gradgrader.derivation.passes import trace
from gradgrader.derivation.records import Derivation
from gradgrader.derivation.rules.base import RULES, Rule
from gradgrader.derivation.simplified import written
from gradgrader.errors import GraderBroken, GradgraderError
from gradgrader.exercises.call import compile_reference
from gradgrader.exercises.reference import Oracle
from gradgrader.lessons.base import LESSONS
from gradgrader.model.exercise import Exercise
from gradgrader.report.base import View

GOLDEN = Path(__file__).parent / "golden"
STEPS = {
    "softmax": ("x -> p", "{x: m n}", "return torch.softmax(2 * x, -1)"),
    "layernorm": (
        "x, w, b -> y",
        "{x: m n, w: n, b: n}",
        """
        mu = x.mean(-1, keepdim=True)
        c = x - mu
        s = torch.sqrt(c.pow(2).mean(-1, keepdim=True) + 1e-5)
        y = c / s * w + b
        return y
        """,
    ),
    "broadcast": ("a, b -> y", "{a: m 1, b: n}", "return a * b"),
    "masked": (
        "x, keep, times -> y",
        "{x: m n, keep: {shape: m n, domain: truths}, times: {values: [2, 3]}}",
        "return torch.where(keep, torch.exp(times * x), 0)",
    ),
    "unnamed": ("q, k, v -> o", "{q: m d, k: n d, v: n p}", "return torch.relu(q @ k.T / 2) @ v"),
}
BACKWARDS = {
    "softmax": """\
def backward(gp, p):
    gx = 2 * p * (gp - (gp * p).sum(-1, keepdim=True))
    return gx
""",
    "layernorm": """\
def backward(gy, x, w, c, u, s, z):
    gw = (gy * z).sum(0)
    gb = gy.sum(0)
    gz = gy * w
    gs = -(gz * c / s**2).sum(1, keepdim=True)
    gr = gs / (2 * s)
    gu = (gr / u.shape[1]).expand_as(u)
    gc = gz / s + 2 * gu * c
    gmu = -gc.sum(1, keepdim=True)
    gx = gc + (gmu / x.shape[1]).expand_as(x)
    return gx, gw, gb
""",
    "broadcast": """\
def backward(gy, a, b):
    ga = (gy * b).sum(1, keepdim=True)
    gb = (gy * a).sum(0)
    return ga, gb
""",
    "masked": """\
def backward(gy, keep, u):
    gu = torch.where(keep, gy, 0)
    gx = 2 * gu * u
    return gx
""",
    "unnamed": """\
def backward(go, q, k, v, u, w):
    gv = w.T @ go
    gw = go @ v.T
    gu = gw * (u > 0)
    gq = gu @ k / 2
    gk = gu.T @ q / 2
    return gq, gk, gv
""",
}
NO_RULE = """\
format: 1
id: scan
title: A scan
signature: x -> y
reference: |
  u = torch.exp(x)
  y = torch.cumprod(u, 1)
  return y
inputs:
  x: m n
"""
KEPT = NO_RULE.replace("id: scan", "id: kept") + "derivation: forbidden\n"


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an exercise that has no rule for a step, and one that keeps its answer."""
    folder = tmp_path_factory.mktemp("more")
    write_exercise(folder, NO_RULE, "scan")
    write_exercise(folder, KEPT, "kept")
    return folder


def of(exercise: Exercise) -> Derivation:
    return derive(Oracle(exercise, 0))


def test_derivation_of_attention(gradgrader, tmp_path: Path) -> None:
    """In a pipe of 80 columns, and as a document with LaTeX, in one run."""
    ran = gradgrader("derive", "attn", "--yes", "--format", "text", "--format", "markdown=attn.md")

    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.split("\n"))) <= 80
    compare(GOLDEN / "attn.txt", ran.out)
    compare(GOLDEN / "attn.md", (tmp_path / "attn.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", STEPS)
def test_steps_of_other_exercises(name: str) -> None:
    """Couplings, broadcasting, and steps that the author gave no name."""
    assert of(tiny(*STEPS[name])).chain.source == BACKWARDS[name]


EVERY = {
    "entrywise": """
        a = torch.sin(x) + torch.cos(x) - torch.tan(x / 9)
        b = torch.sinh(x) * torch.cosh(x)
        c = torch.tanh(x) / (2 + torch.erf(x))
        d = torch.exp(-x) + torch.expm1(x) + 1 / (1 + x * x)
        p = torch.exp(x)
        e = torch.log(p) + torch.log1p(p) + torch.log2(p) + torch.sqrt(p) + torch.rsqrt(p)
        f = torch.asin(c / 9) + torch.acos(c / 9) + torch.atan(c)
        s = torch.sigmoid(x) + torch.nn.functional.silu(x)
        h = torch.square(x) + p**1.5
        r = torch.relu(x) + torch.abs(x) + torch.maximum(x, a) + torch.minimum(x, a)
        m = torch.where(x > 0, x, 2 * x) + torch.where(x >= 0, x, a) * torch.sign(x)
        n = torch.where(x < 0, x, a) + torch.where(x <= 0, a, x)
        return a + b + c + d + e + f + s + h + r.clamp_min(-0.5) + m + (1 - n)
        """,
    "moving": """
        a = x.T.transpose(0, 1).reshape(-1).unsqueeze(0).squeeze(0)
        b = x.unsqueeze(0).permute(2, 0, 1)
        c = x.flip(1) + x.roll(1, 1) + x.cumsum(1) + x.tril() + x.triu(1)
        d = x[0] + x[1:].sum(0) + x[:, :1].expand(x.shape[0], x.shape[1]).mean(0)
        e = (x.unsqueeze(0) @ x.T).sum()
        return a.sum() + b.mean() + (c * c).sum() + d.sum() + e
        """,
    "coupled": """
        a = torch.softmax(x, 1) + torch.log_softmax(x, 0)
        b = torch.logsumexp(x, 1) + x.var(1) + x.std(1, unbiased=False)
        c = b + torch.linalg.vector_norm(x, dim=1) + x @ x[0] + torch.dot(x[0], x[1])
        c = c + x.amax(1) * x.amin(1)
        u = torch.addmm(x[0], x, x.T @ x)
        return a + c.unsqueeze(1) + u + torch.bmm(x.unsqueeze(0), (x.T @ x).unsqueeze(0))[0]
        """,
    "matrices": """
        s = x @ x.roll(1, 1).T
        y = torch.linalg.inv(s) + torch.linalg.slogdet(s).logabsdet
        z = (y @ torch.linalg.solve(s, x)).gather(1, index)
        return z.index_select(0, index[0] % z.shape[0]).masked_fill(index > 1, 2)
        """,
}


def test_every_rule_is_used_and_autograd_agrees() -> None:
    """Each entry of the table, in four exercises that were derived to the end."""
    used: set[str] = set()
    for kind, reference in EVERY.items():
        inputs = "{x: m}" if kind == "entrywise" else "{x: m n, index: {shape: m m, below: n}}"
        exercise = tiny("x -> y" if kind == "entrywise" else "x, index -> y", inputs, reference)
        case = exercise.cases[0]
        oracle = Oracle(exercise, 0)
        nodes = trace(oracle, oracle.inputs(case), oracle.cotangents(case)).nodes
        used |= {node.op.removesuffix(":0") for node in nodes}
        made = derive(oracle)
        assert made.stopped == ""

    assert set(RULES) - used == set()


PIECES = [
    "torch.tanh({})",
    "torch.exp(-{})",
    "(2 * {} - 1)",
    "torch.log_softmax({}, 1)",
    "({0} - {0}.mean(0))",
    "({} @ w)",
    "({} / (1 + w * w).sum(1))",
    "{}.cumsum(1)",
    "torch.sqrt({}.var(1, keepdim=True) + w[0])",
]


@settings(max_examples=4, deadline=None, derandomize=True, database=None)
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=3, unique=True))
def test_whatever_is_put_together_is_what_autograd_computes(pieces: list[str]) -> None:
    """The derived backward, as printed, at sizes that it was not derived in."""
    text = "x"
    for piece in pieces:
        text = piece.format(text)
    exercise = tiny("x, w -> y", "{x: m n, w: {shape: n n, domain: positive}}", f"return {text}")
    made = of(exercise)
    x = torch.randn(7, 5, dtype=torch.float64, requires_grad=True)
    w = torch.rand(5, 5, dtype=torch.float64, requires_grad=True)
    y = compile_reference(exercise)(x, w)
    known = {"x": x, "w": w}
    for lesson in made.lessons:
        known[lesson.result.name] = eval(written(lesson.forward), {"torch": torch, **known})
    g = torch.randn_like(y)
    scope: dict[str, object] = {"torch": torch}
    exec(made.chain.source, scope)
    found = scope["backward"](g, *(known[name] for name in made.chain.needed))
    right = torch.autograd.grad(y, (x, w), g, allow_unused=True)

    for one, expected in zip(found, right, strict=True):
        assert (one is None) == (expected is None)
        if one is not None:
            torch.testing.assert_close(one, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda rule: Rule(rule.entries, {"self": "g * (1 - y)"}, rule.each),
        lambda _: Rule(RULES["sigmoid"].entries, {"self": "g * (1 - y ** 2)"}, "tanh(self)"),
    ],
    ids=["formula", "entries"],
)
def test_what_autograd_contradicts_is_not_shown(wrong, monkeypatch, exercises) -> None:
    """A rule that is wrong, in its formula or in its entries, is our fault: nothing is shown."""
    monkeypatch.setitem(RULES._parts, "tanh", wrong(RULES["tanh"]))  # noqa: SLF001 - a rule is spoiled

    with pytest.raises(GraderBroken, match="a derived formula is wrong"):
        of(next(one for one in exercises if one.id == "tanh"))


def test_narrow_terminals_and_ascii(exercises) -> None:
    """Nothing is wider than the terminal, and nothing needs more than ASCII where that is all."""
    made = of(next(one for one in exercises if one.id == "tanh"))
    narrow = LESSONS["text"](made, View(width=40))
    plain = LESSONS["text"](made, View(ascii=True))

    assert max(map(len, narrow.split("\n"))) <= 40
    assert plain.isascii()
    assert "1 - a0**2" in plain


def test_what_depends_on_sizes_is_refused() -> None:
    """A loop over rows is another computation for each number of rows."""
    looped = "return torch.stack([row * n for n, row in enumerate(x)])"

    with pytest.raises(GradgraderError, match="depends on the sizes"):
        of(tiny("x -> z", "{x: m n}", looped))


def test_a_choice_is_not_derived() -> None:
    """A surrogate's gradient follows from nothing that forward computes."""
    flipped = "return 2 * x.detach() - x"

    with pytest.raises(GradgraderError, match="its gradient is a choice"):
        of(tiny("x -> y", "{x: m n}", flipped, "surrogate: true"))


def test_author_may_forbid_it(gradgrader, more: Path) -> None:
    """Then not even --yes shows it, and a hint is offered instead."""
    ran = gradgrader("derive", "kept", "--yes", "--exercises", more)

    assert (ran.code, ran.out) == (2, "")
    assert "its author keeps the derivation back" in ran.err
    assert "gradgrader hint kept" in ran.err


def test_nobody_to_ask(gradgrader) -> None:
    """Without a terminal and without --yes, nothing is given away."""
    ran = gradgrader("derive", "attn")

    assert (ran.code, ran.out) == (2, "")
    assert "there is no terminal to ask at" in ran.err
    assert "gradgrader derive attn --yes" in ran.err


def at_terminal(answer: bytes, *arguments: object) -> Ran:
    """The command at a terminal, its question answered."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(NO_COLOR="1", COLUMNS="80")
        os.execv(COMMAND[0], [*COMMAND, *map(str, arguments)])
    shown = b""
    while b"[y/N]" not in shown:
        shown += os.read(terminal, 1024)
    os.write(terminal, answer)
    try:
        while chunk := os.read(terminal, 1 << 16):
            shown += chunk
    except OSError:  # its end closes the terminal
        pass
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    return Ran(os.waitstatus_to_exitcode(status), shown.decode().replace("\r", ""), "")


def test_asks_first_and_takes_no_for_an_answer() -> None:
    """The answer is not shown to whoever says no."""
    ran = at_terminal(b"n\n", "derive", "attn")

    assert ran.code == 0
    assert "This shows the whole answer of attn. Go on? [y/N]" in ran.out
    assert "not shown; a nudge instead: gradgrader hint attn" in ran.out
    assert "gq" not in ran.out


def test_stops_at_what_it_does_not_know(more: Path) -> None:
    """The steps before an operation without a rule are shown, then it is named: 2."""
    ran = at_terminal(b"y\n", "derive", "scan", "--exercises", more)

    assert ran.code == 2
    assert "1. u = torch.exp(x)" in ran.out
    assert "gx = gu * u" in ran.out
    assert "stops here: y: there is no rule for the operation `cumprod`" in ran.out
    assert "All together" not in ran.out
