"""Pictures of wrong blocks: the numbers, what they are called, and how a terminal shows them.

UPDATE_GOLDEN=1 writes the golden files anew: then read the diff.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from pictured import BACKWARDS, course, source
from torch import Tensor

from gradgrader.checks.base import Trial
from gradgrader.diagnosis._jacobians import place
from gradgrader.diagnosis._patterns import Named, named
from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.catalogue import load_all
from gradgrader.exercises.reference import Oracle
from gradgrader.exercises.sizes import tied
from gradgrader.grading.grade import Grader
from gradgrader.grading.job import Options
from gradgrader.model.exercise import Case, Demand, Exercise
from gradgrader.model.picture import Jacobian
from gradgrader.model.result import Grade, SubmissionReport
from gradgrader.registry import part_names
from gradgrader.report._pictures import pictures
from gradgrader.report._printed import printed
from gradgrader.report._shades import breaks, entries, maps
from gradgrader.report.base import View
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read

ASKED = ("contract", "forward", "gradients", "homogeneous", "taylor")
GOLDEN = Path(__file__).parents[1] / "golden"
SHOWN = ("turned", "product", "total", "softmax", "clipped", "square", "endless")
EXPECTED = {
    "turned": "transposed",
    "product": "one-row",
    "total": "diagonal-missing",
    "softmax": "diagonal",
    "zero": "zero",
    "minus": "negative",
    "double": "factor",
    "clipped": "not-linear",
    "square": "transposed",
    "endless": "",
}
RULES = """
class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x){forward}
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        a, = ctx.saved_tensors
        {backward}
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exercise]:
    """The specimens' exercises."""
    return {one.id: one for one in load_all([course(tmp_path_factory.mktemp("exercises"))])}


@pytest.fixture(scope="module")
def grades(
    zygote: Zygote, asked: dict[str, Exercise], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Grade]:
    """Each specimen's grade, with just those checks that have to do with it."""
    path = tmp_path_factory.mktemp("specimens") / "specimens.py"
    path.write_text(source(), encoding="utf-8")
    off = [name for name in part_names("gradgrader.checks") if name not in ASKED]
    options = Options(isolation="process", checks=tuple((name, Demand.OFF) for name in off))
    report = Grader(zygote, list(asked.values()), options).grade(read(path))

    assert report.problems == report.unmatched == ()
    return {grade.exercise: grade for grade in report.grades}


def whole(function: Callable[..., object], one: Jacobian, exercise: Exercise) -> list[Tensor]:
    """Rows and columns of torch's own Jacobian, where the picture was taken."""
    inputs = tuple(
        torch.tensor(one.inputs[spec.name], dtype=torch.float64) for spec in exercise.inputs
    )
    at = [spec.name for spec in exercise.inputs].index(one.input)
    found = torch.autograd.functional.jacobian(function, inputs)
    shape = math.prod(one.output_shape), math.prod(one.input_shape)
    return found[at].reshape(shape)


@pytest.mark.parametrize("name", BACKWARDS)
def test_numbers_are_torchs_own(
    grades: dict[str, Grade], asked: dict[str, Exercise], name: str
) -> None:
    """Expected is what autograd makes of the reference, returned what it makes of the learner's."""
    space: dict[str, type[torch.autograd.Function]] = {}
    exec(source(), space)
    pictures, exercise = grades[name].jacobians, asked[name]
    reference = Oracle(exercise, 0).call

    assert pictures
    for one in pictures:
        right = whole(lambda *inputs: reference(inputs)[0], one, exercise)
        back = whole(space[name.title()].apply, one, exercise)
        numbers = torch.tensor(one.expected, dtype=torch.float64)
        torch.testing.assert_close(numbers, right, rtol=1e-12, atol=1e-13)
        if name == "endless":
            assert {value for row in one.returned for value in row} == {None}
        else:
            returned = torch.tensor(one.returned, dtype=torch.float64)
            torch.testing.assert_close(returned, back, rtol=1e-12, atol=1e-13)


@settings(max_examples=12, deadline=None, database=None)
@given(
    name=st.sampled_from(["attn", "matmul_nn", "tanh"]),
    sizes=st.tuples(*[st.integers(1, 3)] * 3),
    seed=st.integers(0, 99),
)
def test_expected_is_the_references_jacobian(
    exercises: list[Exercise], name: str, sizes: tuple[int, ...], seed: int
) -> None:
    """In any sizes, at both draws: what torch makes of the reference as a whole."""
    exercise = next(one for one in exercises if one.id == name)
    dims = tied(dict(zip(("m", "d", "p"), sizes, strict=True)) | {"n": sizes[0]}, exercise.contract)
    case = Case({dim: dims[dim] for dim in exercise.cases[0].sizes})
    trial = Trial(exercise, Oracle(exercise, seed), learner=None)  # type: ignore[arg-type]
    found = place(Findings(trial, {}, None), case)

    assert found is not None
    for spot, blocks in zip(found.spots, found.right, strict=True):
        call = lambda *inputs: trial.oracle.call(inputs)  # noqa: E731 - a tuple, as it takes it
        whole = torch.autograd.functional.jacobian(call, spot.inputs)
        for row, others in zip(blocks, whole, strict=True):
            for block, other in zip(row, others, strict=True):
                torch.testing.assert_close(block, other.reshape(block.shape))


