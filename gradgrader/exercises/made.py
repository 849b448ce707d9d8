"""An exercise made of a callable, where no file describes one: forward is whatever it computes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from gradgrader.errors import GradgraderError, InvalidExercise
from gradgrader.exercises.constants import constants, in_order
from gradgrader.exercises.derive import counted
from gradgrader.exercises.document import Path_, dotted
from gradgrader.exercises.inputs import draw_inputs
from gradgrader.exercises.reader import read
from gradgrader.exercises.spoken import named
from gradgrader.model.exercise import Exercise

ONE, MANY = "o", "o{}"


@dataclass(frozen=True, slots=True)
class _Given:
    """Fields of an exercise file that were given in Python: there is no place to point at."""

    content: dict[str, Any]
    path: str = ""

    def error(
        self, message: str, path: Path_ = (), *, key: bool = False, hint: str = ""
    ) -> InvalidExercise:
        del key
        return InvalidExercise(message, path=self.path, field=dotted(path), hint=hint)

    def first_line(self, path: Path_) -> int:
        del path
        return 0


def made(
    function: Callable[..., Any],
    inputs: str | Mapping[str, Any],
    *,
    name: str,
    outputs: Sequence[str] = (),
    **more: Any,
) -> Exercise:
    """The exercise `name` whose reference is `function`, differentiated by autograd.

    `inputs` is a line such as `x: n d, w: d positive` (spoken.py), or a mapping as in an exercise
    file; `more` are other fields of such a file (cases, contract, checks, ...). Outputs that are
    not named are counted by calling `function` once. Raises GradgraderError.
    """
    first = {field: value for field, value in more.items() if field != "plain_outputs"}
    returned = _called(declared(function, named(inputs), outputs or [ONE], name, first))
    count = len(returned)
    names = list(outputs) or ([ONE] if count == 1 else [MANY.format(n + 1) for n in range(count)])
    if len(names) != count:
        raise GradgraderError(
            f"{name}: forward returns {counted(count, 'value')}, not {len(names)}"
        )
    plain = [n for n, value in zip(names, returned, strict=True) if not _differentiable(value)]
    if len(plain) == len(names):
        raise GradgraderError(f"{name}: forward returns nothing that can carry a gradient")
    return declared(function, named(inputs), names, name, {"plain_outputs": plain, **more})


def declared(
    function: Callable[..., Any],
    inputs: Mapping[str, Any],
    outputs: Sequence[str],
    name: str,
    more: Mapping[str, Any],
) -> Exercise:
    """The exercise `name` with these outputs; the callable is not called yet."""
    taken = ", ".join(inputs)
    content = {
        "format": 1,
        "id": "made",
        "title": name,
        "signature": f"{taken} -> {', '.join(outputs)}",
        "reference": f"return function({taken})",
        "inputs": dict(inputs),
        **more,
    }
    exercise = read(_Given(content))
    return replace(exercise, id=name, reference="", function=function, path=_file(function))


def _file(function: Callable[..., Any]) -> str:
    """Where the callable stands, so that an error in it names its line."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return code.co_filename if code else ""


def _called(exercise: Exercise) -> tuple[Any, ...]:
    """What the callable returns for the first case."""
    inputs = draw_inputs(exercise, exercise.cases[0], 0)
    others = constants(exercise, 0, [value.shape for value in inputs])
    try:
        with torch.no_grad():
            result = exercise.function and exercise.function(*in_order(exercise, inputs, others))
    except Exception as error:  # whatever it raises is told in the same way
        raise InvalidExercise(
            f"raises {type(error).__name__}: {error}",
            path=exercise.path,
            field="reference",
            hint=f"it was called with {_told(exercise)}",
        ) from error
    return result if isinstance(result, tuple) else (result,)


def _told(exercise: Exercise) -> str:
    """`x of 2×3, w of 3`; a scalar is `of 1`."""
    case = exercise.cases[0]
    shapes = ((spec.name, case.shape(spec) or (1,)) for spec in exercise.inputs)
    return ", ".join(f"{name} of {'×'.join(map(str, shape))}" for name, shape in shapes)


def _differentiable(value: Any) -> bool:
    return isinstance(value, Tensor) and (value.is_floating_point() or value.is_complex())
