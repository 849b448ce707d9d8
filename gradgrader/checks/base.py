"""A check: one question about a Function, asked of a learner and answered with evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gradgrader.errors import InvalidExercise
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Case, Demand, Exercise
from gradgrader.model.picture import Taylor
from gradgrader.model.result import Block, CheckResult, Location, Severity, Status
from gradgrader.registry import Registry
from gradgrader.sandbox.learner import Learner, LearnerRaised, LearnerStopped
from gradgrader.sandbox.messages import Raised
from gradgrader.sandbox.records import Saved


@dataclass(frozen=True, slots=True)
class Trial:
    """What a check works with: the exercise, what is right, and the learner's Function.

    `offers` are optional methods that the Function defines (jvp, vmap, ...).
    """

    exercise: Exercise
    oracle: Oracle
    learner: Learner
    offers: frozenset[str] = frozenset()

    @property
    def main(self) -> Case:
        """The first case of the exercise: its smallest, and gradcheck's."""
        return self.exercise.cases[0]

    @property
    def everything(self) -> tuple[bool, ...]:
        """That every input requires a gradient."""
        return (True,) * len(self.exercise.inputs)

    def requires(self, check: str) -> bool:
        """Whether the exercise itself says that this check must pass."""
        return self.exercise.checks.get(check) is Demand.REQUIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A check's answer; `code` names the reason of a failure, `detail` is shown on request.

    `ended` says that the learner's process is gone, `unseen` why gradcheck can't see this failure
    (where that is not the check's usual reason), `taylor` is what there is to plot.
    """

    status: Status = Status.PASSED
    message: str = ""
    code: str = ""
    case: str = ""
    detail: str = ""
    blocks: tuple[Block, ...] = ()
    saved: tuple[Saved, ...] = ()
    ended: bool = False
    locations: tuple[Location, ...] = ()
    unseen: str = ""
    taylor: Taylor | None = None


Run = Callable[[Trial], Outcome]
SLIGHT = "it lets a gradient be off by 1e-5 + 0.1 %"  # why gradcheck does not see it
MAX_WORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A question, how bad a no is, and the checks that must pass before it makes sense to ask.

    It `applies` where the exercise or the Function gives it anything to look at; an `optional` one
    is asked only where the exercise or the user wants it. `unseen` says why gradcheck can't see
    what this check sees.
    """

    name: str
    question: str
    severity: Severity
    needs: tuple[str, ...]
    run: Run
    applies: Callable[[Trial], bool] = lambda _: True
    optional: bool = False
    unseen: str = ""


CHECKS: Registry[Check] = Registry("gradgrader.checks", "check")


def check(
    severity: Severity,
    *,
    needs: tuple[str, ...] = (),
    applies: Callable[[Trial], bool] = lambda _: True,
    optional: bool = False,
    unseen: str = "",
) -> Callable[[Run], Run]:
    """Register a check under its module's name; its question is its docstring's first line."""

    def register(run: Run) -> Run:
        name = run.__module__.rpartition(".")[2].replace("_", "-")
        question = (run.__doc__ or "").strip().partition("\n")[0]
        part = Check(
            name=name,
            question=question,
            severity=severity,
            needs=needs,
            run=run,
            applies=applies,
            optional=optional,
            unseen=unseen,
        )
        CHECKS.add(name, part)
        return run

    return register


def demand(
    check: Check, exercise: Exercise, asked: Mapping[str, Demand] = MappingProxyType({})
) -> Demand:
    """What is asked of this check: what the user says, the exercise, or what the severity means."""
    severe = check.severity in (Severity.WRONG, Severity.DANGEROUS)
    usual = Demand.REQUIRED if severe else Demand.ADVISORY
    usual = Demand.OFF if check.optional else usual
    return asked.get(check.name, exercise.checks.get(check.name, usual))


def in_order(checks: Iterable[Check]) -> list[Check]:
    """The checks, each after those it needs, and otherwise the gravest first."""
    severities = list(Severity)
    waiting = sorted(checks, key=lambda check: (severities.index(check.severity), check.name))
    ordered: list[Check] = []
    while waiting:
        names = {check.name for check in waiting}
        ready = next(check for check in waiting if not names & set(check.needs))
        waiting.remove(ready)
        ordered.append(ready)
    return ordered


def ask(trial: Trial, run: Run) -> Outcome:
    """Run a check (or a part of one); what the learner's code does wrong becomes its outcome."""
    try:
        return run(trial)
    except LearnerRaised as error:
        return raised(trial, error.raised)
    except LearnerStopped as error:
        return stopped(error)
    except InvalidExercise as error:
        if trial.exercise.function is None:
            raise
        reason = error.message.split("\n", 1)[0]  # made of somebody's code: it may take no others
        return Outcome(status=Status.SKIPPED, message=f"the reference can't be asked: {reason}")


def stopped(error: LearnerStopped) -> Outcome:
    """The outcome of a worker's end."""
    return Outcome(
        status=error.status,
        message=f"your code {error.message}",
        code=error.code,
        locations=(error.location,) if error.location else (),
        ended=True,
    )


def raised(trial: Trial, error: Raised) -> Outcome:
    """The outcome of an exception in the learner's code (or in torch, about what it returned)."""
    where = trial.learner.locate(error)
    function = error.frames[-1].function if error.frames else "your Function"
    first = error.message.strip().split("\n", 1)[0]
    shown = first if len(first) <= MAX_WORDS else f"{first[:MAX_WORDS]} [...]"
    return Outcome(
        status=Status.CRASHED,
        message=f"{function} raised {error.type}{': ' + shown if shown else ''}",
        code=f"raised-{error.type}",
        detail=error.message if shown != error.message.strip() else "",
        locations=(where,) if where else (),
    )


def result(check: Check, outcome: Outcome, *, required: bool, accepted: bool) -> CheckResult:
    """A check's line in the report; `accepted` says that gradcheck said True."""
    failed = outcome.status is Status.FAILED
    return CheckResult(
        check=check.name,
        severity=check.severity,
        required=required,
        status=outcome.status,
        message=outcome.message,
        code=outcome.code,
        case=outcome.case,
        locations=outcome.locations,
        detail=outcome.detail,
        unseen=(outcome.unseen or check.unseen) if accepted and failed else "",
    )
