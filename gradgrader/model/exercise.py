"""What a learner must write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Case:
    """Sizes for the named dimensions; `promised` says whether they lie in the contract."""

    sizes: Mapping[str, int]
    promised: bool = True

    @property
    def label(self) -> str:
        return " ".join(f"{name}{size}" for name, size in self.sizes.items())

    def shape(self, spec: Input) -> tuple[int, ...]:
        return tuple(int(dim) if dim.isdigit() else self.sizes[dim] for dim in spec.shape)


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
    one-sided ones is right.
    """

    at: Mapping[str, float | str]
    why: str = ""
    any_subgradient: bool = False


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
    """A function to differentiate by hand, its contract, and what is asked of a solution."""

    id: str
    title: str
    group: str = "other"
    order: int = 1000
    names: tuple[str, ...] = ()
    formula: str = ""
    statement: str = ""
    inputs: tuple[Input, ...]
    outputs: tuple[str, ...]
    reference: str
    contract: tuple[tuple[str, ...], ...] = ()
    cases: tuple[Case, ...]
    beyond: tuple[Case, ...] = ()
    gradcheck: Gradcheck = Gradcheck()
    checks: Mapping[str, Demand] = field(default_factory=dict)
    special_points: tuple[SpecialPoint, ...] = ()
    invariants: tuple[Invariant, ...] = ()
    exact_zeros: tuple[str, ...] = ()
    batch: bool = False
    complex: bool = False
    points: float = 1.0
    check_points: Mapping[str, float] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    path: str = ""
    reference_line: int = 1

    @property
    def max_points(self) -> float:
        """What a solution can earn that passes everything."""
        return self.points + sum(self.check_points.values())

    @property
    def signature(self) -> str:
        return f"{', '.join(i.name for i in self.inputs)} -> {', '.join(self.outputs)}"
