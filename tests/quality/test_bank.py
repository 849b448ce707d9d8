"""Is every wrong function of the bank truly wrong? Shown with torch alone, without a check of ours.

Each group has witnesses: small questions to a Function, answered True where something is wrong.
No witness may speak against a right function.
"""

from __future__ import annotations

import gc
import itertools
import random
import types
import weakref
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
import torch
from bank import HEADER, HERE, Entry, headers, right, wrong
from handed_in import ATTN, MATMUL, MATMUL_NN, TANH
from torch import Tensor
from torch.autograd import forward_ad

REFERENCES = {
    "matmul": lambda q, k: (q @ k.T,),
    "tanh": lambda x: (torch.tanh(x),),
    "matmul_nn": lambda a, v: (a @ v,),
    "attn": lambda q, k, v: (torch.tanh(q @ k.T) @ v, torch.tanh(q @ k.T)),
}
RIGHT = {"matmul": MATMUL, "tanh": TANH, "matmul_nn": MATMUL_NN, "attn": ATTN}
GROUPS = (
    "algebra", "domain", "tolerance", "contract", "nonlinear", "forward", "mutation", "state",
    "memory", "double", "layout", "shape", "numerics", "jvp", "vmap", "cheat",
)  # fmt: skip
OPTIONAL = {"double", "jvp", "vmap", "cheat"}  # nothing in these is promised by an exercise
WRONG = wrong()


class Case:
    """Inputs and cotangents of an exercise, all standard normal, and what the reference answers."""

    def __init__(self, exercise: str, *sizes: int, seed: int = 0, scale: float = 1.0) -> None:
        m, d, p = sizes[:3]
        n = sizes[3] if len(sizes) > 3 else m
        shapes = {
            "matmul": [(m, d), (n, d)],
            "tanh": [(m, d)],
            "matmul_nn": [(m, d), (d, p)],
            "attn": [(m, d), (n, d), (n, p)],
        }[exercise]
        self.exercise = exercise
        self.generator = torch.Generator().manual_seed(seed)
        self.inputs = [scale * self.normal(shape) for shape in shapes]
        outputs = REFERENCES[exercise](*self.inputs)
        self.cotangents = [self.normal(output.shape) for output in outputs]

    def normal(self, shape: tuple[int, ...]) -> Tensor:
        return torch.randn(shape, dtype=torch.float64, generator=self.generator)

    def leaves(self) -> list[Tensor]:
        return [x.detach().requires_grad_() for x in self.inputs]

    def gradients(self, inputs: list[Tensor] | None = None) -> tuple[Tensor, ...]:
        leaves = self.leaves() if inputs is None else inputs
        return torch.autograd.grad(REFERENCES[self.exercise](*leaves), leaves, self.cotangents)

    def bounds(self) -> list[Tensor]:
        """How large the numbers are that rounding acts on: no slope, no cancelling."""
        inputs, cotangents = [x.abs() for x in self.inputs], [g.abs() for g in self.cotangents]
        g = cotangents[0]
        if self.exercise == "tanh":
            return [g]
        if self.exercise == "matmul":
            return [g @ inputs[1], g.T @ inputs[0]]
        if self.exercise == "matmul_nn":
            return [g @ inputs[1].T, inputs[0].T @ g]
        q, k, v = inputs
        x = cotangents[1] + g @ v.T
        return [x @ k, x.T @ q, g.sum(0).expand_as(v)]


def load(text: str, name: str = "entry") -> type:
    """The one Function class that this text defines."""
    module = types.ModuleType(name)
    exec(compile(text, name, "exec"), module.__dict__)
    (found,) = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, torch.autograd.Function)
        and value.__module__ == name
    ]
    return found


def apply(function: type, inputs: list[Tensor]) -> tuple[Tensor, ...]:
    outputs = function.apply(*inputs)
    return outputs if isinstance(outputs, tuple) else (outputs,)


def far(got: Tensor | None, want: Tensor, bound: Tensor | float = 1.0) -> bool:
    """Are they farther apart than two right formulas could be?"""
    if got is None or got.shape != want.shape:
        return True
    return not bool(((got - want).abs() <= 1e-12 * (want.abs() + bound) + 1e-300).all())


