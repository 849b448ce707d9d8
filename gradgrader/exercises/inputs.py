"""Seeded tensors: the same numbers on every machine for the same exercise, case and seed."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor

from gradgrader.model.exercise import Case, Exercise

Draw = Callable[[tuple[int, ...], torch.Generator], Tensor]
GAP = 0.1
SPECIAL, TIES = "special ", "ties"
TRIES = 20
SHRINK = 0.3
HALF = 0.5


def generator(*key: object) -> torch.Generator:
    """A generator whose seed is a hash of `key`."""
    digest = hashlib.sha256("/".join(map(str, key)).encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "little") >> 1)


def normal(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    """Standard normal, so of both signs (`torch.rand` hides every mistake that needs x < 0)."""
    return torch.randn(shape, generator=source, dtype=torch.float64)


def positive(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    """At least 0.1, so that a finite difference stays inside the domain."""
    return GAP + normal(shape, source).abs()


def nonzero(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    """Of both signs, and at least 0.1 away from 0, by which one can divide."""
    value = normal(shape, source)
    return value + value.sign() * GAP


def distinct(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    """No two entries nearer than 0.1: nothing to tie, and no kink between them."""
    size = torch.Size(shape).numel()
    order = torch.randperm(size, generator=source).to(torch.float64)
    noise = torch.rand(size, generator=source, dtype=torch.float64)
    return ((order - (size - 1) / 2) * 2 * GAP + noise * GAP).reshape(shape)


def spd(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    """Symmetric, with eigenvalues of at least 1."""
    root = normal(shape, source)
    return root @ root.mT + torch.eye(shape[-1], dtype=torch.float64)


def regular(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    """Matrices of any shape, not symmetric; singular values of at least 1, and 0.5 apart."""
    left, values, right = torch.linalg.svd(normal(shape, source), full_matrices=False)
    order = torch.arange(values.shape[-1], 0, -1, dtype=torch.float64)
    spread = torch.rand(values.shape, generator=source, dtype=torch.float64) * HALF
    value: Tensor = (left * (order + spread).unsqueeze(-2)) @ right
    return value


def symmetric(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    """Eigenvalues of both signs, at least 0.5 apart, so that vectors belong to them."""
    vectors, _ = torch.linalg.qr(normal(shape, source))
    order = torch.arange(shape[-1], dtype=torch.float64) - (shape[-1] - 1) / 2
    spread = torch.rand(shape[:-1], generator=source, dtype=torch.float64) * HALF
    value: Tensor = (vectors * (order + spread).unsqueeze(-2)) @ vectors.mT
    return (value + value.mT).div(2)


def contraction(shape: tuple[int, ...], source: torch.Generator) -> Tensor:
    """Rows whose absolute values add up to 0.3: a step with it brings any two points nearer."""
    value = normal(shape, source)
    return SHRINK * value / value.abs().sum(-1, keepdim=True)


DOMAINS: dict[str, Draw] = {
    "normal": normal,
    "positive": positive,
    "nonzero": nonzero,
    "distinct": distinct,
    "spd": spd,
    "regular": regular,
    "symmetric": symmetric,
    "contraction": contraction,
}


MAGNITUDES = (1e-4, 10.0, 30.0, 1e3, -1e3)  # the last one where signs may be chosen
FAR = 800.0  # exp of more is infinite, from 709.8
WAYS: dict[str, Callable[[Tensor], Tensor]] = {
    "": lambda x: x,
    "negative": lambda x: -x.abs(),
    "positive": lambda x: x.abs(),
    "zero": torch.zeros_like,
    "float32": lambda x: x.to(torch.float32).to(torch.float64),
    "half": lambda x: x.to(torch.float16).to(torch.float64),
    "bfloat16": lambda x: x.to(torch.bfloat16).to(torch.float64),
    **{f"times {scale:g}": partial(torch.mul, other=scale) for scale in MAGNITUDES},
}

ENDS = tuple(f"times {scale:g}" for scale in MAGNITUDES if abs(scale) > FAR)


def draw_inputs(
    exercise: Exercise, case: Case, seed: int, draw: int = 0, way: str = ""
) -> tuple[Tensor, ...]:
    """One float64 tensor for each input of `exercise`, in the sizes of `case`."""
    source = generator(exercise.id, case.label, seed, "inputs", draw)
    drawn = tuple(DOMAINS[spec.domain](case.shape(spec), source) for spec in exercise.inputs)
    if way.startswith(SPECIAL):
        point = exercise.special_points[int(way.removeprefix(SPECIAL))]
        return tuple(
            _special(value, point.at.get(spec.name), source, rows=point.rows)
            for value, spec in zip(drawn, exercise.inputs, strict=True)
        )
    if way in ENDS:
        pairs = zip(drawn, exercise.inputs, strict=True)
        return tuple(
            _far(WAYS[way](value)) if spec.signed else WAYS[ENDS[0]](value) for value, spec in pairs
        )
    return tuple(WAYS[way](value) for value in drawn)


def _far(value: Tensor) -> Tensor:
    """`value` with an entry far out on either side, which else were luck where there are few."""
    value = value.clone()
    flat = value.view(-1)
    if flat.numel() > 1 and flat.max() < FAR:
        flat[flat.argmax()] = FAR
    if flat.numel() > 1 and flat.min() > -FAR:
        flat[flat.argmin()] = -FAR
    return value


def _special(
    value: Tensor, at: float | str | None, source: torch.Generator, *, rows: bool
) -> Tensor:
    """`value` with about half of its entries (or rows) at a special point (all of a scalar)."""
    if at is None:
        return value
    shape = (*value.shape[:-1], 1) if rows and value.shape else value.shape
    chosen = torch.rand(shape, generator=source) < HALF if shape else torch.tensor([True])[0]
    if value.numel() and not chosen.any():
        chosen.flatten()[0] = True
    if at == TIES:  # equal to a neighbour along the last axis
        return torch.where(chosen, value.roll(1, -1), value)
    if math.isinf(float(at)) and value.shape:  # of nothing but infinities there is no softmax
        chosen[..., -1:], chosen[..., :1] = True, False
    return torch.where(chosen, torch.tensor(float(at), dtype=value.dtype), value)


def drawn_case(exercise: Exercise, seed: int) -> Case:
    """Sizes between the exercise's smallest and largest that it does not list, if there are any.

    A file that is right in the listed sizes only meets one that it can't have foreseen.
    """
    source = generator(exercise.id, seed, "sizes")
    listed = {case.label for case in exercise.cases}
    for _ in range(TRIES):
        case = Case(_sizes(exercise, source))
        if case.label not in listed:
            break
    return case


def _sizes(exercise: Exercise, source: torch.Generator) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for dim in exercise.cases[0].sizes:
        known = [case.sizes[dim] for case in exercise.cases]
        size = int(torch.randint(min(known), max(known) + 1, (), generator=source))
        tied = (other for group in exercise.contract if dim in group for other in group)
        sizes[dim] = next((sizes[other] for other in tied if other in sizes), size)
    return sizes


def resized(exercise: Exercise, dim: str | None, size: int) -> Case:
    """The first case with `dim` (and what the contract ties to it) of another size; None: all."""
    tied = {dim} | {d for group in exercise.contract if dim in group for d in group}
    sizes = exercise.cases[0].sizes
    return Case({d: size if dim is None or d in tied else n for d, n in sizes.items()})
