"""Nothing is shown that autograd does not confirm: each formula at random inputs, in each size."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

import sympy
import torch
from torch import Tensor

from gradgrader.derivation.records import Chain, Lesson, Rows
from gradgrader.derivation.simplified import written
from gradgrader.errors import GraderBroken
from gradgrader.exercises.compare import gap
from gradgrader.exercises.derive import Expected, expected, expected_some, grad
from gradgrader.exercises.inputs import generator, normal

Values = Mapping[str, Tensor]


def _step(x: float, _at_zero: float = 0.0) -> float:
    return float(x > 0)


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


_AT_KINKS = {"Heaviside": _step, "sign": _sign}


def prove(lesson: Lesson, at: Sequence[Values]) -> None:
    """Hold each formula of a lesson against autograd, at each choice of values.

    Raises GraderBroken.

    The first values have the sizes of the entries that are written out.
    """
    for number, values in enumerate(at):
        _prove_formulas(lesson, values, number)
    _prove_entries(lesson, at[0])


def prove_chain(chain: Chain, values: Values, right: Sequence[Expected | None]) -> None:
    """Hold the whole backward against the reference's gradients; raises GraderBroken."""
    scope: dict[str, Any] = {"torch": torch}
    exec(chain.source, scope)  # noqa: S102 - of our own rules and the author's names
    found = scope["backward"](*(values[name] for name in (*chain.cotangents, *chain.needed)))
    found = found if isinstance(found, tuple) else (found,)
    for name, one, expect in zip(chain.returned, found, right, strict=True):
        _same(one, expect, f"backward's {name}")


def _prove_formulas(lesson: Lesson, values: Values, number: int) -> None:
    name = lesson.result.name
    result = _run(lesson.forward, values)
    _same(values[name], expected(lambda: (result,))[0], f"{name} = {written(lesson.forward)}")
    cotangent = _cotangent(lesson, values, number)
    known = {**values, lesson.cotangent.name: cotangent}
    for way, right in zip(lesson.ways, _gradients(lesson, values, cotangent), strict=True):
        text = f"{way.gradient} = {written(way.formula)}"
        _same(_run(way.formula, known), right, text)


def _prove_entries(lesson: Lesson, values: Values) -> None:
    cotangent = _cotangent(lesson, values, 0)
    numbers = _numbers(lesson, values, cotangent)
    name = lesson.result.name
    forward = expected(lambda: (_run(lesson.forward, values).flatten(),))[0]
    _same(_evaluated([lesson.computed.entries], numbers)[0], forward, f"the entries of {name}")
    rights = _gradients(lesson, values, cotangent)
    for way, right in zip(lesson.ways, rights, strict=True):
        assert right is not None
        shape = right.value.shape
        for rows in (way.jacobian, way.defined):  # a wrong entry shows with any random cotangent
            product = cotangent.flatten() @ _evaluated(rows, numbers)
            _same(product.reshape(shape), right, f"the Jacobian by {way.value.name}")
        written_out = _evaluated([way.product], numbers).reshape(shape)
        _same(written_out, right, f"the entries of {way.gradient}")


def _numbers(lesson: Lesson, values: Values, cotangent: Tensor) -> dict[sympy.Symbol, float]:
    every = [(one, values[one.name]) for one in (*lesson.values, lesson.result)]
    return {
        symbol: number
        for one, value in [*every, (lesson.cotangent, cotangent)]
        for symbol, number in zip(one.entries.entries, value.flatten().tolist(), strict=True)
    }


def _evaluated(rows: Rows | Sequence[Sequence[sympy.Expr]], numbers: Mapping[Any, float]) -> Tensor:
    flat = [entry for row in rows for entry in row]
    compute = sympy.lambdify(list(numbers), flat, modules=[_AT_KINKS, "math"], cse=True)
    found = torch.tensor(compute(*numbers.values()), dtype=torch.float64)
    return found.reshape(len(rows), len(rows[0]))


def _cotangent(lesson: Lesson, values: Values, number: int) -> Tensor:
    shape = tuple(values[lesson.result.name].shape)
    return normal(shape, generator(lesson.result.name, number, "cotangent"))


def _gradients(lesson: Lesson, values: Values, cotangent: Tensor) -> tuple[Expected | None, ...]:
    def compute() -> tuple[Tensor | None, ...]:
        leaves = {
            way.value.name: values[way.value.name].clone().requires_grad_() for way in lesson.ways
        }
        result = _run(lesson.forward, {**values, **leaves})
        return grad([result], list(leaves.values()), [cotangent])

    return expected_some(compute)


def _run(tree: ast.expr, values: Values) -> Tensor:
    """A formula as it is printed, computed by torch."""
    result: Tensor = eval(written(tree), {"torch": torch, **values})  # noqa: S307 - of our own rules
    return result


def _same(found: Tensor | None, right: Expected | None, what: str) -> None:
    distance = gap(found, right)
    if not distance.closed:
        raise GraderBroken(f"a derived formula is wrong: {distance.sentence(what)}")