def differs(function: type, case: Case) -> bool:
    """Are outputs or gradients wrong, or does something crash?"""
    leaves = case.leaves()
    try:
        outputs = apply(function, leaves)
        got = torch.autograd.grad(outputs, leaves, case.cotangents)
    except (RuntimeError, TypeError, ValueError, AssertionError, IndexError, AttributeError):
        return True
    values = zip(outputs, REFERENCES[case.exercise](*case.inputs), strict=False)
    return any(far(a.detach(), b, b.abs().max() if b.numel() else 0.0) for a, b in values) or any(
        far(a, b, bound) for a, b, bound in zip(got, case.gradients(), case.bounds(), strict=True)
    )


# Witnesses: (function, exercise) -> is it wrong?


def plain(function: type, exercise: str) -> bool:
    """Values, at ordinary numbers and sizes."""
    sizes = [(2, 3, 4), (5, 3, 7), (7, 2, 3), (3, 3, 3), (4, 5, 2)]
    return any(
        differs(function, Case(exercise, *size, seed=seed)) for size in sizes for seed in range(2)
    )


def outside(function: type, exercise: str) -> bool:
    """Values, for inputs that are large, small, or zero."""
    cases = [Case(exercise, 5, 3, 4, scale=scale) for scale in (1e-4, 2, 5, 30, 1e3)]
    zeros = Case(exercise, 5, 3, 4)
    zeros.inputs[0][0] = 0
    return any(differs(function, case) for case in [*cases, zeros])


def forward_alone(function: type, exercise: str) -> bool:
    """Values of the outputs."""
    case = Case(exercise, 5, 3, 4)
    outputs, wanted = apply(function, case.inputs), REFERENCES[exercise](*case.inputs)
    return any(far(a, b) for a, b in zip(outputs, wanted, strict=True))


def raw(function: type, exercise: str) -> bool:
    """What backward returns before the engine repairs it, and whether outputs carry gradients."""
    returned: list[object] = []

    class Watched(function):
        @staticmethod
        def backward(ctx, *cotangents):
            grads = function.backward(ctx, *cotangents)
            returned.append(grads)
            return grads

    for dtype in (torch.float64, torch.float32):
        case = Case(exercise, 5, 3, 4)
        leaves = [x.to(dtype).requires_grad_() for x in case.inputs]
        outputs = apply(Watched, leaves)
        if not all(isinstance(o, Tensor) and o.requires_grad for o in outputs):
            return True
        try:
            torch.autograd.grad(outputs, leaves, [g.to(dtype) for g in case.cotangents])
        except (RuntimeError, TypeError):
            return True
        grads = returned[-1] if isinstance(returned[-1], tuple) else (returned[-1],)
        wanted = [(x.shape, x.dtype) for x in leaves]
        if [(g.shape, g.dtype) for g in grads] != wanted:
            return True
    return False


def some_inputs(function: type, exercise: str) -> bool:
    """Gradients of each subset of the inputs."""
    case = Case(exercise, 5, 3, 4)
    wanted = case.gradients()
    for chosen in itertools.product((True, False), repeat=len(wanted)):
        if not any(chosen):
            continue
        inputs = [x.detach().requires_grad_(on) for x, on in zip(case.inputs, chosen, strict=True)]
        outputs = apply(function, inputs)
        used = [i for i, o in enumerate(outputs) if isinstance(o, Tensor) and o.requires_grad]
        if not used:
            return True
        asked = [x for x in inputs if x.requires_grad]
        got = iter(
            torch.autograd.grad(
                [outputs[i] for i in used],
                asked,
                [case.cotangents[i] for i in used],
                allow_unused=True,
            )
        )
        if len(used) < len(outputs) and all(chosen[:2]):
            return True
        reached = [b for b, on in zip(wanted, chosen, strict=True) if on]
        # frozen q and k leave `a` without a gradient; the gradients that remain are the same
        if len(used) == len(outputs) and any(far(next(got), b) for b in reached):
            return True
    return False


