"""Every file in right/ is right beyond doubt: proved with plain torch, by none of our own checks.

Whatever a check says against one of them is a fault of the check.
"""

from __future__ import annotations

import ast
import gc
import importlib.util
import itertools
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
import yaml
from mutants import LAB
from torch import Tensor
from torch.autograd import Function, forward_ad

TESTS = Path(__file__).parent
EXERCISES = TESTS.parent.parent / "exercises"
FILES = sorted((TESTS / "right").glob("*/*.py"))
IDS = [f"{path.parent.name}/{path.stem}" for path in FILES]
NAMES = {
    path.parent.name: yaml.safe_load(path.read_text(encoding="utf-8"))["names"]
    for path in EXERCISES.glob("*/exercise.yaml")
}
ONCE = "once_differentiable"
SCALES = (1e-4, 1.0, 6.0, 1e3)
RELATIVE = {torch.float64: 1e-9, torch.float32: 1e-5, torch.float16: 0.02, torch.bfloat16: 0.15}
SIZES = ((2, 3, 4), (5, 2, 1), (3, 1, 2), (1, 4, 3), (3, 3, 3))  # each size 1 once, and all equal
LAYOUTS = ("transposed", "strided", "expanded", "sliced")

pytestmark = [
    pytest.mark.filterwarnings("ignore:tanh is saturated:UserWarning"),
    pytest.mark.filterwarnings("ignore:backward of Tanh:UserWarning"),
]

Tensors = tuple[Tensor, ...]
Some = tuple[Tensor | None, ...]


def _matmul(q: Tensor, k: Tensor) -> Tensors:
    return (q @ k.transpose(0, 1),)


def _tanh(x: Tensor) -> Tensors:
    return (torch.tanh(x),)


def _matmul_nn(a: Tensor, v: Tensor) -> Tensors:
    return (a @ v,)


def _attn(q: Tensor, k: Tensor, v: Tensor) -> Tensors:
    a = torch.tanh(q @ k.transpose(0, 1))
    return a @ v, a


class Plain(NamedTuple):
    """An exercise in plain torch; `shapes` makes the shapes of its inputs from three sizes."""

    forward: Callable[..., Tensors]
    shapes: Callable[[int, int, int], tuple[tuple[int, int], ...]]


PLAIN = {
    "matmul": Plain(_matmul, lambda m, d, _: ((m, d), (m, d))),
    "tanh": Plain(_tanh, lambda m, n, _: ((m, n),)),
    "matmul_nn": Plain(_matmul_nn, lambda m, n, p: ((m, n), (n, p))),
    "attn": Plain(_attn, lambda m, d, p: ((m, d), (m, d), (m, p))),
}


class Problem(NamedTuple):
    """Inputs and cotangents, and what must come out; all in the same dtype."""

    inputs: Tensors
    cotangents: Tensors
    outputs: Tensors
    expected: Tensors
    slack: Tensors


def _cotangents(exercise: str, inputs: Sequence[Tensor], source: torch.Generator) -> Tensors:
    with torch.no_grad():
        outputs = PLAIN[exercise].forward(*inputs)
    return tuple(torch.randn(o.shape, generator=source, dtype=torch.float64) for o in outputs)


def _noise(exercise: str, inputs: Tensors, cotangents: Tensors) -> Tensors:
    """By how many units of rounding two right formulas may differ: sums of absolute values."""
    given, (g, *more) = [t.abs() for t in inputs], [t.abs() for t in cotangents]
    if exercise == "tanh":
        return (g,)
    if exercise == "matmul":
        q, k = given
        return g @ k, g.T @ q
    if exercise == "matmul_nn":
        a, v = given
        return g @ v.T, a.T @ g
    q, k, v = given
    a, x = torch.tanh(inputs[0] @ inputs[1].T), q @ k.T
    slope = 1 - a * a
    gx = (more[0] + g @ v.T) * (1 + 2 * a.abs() * slope * x)
    return gx @ k, gx.T @ q, (1 + slope * x).T @ g


