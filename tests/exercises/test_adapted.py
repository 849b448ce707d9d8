"""Exercises whose forward takes and returns more than tensors that carry gradients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from textwrap import dedent

import pytest
import torch
from in_process import InProcess

from gradgrader.exercises.cache import load_cached
from gradgrader.exercises.constants import constants, sizes_of
from gradgrader.exercises.reader import load
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.grade import Grader
from gradgrader.grading.job import Options
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Grade, Status
from gradgrader.sandbox.adapter import Adapted
from gradgrader.sandbox.messages import Forward, Outputs
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read

EXERCISES = {
    "embedding": """
        signature: weight, index -> y
        inputs:
          weight: n d
          index: {shape: k, below: n}
        cases: [{n: 3, d: 2, k: 4}, {n: 5, d: 3, k: 11}]
        reference: return weight[index]
    """,
    "cross_entropy": """
        signature: x, target -> loss
        inputs:
          x: n c
          target: {shape: n, below: c, also: [-100]}
        reference: return torch.nn.functional.cross_entropy(x, target)
    """,
    "total": """
        signature: x, dim, keep -> y
        inputs:
          x: m n
          dim: {values: [0, 1, 0]}
          keep: {values: [true, true, false]}
        reference: return x.sum(dim, keepdim=keep)
    """,
    "choose": """
        signature: mask, a, b -> y
        inputs:
          mask: {shape: m n, domain: truths}
          a: m n
          b: n
        reference: return torch.where(mask, a, b)
    """,
    "ordered": """
        signature: x -> values, places
        inputs:
          x: {shape: n, domain: distinct}
        cases: [{n: 5}, {n: 7}]
        plain_outputs: [places]
        reference: return torch.sort(x)
    """,
    "layer": """
        signature: x, w -> y
        inputs: {x: m d, w: {shape: p d, domain: nonzero}}
        batch: [x]
        reference: return x @ w.mT
    """,
    "relu_": """
        signature: x -> y
        inputs: {x: m n}
        inplace: true
        checks: {inputs-untouched: off, stale: off}
        reference: return x.relu()
    """,
}
RIGHT = {
    "embedding": """
        def forward(ctx, weight, index):
            ctx.save_for_backward(index)
            ctx.rows = len(weight)
            return weight[index]

        def backward(ctx, g):
            (index,) = ctx.saved_tensors
            return torch.zeros(ctx.rows, g.shape[1], dtype=g.dtype).index_add(0, index, g), None
    """,
    "cross_entropy": """
        def forward(ctx, x, target):
            y, kept = torch.log_softmax(x, 1), target != -100
            ctx.save_for_backward(x, target)
            return -y[kept, target[kept]].sum() / kept.sum()

        def backward(ctx, g):
            x, target = ctx.saved_tensors
            kept = target != -100
            one = torch.zeros_like(x)
            one[kept, target[kept]] = 1
            p = torch.softmax(x, 1) * kept[:, None]
            return g * (p - one) / kept.sum(), None
    """,
    "total": """
        def forward(ctx, x, dim, keep):
            ctx.shape, ctx.dim, ctx.keep = x.shape, dim, keep
            return x.sum(dim, keepdim=keep)

        def backward(ctx, g):
            g = g if ctx.keep else g.unsqueeze(ctx.dim)
            return g.expand(ctx.shape), None, None
    """,
    "choose": """
        def forward(ctx, mask, a, b):
            ctx.save_for_backward(mask)
            return torch.where(mask, a, b)

        def backward(ctx, g):
            (mask,) = ctx.saved_tensors
            return None, torch.where(mask, g, 0.0), torch.where(mask, 0.0, g).sum(0)
    """,
    "ordered": """
        def forward(ctx, x):
            values, places = torch.sort(x)
            ctx.save_for_backward(places)
            ctx.mark_non_differentiable(places)
            return values, places

        def backward(ctx, g, _):
            (places,) = ctx.saved_tensors
            return torch.zeros_like(g).scatter(0, places, g)
    """,
    "layer": """
        def forward(ctx, x, w):
            ctx.save_for_backward(x, w)
            return x @ w.T

        def backward(ctx, g):
            x, w = ctx.saved_tensors
            return g @ w, (g.mT @ x).sum_to_size(w.shape)
    """,
    "relu_": """
        def forward(ctx, x):
            x.relu_()
            ctx.mark_dirty(x)
            ctx.save_for_backward(x)
            return x

        def backward(ctx, g):
            (y,) = ctx.saved_tensors
            return g * (y > 0)
    """,
}
# exercise, what is right, what is wrong instead, which check sees it
WRONG = [
    ("embedding", ".index_add(0, index, g)", ".index_copy(0, index, g)", "gradients"),
    ("embedding", ", None\n", ", index\n", "contract"),
    ("embedding", "(ctx.rows, g", "(3, g", "shapes"),
    ("cross_entropy", "(p - one) / kept.sum()", "(p - one) / len(kept)", "gradients"),
    ("cross_entropy", " * kept[:, None]", "", "gradients"),
    ("total", "g.unsqueeze(ctx.dim)", "g.unsqueeze(1)", "shapes"),
    ("total", "x.sum(dim, keepdim=keep)", "x.sum(0, keepdim=True)", "shapes"),
    ("choose", "torch.where(mask, 0.0, g).sum(0)", "g.sum(0)", "gradients"),
    ("choose", "return None, torch", "return torch", "contract"),
    ("ordered", "scatter(0, places, g)", "scatter(0, places.argsort(), g)", "gradients"),
    ("ordered", "return values, places\n", "return values, places + 1\n", "plain-outputs"),
    ("ordered", "return values, places\n", "return values, places.int()\n", "plain-outputs"),
    ("layer", ".sum_to_size(w.shape)", ".reshape(-1, *w.shape)[0]", "batch"),
    ("relu_", "g * (y > 0)", "g * y", "gradients"),
    ("relu_", "ctx.mark_dirty(x)\n", "\n", "in-place"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exercise]:
    """The exercises above, from files."""
    folder = tmp_path_factory.mktemp("exercises")
    found = {}
    for name, text in EXERCISES.items():
        path = folder / name / "exercise.yaml"
        path.parent.mkdir()
        path.write_text(f"format: 1\nid: {name}\ntitle: {name}\n{dedent(text)}", encoding="utf-8")
        found[name] = load(path)
    return found


@pytest.fixture(scope="module")
def judged(zygote: Zygote, made: dict[str, Exercise]) -> Callable[[str, str, Path], Grade]:
    """Grades methods as a Function for one of the exercises."""
    grader = Grader(zygote, list(made.values()), Options(isolation="process", hints=4))

    def judge(name: str, methods: str, folder: Path) -> Grade:
        static = dedent(methods).replace("def ", "@staticmethod\ndef ")
        body = "\n".join(f"    {line}" if line else "" for line in static.split("\n"))
        path = folder / "solution.py"
        head = f"import torch\n\n\n# gradgrader: {name}\nclass Own(torch.autograd.Function):\n"
        path.write_text(head + body, encoding="utf-8")
        report = grader.grade(read(path))
        assert not report.problems, report.problems
        return report.grades[0]

    return judge


@pytest.mark.parametrize("name", RIGHT)
def test_right_one_passes(judged, name: str, tmp_path: Path) -> None:
    """Every check that is asked finds nothing, those that only advise too."""
    grade = judged(name, RIGHT[name], tmp_path)

    wrong = [
        (c.check, c.message) for c in grade.checks if c.status.value not in {"passed", "skipped"}
    ]
    assert wrong == []
    assert grade.status is Status.PASSED
    assert all(block.status is not Status.FAILED for block in grade.blocks)


@pytest.mark.parametrize("wrong", WRONG, ids=" ".join)
def test_wrong_one_fails(judged, wrong: tuple[str, str, str, str], tmp_path: Path) -> None:
    """What it does with the other arguments and outputs is seen."""
    name, old, new, check = wrong
    assert old in RIGHT[name]
    grade = judged(name, RIGHT[name].replace(old, new), tmp_path)

    assert grade.status is not Status.PASSED
    assert check in [c.check for c in grade.checks if c.status.value in {"failed", "crashed"}]


def test_second_derivatives_are_asked_with_every_value(judged, tmp_path: Path) -> None:
    """A branch that only another plain value takes is differentiated twice as well."""
    wrong = RIGHT["total"].replace("g.unsqueeze(ctx.dim)", "g.detach().unsqueeze(ctx.dim)")
    found = judged("total", wrong, tmp_path).check("second-order")

    assert (found.status, found.code) == (Status.FAILED, "silently-wrong")


def test_constants_follow_from_sizes(made: dict[str, Exercise]) -> None:
    """The same sizes and seed give the same; values go from case to case; entries are in range."""
    exercise = made["embedding"]
    one, again, other = (constants(exercise, seed, [(5, 3)])["index"] for seed in (1, 1, 2))

    assert sizes_of(exercise, [(5, 3)]).sizes == {"n": 5, "d": 3, "k": 11}
    assert sizes_of(exercise, [(7, 3)]).sizes == {"n": 7, "d": 3, "k": 4}
    assert torch.equal(one, again)
    assert not torch.equal(one, other)
    assert one.shape == (11,)
    assert 0 <= int(one.min()) <= int(one.max()) < 5
    target = constants(made["cross_entropy"], 0, [(6, 4)])["target"]
    assert -100 in target.tolist()
    assert any(value >= 0 for value in target.tolist())
    total = made["total"]
    shapes = [[case.shape(total.inputs[0])] for case in total.cases]
    assert [constants(total, 0, one)["dim"] for one in shapes][:2] == [0, 1]


def test_exercises_come_back_from_the_cache(
    made: dict[str, Exercise], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read once is the same when it is read from the cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = Path(made["choose"].path).parents[1]
    first, second = load_cached([folder]), load_cached([folder])

    assert list(tmp_path.rglob("*.json"))
    assert list(map(asdict, first)) == list(map(asdict, second))
    assert {one.id for one in second} == set(EXERCISES)


def test_learner_gets_what_the_reference_gets(made: dict[str, Exercise]) -> None:
    """Both sides are called with the same arguments in the same order."""
    exercise = made["choose"]
    oracle = Oracle(exercise, 3)

    class Own(torch.autograd.Function):
        @staticmethod
        def forward(ctx, mask, a, b):  # noqa: ARG004 - forward's first argument
            return torch.where(mask, a, b)

    learner = Adapted(InProcess(Own), oracle)
    for case in exercise.cases:
        inputs = oracle.inputs(case)
        (answer,) = learner.run([Forward(0, inputs, (True, True))])
        assert isinstance(answer, Outputs)
        assert torch.equal(answer.values[0], oracle.call(inputs)[0])