def undefined(function: type, exercise: str) -> bool:
    """An output that is not used, or none at all."""
    case = Case(exercise, 5, 3, 4)
    for drop in range(len(case.cotangents)):
        leaves = case.leaves()
        outputs = list(apply(function, leaves))
        reference = case.leaves()
        wanted = list(REFERENCES[exercise](*reference))
        cotangents = list(case.cotangents)
        zeros = [torch.zeros_like(g) if i == drop else g for i, g in enumerate(cotangents)]
        outputs[drop] = torch._C._functions.UndefinedGrad()(outputs[drop])  # noqa: SLF001
        try:
            got = torch.autograd.grad(outputs, leaves, cotangents, allow_unused=True)
        except (RuntimeError, TypeError, AttributeError):
            return True
        right_ones = torch.autograd.grad(wanted, reference, zeros)
        if any(
            far(torch.zeros_like(b) if a is None else a, b)
            for a, b in zip(got, right_ones, strict=True)
        ):
            return True
    return False


def odd_cotangents(function: type, exercise: str) -> bool:
    """Cotangents that are large, small, negative, or add up to zero."""
    for factor in (-1, 1, 1e3, 1e-9):
        case = Case(exercise, 2, 3, 4)
        case.cotangents = [g * factor for g in case.cotangents]
        bounds = case.bounds()
        leaves = case.leaves()
        got = torch.autograd.grad(apply(function, leaves), leaves, case.cotangents)
        if any(far(a, b, c) for a, b, c in zip(got, case.gradients(), bounds, strict=True)):
            return True
    case = Case(exercise, 2, 3, 4)
    for g in case.cotangents:
        g.zero_()[0, 0] = 1
        g[1, 1] = -1
    return differs(function, case)


def mutates(function: type, exercise: str) -> bool:
    """Bytes and shapes of inputs, outputs and cotangents, before and after."""
    return any(
        changes(function, Case(exercise, *size)) for size in [(3, 3, 3), (7, 5, 4), (5, 7, 2)]
    )


def changes(function: type, case: Case) -> bool:
    leaves = case.leaves()
    before = [x.detach().clone() for x in leaves]
    outputs = apply(function, leaves)
    values = [o.detach().clone() for o in outputs]
    given = [g.clone() for g in case.cotangents]
    torch.autograd.grad(outputs, leaves, given)
    kept = [*before, *values, *case.cotangents]
    return not all(map(torch.equal, [*leaves, *outputs, *given], kept))


def in_flight(function: type, exercise: str) -> bool:
    """Do several calls in flight mix up, or crash?"""
    try:
        return mixes_up(function, exercise)
    except (RuntimeError, IndexError):
        return True


def mixes_up(function: type, exercise: str) -> bool:
    """Three calls before the first backward, another backward, and a step in place."""
    cases = [
        Case(exercise, *size, seed=s) for s, size in enumerate([(5, 3, 4), (5, 3, 4), (2, 3, 4)])
    ]
    calls = [(case, leaves, apply(function, leaves)) for case in cases if (leaves := case.leaves())]
    for case, leaves, outputs in calls:
        for _ in range(2):
            got = torch.autograd.grad(outputs, leaves, case.cotangents, retain_graph=True)
            if any(map(far, got, case.gradients())):
                return True
    case, leaves, _ = calls[0]
    with torch.no_grad():
        for leaf in leaves:
            leaf.mul_(-0.5)
    got = torch.autograd.grad(apply(function, leaves), leaves, case.cotangents)
    return any(map(far, got, case.gradients(leaves)))


def side_effects(function: type, exercise: str) -> bool:
    """Generators, settings and .grad."""

    def world() -> tuple[object, ...]:
        return (
            torch.get_rng_state().tolist(),
            random.getstate(),
            torch.get_default_dtype(),
            torch.is_grad_enabled(),
            torch.is_anomaly_enabled(),
        )

    torch.rand(1)
    before, case = world(), Case(exercise, 5, 3, 4)
    leaves = case.leaves()
    for _ in range(60):  # one that acts now and then
        torch.autograd.grad(apply(function, leaves), leaves, case.cotangents)
    after = world()
    torch.set_default_dtype(torch.float32)
    torch.autograd.set_detect_anomaly(mode=False)
    return before != after or any(leaf.grad is not None for leaf in leaves)


def keeps(function: type, exercise: str) -> bool:
    """Do inputs or outputs outlive their last name?"""
    gc.collect()
    gc.disable()
    try:
        leaves = Case(exercise, 5, 3, 4).leaves()
        outputs = apply(function, leaves)
        alive = [weakref.ref(tensor) for tensor in (*leaves, *outputs)]
        del leaves, outputs
        return any(ref() is not None for ref in alive)
    finally:
        gc.enable()