def solve(
    exercise: str, inputs: Tensors, cotangents: Tensors, used: Sequence[int] | None = None
) -> Problem:
    """What autograd makes of the plain forward in float64, for numbers of any dtype."""
    chosen = range(len(cotangents)) if used is None else used
    dtype = inputs[0].dtype
    leaves = tuple(t.detach().double().requires_grad_() for t in inputs)
    wide = tuple(g.double() if i in chosen else g.double() * 0 for i, g in enumerate(cotangents))
    outputs = PLAIN[exercise].forward(*leaves)
    expected = torch.autograd.grad(outputs, leaves, wide)
    noise = _noise(exercise, tuple(t.detach() for t in leaves), wide)
    unit = 64 * torch.finfo(dtype).eps if dtype in {torch.float64, torch.float32} else 0.05
    slack = tuple(
        RELATIVE[dtype] * e.abs().amax() + unit * n if e.numel() else n
        for e, n in zip(expected, noise, strict=True)
    )
    return Problem(inputs, cotangents, tuple(o.detach() for o in outputs), expected, slack)


@cache
def problem(
    exercise: str,
    sizes: tuple[int, int, int] = (4, 3, 2),
    scale: float = 1.0,
    dtype: torch.dtype = torch.float64,
) -> Problem:
    """A random problem of those sizes; the same for every file."""
    source = torch.Generator().manual_seed(hash((sizes, scale)) % 2**31)
    drawn = tuple(
        scale * torch.randn(shape, generator=source, dtype=torch.float64)
        for shape in PLAIN[exercise].shapes(*sizes)
    )
    cotangents = _cotangents(exercise, drawn, source)
    return solve(
        exercise, tuple(t.to(dtype) for t in drawn), tuple(t.to(dtype) for t in cotangents)
    )


def laid_out(t: Tensor, layout: str) -> Tensor:
    """The same numbers in other strides; `expanded` repeats the first row."""
    if layout == "transposed":
        return t.T.contiguous().T
    if layout == "strided":
        wide = torch.full((2 * t.shape[0], 3 * t.shape[1]), torch.nan, dtype=t.dtype)
        wide[::2, ::3] = t
        return wide[::2, ::3]
    if layout == "sliced":
        return torch.cat([t + 1, t, t - 1])[len(t) : 2 * len(t)]
    return t[:1].expand(t.shape)


@cache
def used_only(exercise: str, used: tuple[int, ...]) -> Problem:
    """The usual problem where only these outputs are used."""
    full = problem(exercise)
    return solve(exercise, full.inputs, full.cotangents, used)


@cache
def strided(exercise: str, of_inputs: str, of_cotangents: str) -> Problem:
    """The usual numbers in other layouts."""
    plain = problem(exercise)
    inputs = tuple(laid_out(t, of_inputs) for t in plain.inputs)
    return solve(exercise, inputs, tuple(laid_out(t, of_cotangents) for t in plain.cotangents))


def header(path: Path) -> tuple[str, str]:
    """The exercise, and the sentence about the style."""
    first, second = path.read_text(encoding="utf-8").split("\n")[:2]
    return first.removeprefix("# exercise: "), second.removeprefix("# style: ")


