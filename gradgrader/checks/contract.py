"""P03: what backward itself returns, before the engine repairs it."""

from __future__ import annotations

from collections.abc import Sequence

from gradgrader.checks.base import Outcome, Trial, check, raised
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.messages import Backward, Forward, Gradients, Raised
from gradgrader.sandbox.records import RawGradient


@check(
    Severity.WRONG,
    needs=("forward",),
    unseen="the engine sums, casts and drops what backward returns before gradcheck sees it",
)
def contract(trial: Trial) -> Outcome:
    """Does backward return one gradient for each input, in its shape and dtype?

    The engine sums a gradient over broadcast axes, casts it, and takes None for zeros, so neither
    gradcheck nor a training run would notice.

    For example: `return g, g` for `x + b` with a `b` that was broadcast: torch sums it for you
    """
    case, exercise = trial.main, trial.exercise
    everything = (True,) * len(exercise.inputs)
    inputs = trial.oracle.inputs(case)
    _, answer = trial.learner.run(
        [Forward(1, inputs, everything), Backward(2, 1, trial.oracle.cotangents(case))]
    )
    assert isinstance(answer, Gradients | Raised)
    if answer.raw is None:
        if isinstance(answer, Raised):
            return raised(trial, answer)
        return Outcome(case=case.label)  # no output leads to backward: `differentiable` says so
    wanted = trial.oracle.gradients(case)
    names = exercise.arguments
    returned = answer.raw[: len(names)] + [
        value for value in answer.raw[len(names) :] if value.kind != "None"
    ]
    problem = _count(names, returned)
    own = dict(zip(names, returned, strict=False))
    for spec, like, right in zip(exercise.inputs, inputs, wanted, strict=True):
        if not problem:
            problem = _one(spec.name, own[spec.name], tuple(like.shape), needed=right is not None)
    for one in exercise.constants:
        if not problem and own[one.name].kind != "None":
            problem = (
                "gradient-kind",
                (
                    f"backward returns a {own[one.name].kind} for `{one.name}`, which carries no"
                    " gradient: return None there"
                ),
            )
    if problem:
        code, message = problem
        return Outcome(status=Status.FAILED, code=code, message=message, case=case.label)
    if isinstance(answer, Raised):
        return raised(trial, answer)
    return Outcome(case=case.label)


def _count(names: Sequence[str], returned: Sequence[RawGradient]) -> tuple[str, str] | None:
    if len(returned) == len(names):
        return None
    only = returned[0].kind if len(returned) == 1 else "tensor"
    if only != "tensor":
        words = {"None": "None (is its `return` missing?)", "tuple": "a tuple inside a tuple"}
        return "gradient-kind", (
            f"backward returns {words.get(only, f'a {only}')}, expected a tuple of"
            f" {len(names)} gradients ({', '.join(names)})"
        )
    return "gradient-count", (
        f"backward returns {len(returned)} gradient{'s'[: len(returned) != 1]}, but forward takes"
        f" {len(names)} input{'s'[: len(names) != 1]} ({', '.join(names)}): return one for each"
    )


def _one(
    name: str, value: RawGradient, shape: tuple[int, ...], *, needed: bool
) -> tuple[str, str] | None:
    if value.kind == "None":
        words = f"backward returns None for `{name}`, which has a gradient (forgotten `return`?)"
        return ("gradient-none", words) if needed else None
    if value.kind != "tensor":
        return "gradient-kind", f"backward returns a {value.kind} for `{name}`, expected a tensor"
    if value.shape != shape:
        return "gradient-shape", (
            f"backward returns shape {value.shape} for `{name}`, which has shape {shape}"
            + (": torch would sum it, do it yourself" if len(value.shape) > len(shape) else "")
        )
    if value.dtype != "float64":
        return "gradient-dtype", (
            f"backward returns {value.dtype} for `{name}`, which is float64: torch casts it back,"
            " but the digits are gone"
        )
    return None