def hoards(function: type, exercise: str) -> bool:
    """Is more saved than inputs and outputs, twice over?"""
    saved: list[int] = []

    def pack(tensor: Tensor) -> Tensor:
        saved.append(tensor.numel())
        return tensor

    leaves = Case(exercise, 7, 5, 6).leaves()
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        outputs = apply(function, leaves)
    return sum(saved) > 2 * sum(tensor.numel() for tensor in (*leaves, *outputs))


def stale(function: type, exercise: str) -> bool:
    """An input changes before backward: is that noticed, or the old value used?"""
    case = Case(exercise, 5, 3, 4)
    for changed in range(len(case.inputs)):
        leaves = case.leaves()
        inputs = [leaf.clone() for leaf in leaves]
        outputs = apply(function, inputs)
        with torch.no_grad():
            inputs[changed].mul_(3)
        try:
            got = torch.autograd.grad(outputs, leaves, case.cotangents)
        except RuntimeError as error:
            if "modified by an inplace operation" in str(error):
                continue
            raise
        if any(map(far, got, case.gradients())):
            return True
    return False


def second_order(function: type, exercise: str) -> bool:
    """Second derivatives, for each output and for all, silently wrong."""
    case = Case(exercise, 4, 3, 4)
    weights = [case.normal(x.shape) for x in case.inputs]

    def second(call: Callable[..., tuple[Tensor, ...]], used: tuple[int, ...]) -> list[Tensor]:
        leaves = case.leaves()
        cotangents = [case.cotangents[i].detach().requires_grad_() for i in used]
        outputs = call(*leaves)
        first = torch.autograd.grad(
            [outputs[i] for i in used], leaves, cotangents, create_graph=True, allow_unused=True
        )
        pairs = [(w, g) for w, g in zip(weights, first, strict=True) if g is not None]
        everything = [*leaves, *cotangents]
        loss = sum((w * g).sum() for w, g in pairs) + sum(0 * t.sum() for t in everything)
        return list(torch.autograd.grad(loss, everything))

    every = tuple(range(len(case.cotangents)))
    for used in {every, *((i,) for i in every)}:
        got = second(lambda *inputs: apply(function, list(inputs)), used)
        if any(far(a, b, 10) for a, b in zip(got, second(REFERENCES[exercise], used), strict=True)):
            return True
    return False


def layouts(tensor: Tensor) -> Iterator[Tensor]:
    """The same numbers, lying otherwise in memory."""
    rows, columns = tensor.shape
    yield tensor.T.contiguous().T
    wide = torch.full((rows + 2, 2 * columns), torch.nan, dtype=tensor.dtype)
    wide[1:-1, ::2] = tensor
    yield wide[1:-1, ::2]
    tall = torch.full((rows + 1, columns), torch.nan, dtype=tensor.dtype)
    tall[1:] = tensor
    yield tall[1:]


def laid_out(function: type, exercise: str) -> bool:
    """Inputs and cotangents that are transposed, sliced or expanded."""
    for name in ("inputs", "cotangents"):
        for place in range(len(getattr(Case(exercise, 5, 3, 4), name))):
            plain_case = Case(exercise, 5, 3, 4)
            for other in layouts(getattr(plain_case, name)[place]):
                case = Case(exercise, 5, 3, 4)
                getattr(case, name)[place] = other
                if differs(function, case):
                    return True
            case = Case(exercise, 5, 3, 4)
            tensor = getattr(case, name)[place]
            getattr(case, name)[place] = torch.tensor(3.0, dtype=tensor.dtype).expand_as(tensor)
            if name == "cotangents" and differs(function, case):
                return True
    return False


def sizes(function: type, exercise: str) -> bool:
    """Sizes of the contract: one, odd, even, square."""
    return any(
        differs(function, Case(exercise, *size))
        for size in itertools.product((1, 2, 3, 5, 7), (1, 2, 3, 4), (1, 3, 5))
    )


def sizes_beyond(function: type, exercise: str) -> bool:
    """As many keys as one likes, and none of anything."""
    other = [(2, 3, 4, 5), (5, 3, 4, 2)]
    return any(differs(function, Case(exercise, *size)) for size in other) or any(
        differs(function, Case(exercise, *size)) for size in [(0, 3, 4), (2, 0, 4), (2, 3, 0)]
    )


