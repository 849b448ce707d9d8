"""A counterexample as a record, and in the learner's own names."""

from __future__ import annotations

from collections.abc import Sequence

from gradgrader.diagnosis._point import SHAPE, Fault, Point, apart, nested, shown
from gradgrader.diagnosis._text import names
from gradgrader.diagnosis.base import Findings
from gradgrader.model.result import Counterexample


def counterexample(findings: Findings, point: Point, fault: Fault) -> Counterexample:
    """The call, what came of it, and what should have."""
    exercise, own = findings.exercise, names(findings)
    others = findings.trial.oracle.constants([value.shape for value in point.inputs])
    called = zip((spec.name for spec in exercise.inputs), own.inputs, point.inputs, strict=True)
    known = {name: (mine, value) for name, mine, value in called}
    taken = [known[n] if n in known else (n, others[n]) for n in exercise.arguments]
    given = [*taken, *zip(own.cotangents, point.cotangents, strict=False)]
    listed = ", ".join(f"{name}={shown(value)}" for name, value in given)
    keys = tuple(spec.name for spec in exercise.inputs) if point.cotangents else exercise.outputs
    shared = own.inputs if point.cotangents else exercise.outputs
    return Counterexample(
        inputs={
            name: nested(value) for name, (_, value) in zip(exercise.arguments, taken, strict=True)
        },
        cotangents=dict(zip(exercise.outputs, map(nested, point.cotangents), strict=False)),
        of=keys[fault.of] if fault.of >= 0 else "",
        returned=nested(fault.actual),
        expected=nested(fault.right),
        instead=fault.words,
        text=f"{listed}: {_ending(fault, shared, point)}",
    )


def _ending(fault: Fault, shared: Sequence[str], point: Point) -> str:
    if fault.of < 0:
        return f"you raised {fault.words}"
    name = f" for {shared[fault.of]}" if len(shared) > 1 else ""
    if fault.kind == SHAPE:
        like = point.inputs[fault.of] if point.cotangents else fault.right
        shape = list(like.shape) if like is not None else []
        return f"you returned {fault.words}{name}, expected shape {shape}"
    assert fault.right is not None
    if fault.actual is None:
        return f"you returned {fault.words}{name}, expected {shown(fault.right)}"
    actual, right = apart(fault.actual, fault.right)
    return f"you returned {actual}{name}, expected {right}"
