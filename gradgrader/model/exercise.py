"""What a learner must write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Demand(StrEnum):
    """What an exercise asks of a check."""

    REQUIRED = "required"
    ADVISORY = "advisory"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Input:
    """One tensor that forward takes: `shape` names dimensions (or gives sizes)."""

    name: str
    shape: tuple[str, ...]
    domain: str = "normal"

    @property
    def signed(self) -> bool:
        """Whether it takes any values of both signs, so that signs may be chosen."""
        return self.domain in {"normal", "nonzero"}


Plain = bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Constant:
    """An argument that carries no gradient: a value, or a tensor of whole numbers or truths.

    With a `shape`: whole numbers from 0 up to `below` (a dimension, or a number), some of them
    from `also`; truths where nothing is `below`. Without: the i-th of `values` in the i-th case,
    and the first one in any other size.
    """

    name: str
    shape: tuple[str, ...] | None = None
    below: str = ""
    also: tuple[int, ...] = ()
    values: tuple[Plain, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Sizes for the named dimensions; `promised` says whether they lie in the contract."""

    sizes: Mapping[str, int]
    promised: bool = True
    label: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        words = " ".join(f"{name}{size}" for name, size in self.sizes.items())
        object.__setattr__(self, "label", words)  # some hundred times asked for in a grade

    def shape(self, spec: Input | Constant) -> tuple[int, ...]:
        return tuple(self.size(dim) for dim in spec.shape or ())

    def size(self, dim: str) -> int:
        """Of a named dimension, or of one that is a number."""
        return int(dim) if dim.isdigit() else self.sizes[dim]


@dataclass(frozen=True, slots=True)
class Gradcheck:
    """Options of `torch.autograd.gradcheck`; the defaults are torch's own."""

    eps: float = 1e-6
    atol: float = 1e-5
    rtol: float = 1e-3


@dataclass(frozen=True, slots=True)
class SpecialPoint:
    """Where the derivative is a convention: values (or `ties`) of inputs by name, and why.

    The reference's own gradient is the convention; with `any_subgradient` any slope between the
    one-sided ones is right. With `rows` whole rows take the value, not entries.
    """

    at: Mapping[str, float | str]
    why: str = ""
    any_subgradient: bool = False
    rows: bool = False


@dataclass(frozen=True, slots=True)
class Invariant:
    """An identity of right gradients, in words, and as an expression that is zero.

    In scope are the inputs and outputs by name, the cotangent of output `o` as `go`, the gradient
    of input `q` as `dq`, and `torch`.
    """

    words: str
    zero: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exercise:
    """A function to differentiate by hand, its contract, and what is asked of a solution.

    `inputs` and `outputs` carry gradients; forward takes `arguments` (inputs and constants) and
    returns `returned` (outputs and others), in that order. With `inplace`, forward changes its
    first input. One that is known `by_name` has a forward that many Functions have. Of a
    `surrogate` the reference's gradient is not that of its values, by design; `keeps` says what
    forward may keep for backward: anything, inputs, or inputs and outputs, and `products` how
    many of matrices are made: any, or the usual ones. Where there is a `function`, it is the
    reference, which has no text then.
    `after` names exercises to solve before it; `version` changes with what is judged, and not with
    how it is worded.
    """

    id: str
    title: str
    group: str = "other"
    order: int = 1000
    names: tuple[str, ...] = ()
    formula: str = ""
    statement: str = ""
    inputs: tuple[Input, ...]
    outputs: tuple[str, ...]
    constants: tuple[Constant, ...] = ()
    arguments: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    inplace: bool = False
    surrogate: bool = False
    by_name: bool = False
    keeps: str = "anything"
    products: str = "any"
    reference: str
    function: Callable[..., Any] | None = None
    contract: tuple[tuple[str, ...], ...] = ()
    cases: tuple[Case, ...]
    beyond: tuple[Case, ...] = ()
    gradcheck: Gradcheck = Gradcheck()
    checks: Mapping[str, Demand] = field(default_factory=dict)
    special_points: tuple[SpecialPoint, ...] = ()
    invariants: tuple[Invariant, ...] = ()
    exact_zeros: tuple[str, ...] = ()
    batch: tuple[str, ...] = ()
    complex: bool = False
    points: float = 1.0
    check_points: Mapping[str, float] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    difficulty: int | None = None
    minutes: int | None = None
    version: str = ""
    lesson: Mapping[str, str] = field(default_factory=dict)
    derivable: bool = True
    path: str = ""
    reference_line: int = 1

    @property
    def max_points(self) -> float:
        """What a solution can earn that passes everything."""
        return self.points + sum(self.check_points.values())

    def __post_init__(self) -> None:
        """Where nothing else is said, forward takes the inputs and returns the outputs."""
        if not self.arguments:
            object.__setattr__(self, "arguments", tuple(one.name for one in self.inputs))
        if not self.returned:
            object.__setattr__(self, "returned", self.outputs)

    @property
    def linear(self) -> bool:
        """Whether a right backward is linear in what comes in, as that of a derivative is."""
        asked = (self.checks.get(check) for check in ("homogeneous", "additive"))
        return any(demand is not Demand.OFF for demand in asked)

    @property
    def adapted(self) -> bool:
        """Whether forward takes or returns anything that carries no gradient."""
        return bool(self.constants) or self.returned != self.outputs or self.inplace

    @property
    def signature(self) -> str:
        return f"{', '.join(self.arguments)} -> {', '.join(self.returned)}"
