"""A forward without its Function around it, called as a Function is: autograd sees its steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from torch import Tensor
from torch.autograd.function import Function

from gradgrader.exercises.own_forward import own_forward
from gradgrader.exercises.tolerance import Perturbed

LEAF = "torch::autograd::AccumulateGrad"


class Steps(Function):
    """`of` is a Function, or a callable of the same arguments, that is run with grad on."""

    of: ClassVar[Any]

    @staticmethod
    def forward(*_: Any) -> Any:
        """Never called: a Function without a forward is none."""
        raise NotImplementedError

    @classmethod
    def apply(cls, seed: int | None, *arguments: Any) -> Any:
        """What a Function's apply would return, with the graph of what computed it.

        With a `seed`, each step's result is perturbed, forward and backward, as where tolerances
        of references are measured.
        """
        of = cls.__dict__["of"]
        a_function = isinstance(of, type) and issubclass(of, Function)
        forward = own_forward(of) if a_function else of
        if seed is None:
            return forward(*arguments)
        mode = Perturbed(seed)
        with mode:
            result = forward(*arguments)
        _perturb_backward(result if isinstance(result, tuple) else (result,), mode)
        return result


def _perturb_backward(outputs: Sequence[Any], mode: Perturbed) -> None:
    """Have every node of the graph perturb the gradients that it returns."""

    def hook(found: Sequence[Any], _: Any) -> tuple[Any, ...]:
        return tuple(mode.perturbed(one) for one in found)

    todo = [out.grad_fn for out in outputs if isinstance(out, Tensor) and out.grad_fn is not None]
    seen = set(todo)
    while todo:
        node = todo.pop()
        if node.name() != LEAF:
            node.register_hook(hook)
        new = {below for below, _ in node.next_functions if below is not None} - seen
        seen |= new
        todo += new