def forward_mode(function: type, exercise: str) -> bool:
    """The jvp, with a tangent for each input alone and for all."""
    case = Case(exercise, 5, 3, 4)
    count = len(case.inputs)
    for chosen in [(True,) * count, *((i == j for i in range(count)) for j in range(count))]:
        on = tuple(chosen)
        tangents = [case.normal(x.shape) for x in case.inputs]
        zeros = [t if o else torch.zeros_like(t) for t, o in zip(tangents, on, strict=True)]
        _, wanted = torch.func.jvp(REFERENCES[exercise], tuple(case.inputs), tuple(zeros))
        with forward_ad.dual_level():
            inputs = [
                forward_ad.make_dual(x, t) if o else x
                for x, t, o in zip(case.inputs, tangents, on, strict=True)
            ]
            try:
                outputs = apply(function, inputs)
            except (RuntimeError, TypeError):
                return True
            got = [forward_ad.unpack_dual(output).tangent for output in outputs]
        if any(map(far, got, wanted)):
            return True
    return False


def batched(function: type, exercise: str) -> bool:
    """vmap over outputs and gradients, for every choice of batch dimensions, against a loop."""
    cases = [Case(exercise, 4, 3, 4, seed=seed) for seed in range(3)]
    count = len(cases[0].inputs)

    def value(*inputs: Tensor) -> Tensor:
        return sum(torch.cos(output).sum() for output in apply(function, list(inputs)))

    def wanted(*inputs: Tensor) -> Tensor:
        return sum(torch.cos(output).sum() for output in REFERENCES[exercise](*inputs))

    for dims in itertools.product((0, 1, None), repeat=count):
        if dims == (None,) * count:
            continue
        columns = list(zip(*(case.inputs for case in cases), strict=True))
        args = [
            column[0] if dim is None else torch.stack(column, dim)
            for column, dim in zip(columns, dims, strict=True)
        ]
        for call, model in (
            (value, wanted),
            (torch.func.grad(value), torch.func.grad(wanted)),
        ):
            try:
                got = torch.func.vmap(call, in_dims=dims)(*args)
            except (RuntimeError, TypeError, ValueError):
                return True
            if far(got, torch.func.vmap(model, in_dims=dims)(*args)):
                return True
    return False


def delegates(function: type, exercise: str) -> bool:
    """Does the engine run while the engine runs?"""
    run, depth, deepest = torch.autograd._engine_run_backward, 0, 0  # noqa: SLF001

    def counted(*args: object, **options: object) -> object:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)
        try:
            return run(*args, **options)
        finally:
            depth -= 1

    case = Case(exercise, 5, 3, 4)
    leaves = case.leaves()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(torch.autograd, "_engine_run_backward", counted)
        torch.autograd.grad(apply(function, leaves), leaves, case.cotangents)
    return deepest > 1


WITNESSES = {
    "algebra": (plain,),
    "domain": (plain, outside),
    "tolerance": (plain,),
    "contract": (raw, some_inputs, undefined),
    "nonlinear": (plain, odd_cotangents),
    "forward": (forward_alone,),
    "mutation": (mutates,),
    "state": (side_effects, in_flight),
    "memory": (keeps, hoards, stale),
    "double": (second_order,),
    "layout": (laid_out,),
    "shape": (sizes, sizes_beyond),
    "numerics": (plain, outside),
    "jvp": (forward_mode,),
    "vmap": (batched,),
    "cheat": (delegates,),
}


@pytest.fixture(autouse=True)
def _settings() -> Iterator[None]:
    """What an entry sets for the whole program ends with its test."""
    yield
    torch.set_default_dtype(torch.float32)
    torch.autograd.set_detect_anomaly(mode=False)
    torch.set_grad_enabled(mode=True)


@pytest.mark.parametrize("entry", WRONG, ids=lambda entry: entry.name)
def test_wrong_is_wrong(entry: Entry) -> None:
    """A witness of its group speaks against each wrong function."""
    text = entry.path.read_text(encoding="utf-8")

    assert any(witness(load(text), entry.exercise) for witness in WITNESSES[entry.group])


