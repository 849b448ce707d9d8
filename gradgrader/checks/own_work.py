"""P39: who does the exercise, backward's formula or torch?"""

from __future__ import annotations

from collections.abc import Sequence

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Location, Severity, Status
from gradgrader.sandbox.learner import gradients
from gradgrader.sandbox.messages import Backward, Forward, Gradients, Raised
from gradgrader.sandbox.own_work import FORWARD
from gradgrader.sandbox.records import Help

AUTOGRAD, GRAD_MODE, DIFFERENCES = "autograd", "autograd-on", "finite-differences"
MANY = 3
SWITCHES = frozenset({"torch.enable_grad", "torch.set_grad_enabled"})


@check(Severity.ADVICE, needs=("gradients",))
def own_work(trial: Trial) -> Outcome:
    """Does backward derive the gradient itself?

    It does not where it calls autograd, or evaluates its own forward three times or more. That is
    a question of the course's rules and not of safety: the worker attests what backward called,
    and a hostile file can hide it.

    For example: `torch.autograd.grad(f(x), x, g)` in backward
    """
    case, oracle = trial.main, trial.oracle
    everything, cotangents = (True,) * len(trial.exercise.inputs), oracle.cotangents(case)
    _, first, second = trial.learner.run(
        [
            Forward(0, oracle.inputs(case), everything),
            Backward(1, 0, cotangents, watch=True),
            Backward(2, 0, cotangents, create_graph=True, watch=True),
        ]
    )
    found = list(gradients(first).own_work)
    found += second.own_work if isinstance(second, Gradients) else []
    for code, helps in _sorted(found):
        if helps:
            return Outcome(
                status=Status.FAILED,
                code=code,
                message=_sentence(code, helps),
                case=case.label,
                locations=_places(trial, helps),
            )
    return Outcome(case=case.label)


def _sorted(found: Sequence[Help]) -> list[tuple[str, list[Help]]]:
    """What was seen under each code, the plainest first."""
    called = [one for one in found if one.name != FORWARD]
    return [
        (AUTOGRAD, [one for one in called if one.name not in SWITCHES]),
        (DIFFERENCES, [one for one in found if one.name == FORWARD and one.times >= MANY]),
        (GRAD_MODE, [one for one in called if one.name in SWITCHES]),
    ]


def _sentence(code: str, helps: Sequence[Help]) -> str:
    if code == DIFFERENCES:
        return (
            f"backward evaluates its own forward {helps[0].times} times, as finite differences do"
        )
    names = " and ".join(dict.fromkeys(f"`{one.name}`" for one in helps))
    if code == GRAD_MODE:
        return f"backward turns autograd on ({names}), which a formula has no need of"
    return f"backward calls {names}: autograd derives the gradient"


def _places(trial: Trial, helps: Sequence[Help]) -> tuple[Location, ...]:
    """The learner's lines that made these calls, found as those of an exception are."""
    places = (trial.learner.locate(Raised(type="", message="", frames=one.frames)) for one in helps)
    return tuple(dict.fromkeys(place for place in places if place is not None))
