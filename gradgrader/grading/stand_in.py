"""What an audited Function is held against: numbers of a second worker, asked like a reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from torch import Tensor
from torch.utils._python_dispatch import _get_current_dispatch_mode_stack

from gradgrader.exercises.reference import Oracle
from gradgrader.exercises.tolerance import Perturbed
from gradgrader.model.result import Location
from gradgrader.sandbox.adapter import setting
from gradgrader.sandbox.learner import Learner
from gradgrader.sandbox.messages import Answer, Forward, Raised, Step
from gradgrader.sandbox.proxy import Remote
from gradgrader.sandbox.settings import Given


class _Whole:
    """A Learner that answers with all that forward returns; steps are told a seed before."""

    def __init__(self, learner: Learner, *, steps: bool) -> None:
        self._learner, self._steps = learner, steps
        self.oracle: Oracle | None = None
        self.seed: int | None = None

    def run(self, steps: Sequence[Step], *, keep: bool = False) -> list[Answer]:
        return self._learner.run([self._settled(step) for step in steps], keep=keep)

    def locate(self, raised: Raised) -> Location | None:
        return self._learner.locate(raised)

    def _settled(self, step: Step) -> Step:
        if self.oracle is None or not isinstance(step, Forward):
            return step
        own = setting(self.oracle, step.inputs, whole=True)
        if self._steps:
            seed = Given(0, value=self.seed)
            own = msgspec.structs.replace(own, given=[*own.given, seed])  # before all others
        return msgspec.structs.replace(step, setting=own)


class StandIn:
    """Takes forward's arguments, and returns what the other worker computes of them.

    Where a tolerance is measured, inputs and outputs are perturbed here, and steps (sandbox.steps)
    one by one in the worker.
    """

    def __init__(self, learner: Learner, *, steps: bool = False) -> None:
        self._whole = _Whole(learner, steps=steps)
        self._remote = Remote(self._whole)

    def function(self) -> Callable[..., Any]:
        """The reference of an exercise."""

        def reference(*arguments: Any) -> tuple[Tensor, ...]:
            assert self._whole.oracle is not None
            self._whole.seed = _seed()
            places = _places(self._whole.oracle)
            inputs = [arguments[place] * 1 for place in places]
            return tuple(_through(out) for out in self._remote(*inputs))

        return reference

    def serve(self, oracle: Oracle) -> None:
        """Forward's other arguments are what this oracle says."""
        self._whole.oracle = oracle


def _places(oracle: Oracle) -> list[int]:
    """Where the inputs stand among forward's arguments."""
    exercise = oracle.exercise
    names = {spec.name for spec in exercise.inputs}
    return [n for n, name in enumerate(exercise.arguments) if name in names]


def _seed() -> int | None:
    """Of the perturbation that is going on."""
    modes = _get_current_dispatch_mode_stack()
    return next((mode.seed for mode in modes if isinstance(mode, Perturbed)), None)


def _through(value: Tensor) -> Tensor:
    return value * 1 if value.is_floating_point() else value
