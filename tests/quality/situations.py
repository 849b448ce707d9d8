"""The inputs and cotangents at which two Functions are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.model.exercise import Case, Exercise


@dataclass(frozen=True)
class Situation:
    """Sizes, dtype, scale, layout and special values; where they are special, `aspect` says so.

    `fill` puts a value into the input with the number `only`.
    """

    about: str
    case: Case
    aspect: str = ""
    dtype: torch.dtype = torch.float64
    scale: float = 1.0
    place: Callable[[Tensor], Tensor] = torch.clone
    place_cotangent: Callable[[Tensor], Tensor] = torch.clone
    fill: Callable[[Tensor], Tensor] | None = None
    only: int = 0


def plain(exercise: Exercise) -> Situation:
    """Random numbers in the second case, in which no two sizes are equal that need not be."""
    return Situation("", exercise.cases[1 % len(exercise.cases)])


def drawn(exercise: Exercise, at: Situation, seed: int = 1) -> list[Tensor]:
    """Leaves with random numbers, or with what the situation puts there."""
    source = torch.Generator().manual_seed(seed)
    leaves = []
    for number, spec in enumerate(exercise.inputs):
        value = torch.randn(at.case.shape(spec), dtype=torch.float64, generator=source) * at.scale
        if at.fill and at.only == number:
            value = at.fill(value)
        leaves.append(at.place(value.to(at.dtype)).detach().requires_grad_())
    return leaves


def cotangents(outputs: Sequence[Tensor], at: Situation, seed: int = 2) -> list[Tensor]:
    """Random cotangents, as leaves."""
    source = torch.Generator().manual_seed(seed)
    values = [torch.randn(o.shape, dtype=torch.float64, generator=source) for o in outputs]
    return [
        at.place_cotangent(value.to(o.dtype)).detach().requires_grad_()
        for value, o in zip(values, outputs, strict=True)
    ]


def situations(exercise: Exercise) -> Iterator[Situation]:
    """Everything that inputs may be."""
    main = plain(exercise).case
    yield from sizes(exercise)
    for dtype in (torch.float32, torch.bfloat16, torch.float16):
        yield Situation(str(dtype), main, dtype=dtype)
    yield Situation("complex", main, " of complex numbers", dtype=torch.complex128)
    yield Situation("times 1e-170", main, " where numbers underflow", scale=1e-170)
    yield from (Situation(f"times {s:g}", main, scale=s) for s in (1e-9, 5.0, 25.0))
    for scale in (400.0, 1e3, 1e155, 1e300):
        yield Situation(f"times {scale:g}", main, " where numbers overflow", scale=scale)
    for place in (transposed, stepped, offset, expanded):
        name = place.__name__
        yield Situation(name, main, place=place)
        yield Situation(f"cotangents {name}", main, place_cotangent=place)
        yield Situation(f"both {name}", main, place=place, place_cotangent=place)
    yield from special_values(exercise, main)


def sizes(exercise: Exercise) -> Iterator[Situation]:
    """The exercise's own, each size 0 and 1 in turn, all 0, and those beyond the contract."""
    names = exercise.cases[0].sizes
    yield from (Situation(case.label, case) for case in exercise.cases)
    for size in (0, 1):
        for name in names:
            case = resized(exercise, {name: size})
            yield Situation(case.label, case)
    yield Situation("all sizes 0", Case(dict.fromkeys(names, 0)))
    yield from (Situation(case.label, case, " beyond the contract") for case in exercise.beyond)


def resized(exercise: Exercise, sizes: Mapping[str, int]) -> Case:
    """The first case with other sizes, and with those equal that the contract wants equal."""
    wanted = dict(exercise.cases[0].sizes) | dict(sizes)
    for equal in exercise.contract:
        given = [sizes[name] for name in equal if name in sizes]
        wanted |= dict.fromkeys(equal, (given or [wanted[equal[0]]])[0])
    return Case({name: wanted[name] for name in exercise.cases[0].sizes})


def special_values(exercise: Exercise, main: Case) -> Iterator[Situation]:
    """Zeros of both signs, where tanh is ±1, infinities and NaN, in one entry or everywhere."""
    for number, spec in enumerate(exercise.inputs):
        for value in (0.0, -0.0, 20.0, -20.0):
            about, aspect = f"{spec.name} has a {value}", "" if value else " at 0"
            fill = torch.full_like
            yield Situation(about, main, aspect, fill=poked(value), only=number)
            yield Situation(
                f"{spec.name} is {value}",
                main,
                aspect,
                fill=lambda old, v=value, fill=fill: fill(old, v),
                only=number,
            )
        for value in (torch.inf, -torch.inf, torch.nan):
            about = f"{spec.name} has a {value}"
            yield Situation(about, main, " of inf and nan", fill=poked(value), only=number)


def poked(value: float) -> Callable[[Tensor], Tensor]:
    """One entry replaced."""

    def fill(old: Tensor) -> Tensor:
        new = old.clone()
        new[0, -1] = value
        return new

    return fill


def transposed(value: Tensor) -> Tensor:
    return value.mT.contiguous().mT


def stepped(value: Tensor) -> Tensor:
    return value.repeat_interleave(2, -1)[..., ::2]


def offset(value: Tensor) -> Tensor:
    return torch.cat([value[:1], value])[1:]


def expanded(value: Tensor) -> Tensor:
    return value[:1].expand(value.shape)
