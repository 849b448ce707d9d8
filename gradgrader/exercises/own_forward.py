"""A Function's own forward as a reference: autograd differentiates what it does, step by step."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import torch
from torch.autograd.function import Function, FunctionCtx

from gradgrader.errors import GradgraderError, InvalidExercise
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Exercise


class _Context(FunctionCtx):
    """Stands where forward expects ctx: it takes what is saved and marked, and is thrown away."""

    def __init__(self, count: int) -> None:
        self.needs_input_grad = (True,) * count


def own_forward(function: Any, *, inplace: bool = False) -> Callable[..., Any]:
    """Forward without the Function around it; `inplace` says that it changes its first argument."""
    apart = function.setup_context is not Function.setup_context

    @functools.wraps(function.forward)  # an error in it names its own file
    def forward(*arguments: Any) -> Any:
        first, *others = arguments
        given = (first.clone() if inplace else first, *others)
        return function.forward(*given) if apart else function.forward(_Context(len(given)), *given)

    return forward


def check_own(exercise: Exercise, oracle: Oracle) -> None:
    """Raises GradgraderError where autograd can't derive the gradient of forward's own steps."""
    inputs = [value.clone().requires_grad_() for value in oracle.inputs(exercise.cases[0])]
    try:
        torch.autograd.gradcheck(lambda *given: oracle.call(given), inputs)
    except InvalidExercise:
        raise
    except (RuntimeError, ValueError, TypeError) as error:
        raise GradgraderError(
            f"{exercise.id}: autograd finds another gradient of its own forward than finite"
            " differences do, so it is no reference (does it detach, round, or leave torch?)",
            hint="give a plain function of the same arguments as `reference`",
        ) from error