@pytest.mark.parametrize(
    "entry", [entry for entry in WRONG if entry.beyond], ids=lambda entry: entry.name
)
def test_beyond_is_right_within(entry: Entry) -> None:
    """What is wrong beyond the contract alone has right values within it."""
    text = entry.path.read_text(encoding="utf-8")

    assert not plain(load(text), entry.exercise)
    assert entry.group != "shape" or not sizes(load(text), entry.exercise)


@pytest.mark.parametrize("exercise", RIGHT)
def test_no_witness_accuses_the_right(exercise: str) -> None:
    """A witness that finds fault with a right function would prove nothing."""
    optional = {forward_mode, batched}  # the right ones here have neither jvp nor vmap
    witnesses = {one for group in WITNESSES.values() for one in group} - optional

    assert [one.__name__ for one in witnesses if one(load(RIGHT[exercise]), exercise)] == []


def test_optional_witnesses_accuse_no_right() -> None:
    """The same for jvp and vmap, with a Function that has them."""
    text = TANH.replace(
        "    @staticmethod\n    def backward",
        "    @staticmethod\n    def jvp(ctx, tx):\n        (a,) = ctx.saved_tensors\n"
        "        return tx * (1 - a * a)\n\n    @staticmethod\n    def backward",
    ).replace("ctx.save_for_backward(a)", "ctx.save_for_backward(a), ctx.save_for_forward(a)")
    function = load(text)
    assert not forward_mode(function, "tanh")

    setup = MATMUL.replace("forward(ctx, q, k)", "forward(q, k)").replace(
        "        ctx.save_for_backward(q, k)\n        return q @ k.T\n",
        "        return q @ k.T\n\n    @staticmethod\n    def setup_context(ctx, inputs, output):\n"
        "        ctx.save_for_backward(*inputs)\n",
    )
    function = load(
        setup.replace("    @staticmethod", "    generate_vmap_rule = True\n\n    @staticmethod", 1)
    )
    assert not batched(function, "matmul")


def test_there_are_enough() -> None:
    """Of every group three or more, and of all together 120 or more."""
    groups = Counter(entry.group for entry in WRONG)

    assert set(groups) == set(GROUPS) == set(WITNESSES)
    assert min(groups.values()) >= 3
    assert len(WRONG) >= 120
    assert {entry.exercise for entry in WRONG} == set(REFERENCES)


@pytest.mark.parametrize("entry", WRONG, ids=lambda entry: entry.name)
def test_header(entry: Entry) -> None:
    """Name, exercise and headers agree, in this order, and the text says what a learner could."""
    lines = entry.path.read_text(encoding="utf-8").split("\n")
    order = ["exercise", "wrong", "beyond"] if entry.beyond else ["exercise", "wrong"]

    assert list(headers(entry.path)) == order
    assert not HEADER.fullmatch(lines[len(order)])
    assert lines[len(order)].startswith("import ")
    assert entry.path.stem.startswith(f"{entry.exercise}_")
    assert entry.exercise in REFERENCES
    assert len(entry.words.split()) > 5
    assert entry.beyond or entry.group not in OPTIONAL
    assert load("\n".join(lines)).__name__ in NAMES[entry.exercise]


NAMES = {
    "matmul": {"Matmul", "MatMul", "MatmulNT", "MatMulNT", "QKT"},
    "tanh": {"Tanh", "MyTanh", "TanhFunction"},
    "matmul_nn": {"MatmulNN", "MatMulNN", "MatmulAV", "AV"},
    "attn": {"Attn", "Attention", "TanhAttention"},
}


def test_texts_are_distinct() -> None:
    """No code and no sentence occurs twice, and none is an exercise's own mistake."""

    def code(text: str) -> str:
        return "\n".join(line for line in text.split("\n") if not line.startswith("#"))

    texts = [entry.path.read_text(encoding="utf-8") for entry in WRONG]
    exercises = HERE.parents[1] / "exercises"
    others = {code(path.read_text(encoding="utf-8")) for path in exercises.glob("*/*/*.py")}

    assert len({code(text) for text in texts}) == len(texts)
    assert len({entry.words for entry in WRONG}) == len(texts)
    assert not others & {code(text) for text in texts}


def test_right_ones_have_headers() -> None:
    """The other half of the bank can be read too."""
    assert all(entry.exercise in REFERENCES and not entry.beyond for entry in right())
