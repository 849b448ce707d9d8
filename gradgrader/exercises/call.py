"""The reference of an exercise as a function, whose errors name their place in the file."""

from __future__ import annotations

import ast
import textwrap
import traceback
import warnings
from collections.abc import Callable, Sequence
from typing import Any, cast

import torch
from torch import Tensor

from gradgrader.errors import InvalidExercise
from gradgrader.exercises.constants import Shapes, constants, in_order
from gradgrader.exercises.derive import counted
from gradgrader.model.exercise import Exercise


def compile_reference(exercise: Exercise) -> Callable[..., Any]:
    """The exercise's `reference` as a function, its lines numbered as in the YAML file."""
    if exercise.function is not None:
        return exercise.function
    names = ", ".join(exercise.arguments)
    source = f"def reference({names}):\n" + textwrap.indent(exercise.reference, "    ")
    tree = ast.increment_lineno(ast.parse(source), exercise.reference_line - 2)
    scope: dict[str, Any] = {"torch": torch}
    exec(compile(tree, exercise.path, "exec"), scope)  # noqa: S102 - the author's, trusted
    return cast("Callable[..., Any]", scope["reference"])


class Reference:
    """Takes the inputs that carry gradients; what else forward takes is filled in."""

    def __init__(self, exercise: Exercise, seed: int) -> None:
        self.exercise, self._seed = exercise, seed
        self._function = compile_reference(exercise)
        self._known: dict[tuple[tuple[int, ...], ...], dict[str, Any]] = {}

    def constants(self, shapes: Shapes) -> dict[str, Any]:
        """Arguments that carry no gradient, of a call whose inputs have these shapes."""
        key = tuple(tuple(shape) for shape in shapes)
        if key not in self._known:
            self._known[key] = constants(self.exercise, self._seed, key)
        return self._known[key]

    def arguments(self, inputs: Sequence[Tensor]) -> list[Any]:
        """What forward takes where these are its inputs."""
        if not self.exercise.constants:
            return list(inputs)
        others = self.constants([value.shape for value in inputs])
        return in_order(self.exercise, inputs, others)

    def __call__(self, inputs: Sequence[Tensor]) -> tuple[Tensor, ...]:
        """All that it returns; raises InvalidExercise."""
        arguments = self.arguments(inputs)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # torch's, of a size: not for whoever is graded
                result = self._function(*arguments)
        except Exception as error:  # whatever the author's code raises is told in the same way
            raise self._broken(error) from error
        outputs = result if isinstance(result, tuple) else (result,)
        names = self.exercise.returned
        if len(outputs) != len(names):
            raise self._wrong(
                f"returns {counted(len(outputs), 'value')}, but the signature promises"
                f" {counted(len(names), 'tensor')} ({', '.join(names)})"
            )
        for name, out in zip(names, outputs, strict=True):
            if not isinstance(out, Tensor):
                raise self._wrong(f"returns a {type(out).__name__} as `{name}`, expected a tensor")
        return outputs

    def _broken(self, error: Exception) -> InvalidExercise:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f.lineno for f in frames if f.filename == self.exercise.path and f.lineno]
        return self._wrong(f"raises {type(error).__name__}: {error}", lines[-1] if lines else 0)

    def _wrong(self, message: str, line: int = 0) -> InvalidExercise:
        return InvalidExercise(
            message,
            path=self.exercise.path,
            line=line or self.exercise.reference_line,
            field="reference",
        )