@pytest.mark.parametrize("name", BACKWARDS)
def test_patterns_are_named(grades: dict[str, Grade], name: str) -> None:
    """Each specimen has one wrong block, of one pattern."""
    (one,) = grades[name].jacobians

    assert one.pattern == EXPECTED[name]
    assert bool(one.words) == bool(one.pattern)


def test_where_shapes_clash_sizes_are_equal(grades: dict[str, Grade]) -> None:
    """A transpose that is missing raises, but for square matrices."""
    (one,) = grades["square"].jacobians

    assert (one.output_shape, one.input_shape) == ((2, 2), (2, 2))
    assert (one.output, one.input) == ("o", "b")


@pytest.mark.parametrize(
    ("forward", "backward", "hints"),
    [
        ("", "return ga * (1 - a * a)", 1),
        ("", "return ga.clamp(-1, 1) * (1 - a * a)", 1),
        (" * 2", "return ga", 1),
        ("", "return ga", 0),
        ("", "raise ValueError", 1),
        ("", "return ga[0]", 1),
        ("", "import os; os._exit(1)", 1),
    ],
    ids=["right", "right-for-units", "forward", "silent", "raises", "shape", "ends"],
)
def test_nothing_is_drawn_that_says_nothing(
    grade: Callable[..., SubmissionReport], forward: str, backward: str, hints: int
) -> None:
    """Where the Jacobian is right, is another function's, is not asked for or can't be had."""
    text = f"import torch\n{RULES.format(forward=forward, backward=backward)}"
    (one,) = grade(text, hints=hints, exercises=("tanh",)).grades

    assert one.jacobians == ()
    assert (one.taylor is not None) == (backward.startswith("return ga.clamp"))


@st.composite
def sizes(draw: st.DrawFn) -> tuple[Named, Named]:
    """An output and an input, of one or two axes."""
    shapes = st.lists(st.integers(2, 3), min_size=1, max_size=2).map(tuple)
    return Named("o", draw(shapes)), Named("x", draw(shapes))


@settings(max_examples=60, deadline=None, database=None)
@given(both=sizes(), seed=st.integers(0, 2**32))
def test_no_pattern_is_seen_in_noise(both: tuple[Named, Named], seed: int) -> None:
    """What is unlike the right one gets no name, and what is twice it does."""
    output, of = both
    source_ = torch.Generator().manual_seed(seed)
    shape = math.prod(output.shape), math.prod(of.shape)
    draws = [torch.randn(2, *shape, generator=source_, dtype=torch.float64) for _ in range(2)]
    right, noise = zip(*(tuple(one) for one in draws), strict=True)

    assert named(list(zip(right, noise, strict=True)), output, of) == ("", "")
    assert named([(one, 2 * one) for one in right], output, of)[0] == "factor"
    assert named([(one, -one) for one in right], output, of)[0] == "negative"
    once = [(right[0], -right[0]), (right[1], noise[1])]
    assert named(once, output, of) == ("", "")


def drawn(grades: dict[str, Grade], view: View) -> str:
    """Those that are shown, one after the other."""
    return "".join(f"{name}\n{printed(pictures(grades[name], view), view)}\n" for name in SHOWN)


@pytest.mark.parametrize("width", [80, 40])
def test_in_a_pipe(grades: dict[str, Grade], width: int) -> None:
    """Signs alone tell it; nothing is wider than asked for."""
    text = drawn(grades, View(width=width, verbose=True))
    path = GOLDEN / f"pictures.{width}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")
    assert max(map(len, text.split("\n"))) <= width
    assert "\x1b" not in text


def test_in_colour_and_in_ascii(grades: dict[str, Grade]) -> None:
    """Colour adds nothing to the words; without Unicode a zero is no minus."""
    plain = drawn(grades, View(verbose=True))
    coloured = drawn(grades, View(verbose=True, color=True))
    ascii_ = drawn(grades, View(verbose=True, ascii=True))
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)

    assert "\x1b[1;30;43m" in coloured and "\x1b[1;37;44m" in coloured
    assert [line.rstrip() for line in bare.split("\n")] == plain.split("\n")
    assert ascii_.isascii()
    assert ascii_.count(" .") == plain.count(" ·")


def test_a_difference_has_a_scale_of_its_own() -> None:
    """A millionth is seen; rounding is nothing."""
    one = Jacobian(
        output="o",
        input="x",
        output_shape=(2,),
        input_shape=(),
        inputs={},
        expected=((1.0,), (3.0,)),
        returned=((1.000001,), (3.0 + 4e-16,)),
    )
    right, back, off = maps(one)

    assert [right.level(x) for (x,) in right.values] == [1, 2]
    assert [off.level(x) for (x,) in off.values] == [2, 0]
    assert (right.top, back.top) == (back.top, right.top)
    assert (entries("o", (2,)), entries("x", ())) == (["o[0]", "o[1]"], ["x"])
    assert breaks((2, 3)) == [False, False, False, True, False, False]
    assert off.level(None) is None