class Right:
    """A file's Function; what its backward returned itself is held to the contract at each call."""

    def __init__(self, path: Path) -> None:
        self.path, self.style, self.text = path, path.parent.name, path.read_text(encoding="utf-8")
        self.exercise, _ = header(path)
        spec = importlib.util.spec_from_file_location(f"right_{self.style}_{path.stem}", path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found = [value for name, value in vars(module).items() if name in NAMES[self.exercise]]
        self.function: Any = found[-1]
        self.second_order = ONCE not in self.text
        self.apply = self._watched().apply

    def _watched(self) -> Any:
        name = "vjp" if self.function.backward is Function.backward else "backward"
        inner, count = getattr(self.function, name), len(PLAIN[self.exercise].shapes(1, 1, 1))

        def watched(ctx: Any, *cotangents: Tensor | None) -> Any:
            returned = inner(ctx, *cotangents)
            each = returned if isinstance(returned, tuple) else (returned,)
            assert all(extra is None for extra in each[count:])
            for one, needed in zip(each, ctx.needs_input_grad[:count], strict=False):
                assert one is None or isinstance(one, Tensor)
                undefined = any(g is None for g in cotangents)
                assert one is not None or not needed or undefined
            self.raw = each[:count]
            return returned

        return type(self.function.__name__, (self.function,), {name: staticmethod(watched)})

    def forward(self, inputs: Tensors) -> Tensors:
        outputs = self.apply(*inputs)
        return outputs if isinstance(outputs, tuple) else (outputs,)

    def gradients(
        self,
        task: Problem,
        needs: Sequence[bool] | None = None,
        used: Sequence[int] | None = None,
    ) -> Some:
        """The gradients, None where none was asked for, with the contract of backward checked."""
        wanted = [True] * len(task.inputs) if needs is None else needs
        chosen = range(len(task.cotangents)) if used is None else used
        leaves = [
            t.detach().requires_grad_(need) for t, need in zip(task.inputs, wanted, strict=True)
        ]
        outputs = self.forward(tuple(leaves))
        needing = [leaf for leaf in leaves if leaf.requires_grad]
        found = iter(
            torch.autograd.grad(
                [outputs[i] for i in chosen],
                needing,
                [task.cotangents[i] for i in chosen],
                allow_unused=True,
            )
        )
        for raw, given in zip(self.raw, task.inputs, strict=True):
            assert raw is None or (raw.shape == given.shape and raw.dtype == given.dtype)
        return tuple(next(found) if leaf.requires_grad else None for leaf in leaves)


@cache
def load(path: Path) -> Right:
    return Right(path)


@pytest.fixture(params=FILES, ids=IDS)
def right(request: pytest.FixtureRequest) -> Right:
    return load(request.param)


def those(wanted: Callable[[str, str], bool]) -> pytest.MarkDecorator:
    """Only the files whose style and text are wanted."""
    chosen = [
        pytest.param(path, id=name)
        for path, name in zip(FILES, IDS, strict=True)
        if wanted(path.parent.name, path.read_text(encoding="utf-8"))
    ]
    assert chosen
    return pytest.mark.parametrize("right", chosen, indirect=True)


def agree(task: Problem, found: Some, needs: Sequence[bool] | None = None) -> None:
    """Each gradient is what it must be; None stands for zeros, or for what was not asked for."""
    for index, (actual, expected, slack) in enumerate(
        zip(found, task.expected, task.slack, strict=True)
    ):
        if needs is not None and not needs[index]:
            continue
        if actual is None:
            assert not expected.any()
            continue
        assert actual.dtype == task.inputs[0].dtype
        assert actual.shape == expected.shape
        assert bool(((actual.detach().double() - expected).abs() <= slack).all())


def subsets(count: int) -> Iterator[tuple[int, ...]]:
    for size in range(1, count + 1):
        yield from itertools.combinations(range(count), size)


# ---- what is in the folder


def test_there_are_many_in_every_style_and_for_every_exercise() -> None:
    styles = Counter(path.parent.name for path in FILES)
    exercises = Counter(header(path)[0] for path in FILES)

    assert len(FILES) >= 120
    assert len(styles) >= 20 and min(styles.values()) >= 4
    assert set(exercises) == set(LAB) and min(exercises.values()) >= 20


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_header_says_exercise_and_style(path: Path) -> None:
    first, second, *code = path.read_text(encoding="utf-8").split("\n")
    exercise, sentence = header(path)

    assert first == f"# exercise: {exercise}" and exercise in NAMES
    assert second == f"# style: {sentence}" and len(sentence) > 10
    assert path.stem.startswith(f"{exercise}_")
    assert any(line.startswith(("import torch", "from torch")) for line in code)


def test_no_two_are_the_same_code_and_none_is_a_model_solution() -> None:
    known = [*FILES, *EXERCISES.glob("*/solutions/*.py")]
    code = Counter(ast.dump(ast.parse(path.read_text(encoding="utf-8"))) for path in known)
    sentences = Counter(header(path)[1] for path in FILES)

    assert max(code.values()) == 1
    assert max(sentences.values()) == 1


# ---- first derivatives


def test_values_at_every_size_and_scale(right: Right) -> None:
    for shape, scale in itertools.product(SIZES, SCALES):
        task = problem(right.exercise, shape, scale)

        agree(task, right.gradients(task))


def test_outputs_are_those_of_the_plain_forward(right: Right) -> None:
    for scale in SCALES:
        task = problem(right.exercise, scale=scale)

        for actual, expected in zip(right.forward(task.inputs), task.outputs, strict=True):
            assert torch.allclose(actual, expected, rtol=1e-9, atol=1e-12 * scale)


def test_each_dtype_is_kept(right: Right) -> None:
    for dtype, scale in [
        *((torch.float32, scale) for scale in SCALES),
        (torch.float16, 1.0),
        (torch.bfloat16, 1.0),
    ]:
        task = problem(right.exercise, scale=scale, dtype=dtype)

        assert {o.dtype for o in right.forward(task.inputs)} == {dtype}
        agree(task, right.gradients(task))


def test_layouts_of_inputs_and_cotangents(right: Right) -> None:
    for of_inputs, of_cotangents in zip((*LAYOUTS, *LAYOUTS[::-1]), LAYOUTS * 2, strict=True):
        task = strided(right.exercise, of_inputs, of_cotangents)

        agree(task, right.gradients(task))


def test_what_sum_sends(right: Right) -> None:
    task = problem(right.exercise)
    leaves = tuple(t.detach().requires_grad_() for t in task.inputs)
    ones = tuple(torch.ones_like(g) for g in task.cotangents)

    torch.stack([o.sum() for o in right.forward(leaves)]).sum().backward()

    agree(solve(right.exercise, task.inputs, ones), tuple(leaf.grad for leaf in leaves))


def test_every_subset_of_inputs_and_of_outputs(right: Right) -> None:
    full = problem(right.exercise)
    for used in subsets(len(full.cotangents)):
        task = used_only(right.exercise, used)
        for needed in subsets(len(full.inputs)):
            needs = [i in needed for i in range(len(full.inputs))]

            agree(task, right.gradients(task, needs, used), needs)


def test_no_output_used_at_all(right: Right) -> None:
    task = problem(right.exercise)
    leaves = [t.detach().requires_grad_() for t in task.inputs]
    undefined = torch._C._functions.UndefinedGrad()  # noqa: SLF001 - as torch's gradcheck does
    outputs = [undefined(o) for o in right.forward(tuple(leaves))]

    found = torch.autograd.grad(outputs, leaves, task.cotangents, allow_unused=True)

    assert all(g is None or not g.any() for g in found)


def test_the_same_tensor_for_all_inputs(right: Right) -> None:
    x = problem("tanh", (3, 3, 1)).inputs[0]
    count = len(PLAIN[right.exercise].shapes(1, 1, 1))
    task = solve(right.exercise, (x,) * count, problem(right.exercise, (3, 3, 3)).cotangents)
    leaf = x.detach().requires_grad_()

    (found,) = torch.autograd.grad(right.forward((leaf,) * count), leaf, task.cotangents)

    assert torch.allclose(found, sum(task.expected, torch.zeros_like(x)), rtol=1e-9, atol=1e-11)


@those(lambda style, _: style != "loops")  # they have nothing to stack
def test_empty_matrices(right: Right) -> None:
    for shape in [(0, 3, 2), (3, 0, 2), (3, 2, 0), (0, 0, 0)]:
        task = problem(right.exercise, shape)

        agree(task, right.gradients(task))


def test_doubling_the_cotangent_doubles_every_bit(right: Right) -> None:
    task = problem(right.exercise)
    once = right.gradients(task)
    for factor in (-1.0, 2.0, 2.0**-20, 2.0**20):
        scaled = task._replace(cotangents=tuple(factor * g for g in task.cotangents))

        for actual, single in zip(right.gradients(scaled), once, strict=True):
            assert actual is not None and single is not None
            assert torch.equal(actual, factor * single)


# ---- behaviour


def test_nothing_is_changed_and_the_same_comes_out_twice(right: Right) -> None:
    task = problem(right.exercise)
    leaves = tuple(t.clone().requires_grad_() for t in task.inputs)
    cotangents = tuple(g.clone() for g in task.cotangents)
    random = torch.get_rng_state()
    outputs = right.forward(leaves)
    results = [o.detach().clone() for o in outputs]
    versions = [o._version for o in outputs]  # noqa: SLF001 - forward may work on its own in place

    first = torch.autograd.grad(outputs, leaves, cotangents, retain_graph=True)
    kept = [g.clone() for g in first]
    second = torch.autograd.grad(outputs, leaves, cotangents)

    before = [*task.inputs, *task.cotangents, *results, *kept, *kept]
    assert all(map(torch.equal, [*leaves, *cotangents, *outputs, *first, *second], before))
    assert {t._version for t in (*leaves, *cotangents)} == {0}  # noqa: SLF001
    assert [o._version for o in outputs] == versions  # noqa: SLF001
    assert all(leaf.grad is None for leaf in leaves)
    assert torch.equal(torch.get_rng_state(), random)
    assert torch.is_grad_enabled() and torch.get_default_dtype() is torch.float32


def test_calls_in_flight_do_not_meet(right: Right) -> None:
    tasks = [problem(right.exercise, shape) for shape in [(4, 3, 2), (4, 3, 2), (2, 4, 3)]]
    tasks[1] = solve(right.exercise, tuple(2 - t for t in tasks[1].inputs), tasks[1].cotangents)
    leaves = [tuple(t.detach().requires_grad_() for t in task.inputs) for task in tasks]
    outputs = [right.forward(each) for each in leaves]

    for task, inputs, results in zip(tasks, leaves, outputs, strict=True):
        agree(task, torch.autograd.grad(results, inputs, task.cotangents))


def test_an_edited_input_is_noticed_or_does_not_matter(right: Right) -> None:
    task = problem(right.exercise)
    for index in range(len(task.inputs)):
        leaves = tuple(t.detach().requires_grad_() for t in task.inputs)
        inputs = tuple(leaf.clone() for leaf in leaves)
        outputs = right.forward(inputs)
        with torch.no_grad():
            inputs[index].mul_(3)

        try:
            found = torch.autograd.grad(outputs, leaves, task.cotangents)
        except RuntimeError as error:
            assert "modified by an inplace operation" in str(error)  # noqa: PT017 - may or may not
        else:
            agree(task, found)


def test_dropped_outputs_are_freed_at_once(right: Right) -> None:
    task = problem(right.exercise)
    leaves = tuple(t.detach().requires_grad_() for t in task.inputs)
    gc.disable()
    try:
        outputs = right.forward(leaves)
        references = [weakref.ref(o) for o in outputs]
        del outputs
        assert all(reference() is None for reference in references)
    finally:
        gc.enable()


# ---- second derivatives, forward mode, torch.func


def weighted(
    forward: Callable[..., Any], task: Problem, used: Sequence[int]
) -> tuple[Tensor, list[Tensor]]:
    """The sum of <w_i, gradient_i>, and what it depends on: inputs and used cotangents."""
    leaves = [t.detach().requires_grad_() for t in task.inputs]
    cotangents = [task.cotangents[i].detach().requires_grad_() for i in used]
    outputs = forward(*leaves)
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    first = torch.autograd.grad(
        [outputs[i] for i in used], leaves, cotangents, create_graph=True, allow_unused=True
    )
    terms = [
        (g * (leaf.detach() + 1).cos()).sum()
        for g, leaf in zip(first, leaves, strict=True)
        if g is not None
    ]
    return torch.stack(terms).sum(), [*leaves, *cotangents]


def second(
    forward: Callable[..., Any], task: Problem, used: Sequence[int]
) -> tuple[Tensor | None, ...]:
    """The gradient of that sum."""
    total, variables = weighted(forward, task, used)
    return torch.autograd.grad(total, variables, allow_unused=True)


@cache
def second_problem(
    exercise: str, scale: float, used: tuple[int, ...]
) -> tuple[Problem, tuple[Tensor | None, ...]]:
    task = problem(exercise, (3, 2, 4), scale)
    return task, second(PLAIN[exercise].forward, task, used)


def test_second_derivatives_are_right_or_refused(right: Right) -> None:
    for scale, used in itertools.product(SCALES, subsets(len(problem(right.exercise).cotangents))):
        task, expected = second_problem(right.exercise, scale, used)
        if not right.second_order:
            total, _ = weighted(right.apply, task, used)
            with pytest.raises(RuntimeError, match=ONCE):
                total.backward()
            continue
        slack = 1e-13 * max(1.0, scale) ** 4
        for actual, wanted, like in zip(
            second(right.apply, task, used),
            expected,
            (*task.inputs, *(task.cotangents[i] for i in used)),
            strict=True,
        ):
            zero = torch.zeros_like(like)
            a, w = (zero if t is None else t.detach() for t in (actual, wanted))
            assert bool(((a - w).abs() <= 1e-9 * w.abs().amax() + slack).all())


@those(lambda _, text: "exercise: tanh" in text and ONCE not in text)
def test_third_derivatives_of_tanh(right: Right) -> None:
    x = problem("tanh").inputs[0].detach().requires_grad_()
    (first,) = torch.autograd.grad(right.apply(x).sum(), x, create_graph=True)
    (twice,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    (found,) = torch.autograd.grad(twice.sum(), x)
    t = torch.tanh(x.detach())

    assert torch.allclose(found, (1 - t * t) * (6 * t * t - 2), rtol=1e-9, atol=1e-12)


@those(lambda _, text: "def jvp" in text or "jvp =" in text)
def test_jvp_for_every_subset_of_tangents(right: Right) -> None:
    task = problem(right.exercise)
    tangents = tuple((t * 3).sin() for t in task.inputs)
    for moved in subsets(len(task.inputs)):
        used = tuple(t if i in moved else torch.zeros_like(t) for i, t in enumerate(tangents))
        _, expected = torch.func.jvp(PLAIN[right.exercise].forward, task.inputs, used)
        with forward_ad.dual_level():
            duals = tuple(
                forward_ad.make_dual(t, tangents[i]) if i in moved else t
                for i, t in enumerate(task.inputs)
            )
            found = [forward_ad.unpack_dual(o).tangent for o in right.forward(duals)]

        for actual, wanted in zip(found, expected, strict=True):
            assert torch.allclose(torch.zeros(()) if actual is None else actual, wanted, rtol=1e-9)


@those(lambda _, text: "def setup_context" in text and "def vjp" not in text)
def test_torch_func_where_setup_context_is_written(right: Right) -> None:
    task = problem(right.exercise)

    outputs, pull = torch.func.vjp(right.function.apply, *task.inputs)

    agree(task, pull(task.cotangents if isinstance(outputs, tuple) else task.cotangents[0]))


@those(lambda style, _: style == "vmap")
def test_vmap_equals_a_loop(right: Right) -> None:
    tasks = [problem(right.exercise, (4, 3, 2), scale) for scale in (0.5, 1.0, 2.0)]
    count = len(tasks[0].inputs)
    batches = [torch.stack(each, -1) for each in zip(*(t.inputs for t in tasks), strict=True)]
    cotangents = [torch.stack(each) for each in zip(*(t.cotangents for t in tasks), strict=True)]

    def pulled(*tensors: Tensor) -> Tensors:
        outputs, pull = torch.func.vjp(right.function.apply, *tensors[:count])
        given = tensors[count:]
        return pull(given if isinstance(outputs, tuple) else given[0])

    dims = ((-1,) * count) + (0,) * len(cotangents)
    found = torch.func.vmap(pulled, in_dims=dims)(*batches, *cotangents)
    for index, task in enumerate(tasks):
        agree(task, tuple(g[index] for g in found))
    for batched in range(count):
        one = [-1 if i == batched else None for i in range(count)]
        mixed = [batches[i] if i == batched else tasks[0].inputs[i] for i in range(count)]
        outputs = torch.func.vmap(right.function.apply, in_dims=tuple(one))(*mixed)
        for index in range(len(tasks)):
            single = [t[..., index] if i == batched else t for i, t in enumerate(mixed)]
            expected = PLAIN[right.exercise].forward(*single)
            each = outputs if isinstance(outputs, tuple) else (outputs,)
            for actual, wanted in zip(each, expected, strict=True):
                assert torch.allclose(actual[index], wanted, rtol=1e-12)


OUTSIDE = {
    "matmul": [((2, 3), (4, 3)), ((2, 3), (2, 4)), ((1, 2, 3), (1, 2, 3))],
    "tanh": [((3,),), ((1, 2, 3),), ((),)],
    "matmul_nn": [((2, 3), (4, 3)), ((3,), (3, 2))],
    "attn": [((2, 3), (4, 3), (4, 5)), ((2, 3), (2, 3), (4, 5)), ((2, 3), (2, 4), (2, 1))],
}


@those(lambda style, _: style == "refuses")
def test_what_refuses_raises_a_clear_value_error(right: Right) -> None:
    for shapes in OUTSIDE[right.exercise]:
        with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
            right.forward(tuple(torch.ones(shape) for shape in shapes))
