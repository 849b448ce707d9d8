"""A Function as a function of the inputs that carry gradients, whatever else it takes."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from torch import Tensor

from gradgrader.exercises.reference import Oracle
from gradgrader.model.result import Location
from gradgrader.sandbox.alone import Batched, Compiled, Cost, Lifetime, Tangent, Values
from gradgrader.sandbox.learner import Learner
from gradgrader.sandbox.messages import Answer, Forward, Raised, Step
from gradgrader.sandbox.settings import Given, Setting
from gradgrader.sandbox.sweeps import Sweep
from gradgrader.sandbox.variants import Variants

_WHOLE = Forward | Tangent | Compiled | Lifetime | Cost
_STACKED = Values | Sweep


class Adapted:
    """A Learner that is given what an exercise's forward takes besides its inputs."""

    def __init__(self, learner: Learner, oracle: Oracle) -> None:
        self.plain, self._oracle = learner, oracle

    def run(self, steps: Sequence[Step], *, keep: bool = False) -> list[Answer]:
        return self.plain.run([settled(self._oracle, step) for step in steps], keep=keep)

    def locate(self, raised: Raised) -> Location | None:
        return self.plain.locate(raised)


def adapted(learner: Learner, oracle: Oracle) -> Learner:
    """The learner as the exercise's checks want it."""
    return Adapted(learner, oracle) if oracle.exercise.adapted else learner


def settled(oracle: Oracle, step: Step) -> Step:
    """The step, with what goes with its call."""
    if not oracle.exercise.adapted:
        return step
    if isinstance(step, Variants):
        points = [
            msgspec.structs.replace(point, setting=setting(oracle, point.inputs))
            for point in step.points
        ]
        return msgspec.structs.replace(step, points=points)
    if isinstance(step, _WHOLE):
        same = step.same if isinstance(step, Forward) else ()
        inputs = [step.inputs[index] for index in same] or step.inputs
        return msgspec.structs.replace(step, setting=setting(oracle, inputs))
    if isinstance(step, _STACKED):
        return msgspec.structs.replace(step, setting=setting(oracle, [x[0] for x in step.inputs]))
    if isinstance(step, Batched):
        single = [
            x if a is None else x.select(a, 0) for x, a in zip(step.inputs, step.axes, strict=True)
        ]
        return msgspec.structs.replace(step, setting=setting(oracle, single))
    return step


def setting(oracle: Oracle, inputs: Sequence[Tensor], *, whole: bool = False) -> Setting:
    """What goes with a call at these inputs; with `whole`, every output is answered."""
    exercise = oracle.exercise
    others = oracle.constants([value.shape for value in inputs])
    given = [
        Given(position, tensor=others[name])
        if isinstance(others[name], Tensor)
        else Given(position, value=others[name])
        for position, name in enumerate(exercise.arguments)
        if name in others
    ]
    outputs = [exercise.returned.index(name) for name in exercise.outputs]
    all_ = whole or len(outputs) == len(exercise.returned)
    return Setting(given, [] if all_ else outputs, exercise.inplace)
