"""One Function to its grade: ask every check in order, diagnose, score."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from gradgrader.checks.base import CHECKS, Check, Outcome, Trial, ask, demand, in_order, result
from gradgrader.checks.base import stopped as stopped_outcome
from gradgrader.diagnosis._jacobians import jacobians
from gradgrader.diagnosis.base import SILENT, Findings, Workshop, diagnose
from gradgrader.grading.begun import not_begun, untouched
from gradgrader.grading.job import Options
from gradgrader.grading.match import Match, fits, takes
from gradgrader.model.exercise import Demand, Exercise
from gradgrader.model.result import FINE, WAITS, Block, CheckResult, Grade, Severity, Status


def judge(
    trial: Trial,
    one: Match,
    options: Options,
    tell: Callable[[str], None],
    workshop: Workshop | None = None,
) -> Iterator[Grade]:
    """The grade of a matched Function, twice: by its values alone, then whole, and why."""
    exercise, asked = trial.exercise, dict(options.checks)
    checks = [
        check
        for check in in_order(CHECKS[name] for name in CHECKS)
        if demand(check, exercise, asked) is not Demand.OFF and check.applies(trial)
    ]
    required = {
        c.name: options.strict or demand(c, exercise, asked) is Demand.REQUIRED for c in checks
    }
    known = _known(one) if "forward" in required else None
    outcomes = {"forward": known} if known else {}  # before the first is asked
    values = list(takewhile(lambda check: check.severity is Severity.WRONG, checks))
    _ask(trial, values, required, outcomes, tell)
    early = _grade(exercise, one, _results(values, outcomes, required), outcomes)
    sketch = one.candidate.sketch
    if early.status is not Status.PASSED and sketch and untouched(exercise, sketch):
        yield from (not_begun(early, sketch),) * 2
        return
    yield early
    _ask(trial, checks[len(values) :], required, outcomes, tell)
    tell(f"{exercise.id}: saying why")
    findings = Findings(trial, outcomes, one.candidate.sketch, options.hints, workshop)
    grade = _grade(exercise, one, _results(checks, outcomes, required), outcomes)
    if options.hints == SILENT:
        grade = replace(grade, blocks=tuple(map(_bare, grade.blocks)))
    wrong = any(block.status is Status.FAILED for block in grade.blocks)
    plotted = outcomes.get("taylor") if wrong and options.hints else None
    yield replace(
        grade,
        diagnoses=diagnose(findings),
        jacobians=jacobians(findings, grade.blocks),
        taylor=plotted.taylor if plotted else None,
    )


def _grade(
    exercise: Exercise,
    one: Match,
    results: tuple[CheckResult, ...],
    outcomes: Mapping[str, Outcome],
) -> Grade:
    """What these results amount to."""
    failing = [r for r in results if r.required and r.status not in FINE]
    blocks = _blocks(exercise, outcomes)
    return Grade(
        exercise=exercise.id,
        function=one.candidate.seen.name,
        location=one.candidate.location,
        status=failing[0].status if failing else Status.PASSED,
        score=exercise.points * _share(blocks, passed=not failing) + _extra(exercise, results),
        max_score=exercise.points + sum(exercise.check_points.values()),
        matched_by=one.by.value,
        blocks=blocks,
        checks=results,
    )


def _results(
    checks: Sequence[Check], outcomes: Mapping[str, Outcome], required: Mapping[str, bool]
) -> tuple[CheckResult, ...]:
    gradcheck = outcomes.get("gradcheck")
    accepted = gradcheck is not None and gradcheck.status is Status.PASSED
    return tuple(
        result(c, outcomes[c.name], required=required[c.name], accepted=accepted) for c in checks
    )


def passes(trial: Trial, one: Match, options: Options) -> bool:
    """Whether every check passes that decides; the first that does not ends it."""
    return first_failing(trial, one, options) == ""


def first_failing(
    trial: Trial, one: Match, options: Options, excused: Collection[str] = ()
) -> str | None:
    """The first check that decides and fails; empty where all pass, None where none decides.

    What is `excused` is the name of a check, or the code of an outcome.
    """
    asked = dict(options.checks)
    enough = {Demand.REQUIRED, Demand.ADVISORY} if options.strict else {Demand.REQUIRED}
    outcomes: dict[str, Outcome] = {}
    for check in in_order(CHECKS[name] for name in CHECKS):
        wanted = demand(check, trial.exercise, asked) in enough and check.applies(trial)
        if wanted and _waiting(check, outcomes, None) is None:
            found = outcomes[check.name] = _known(one) or ask(trial, check.run)
            if found.status not in FINE and not {check.name, found.code} & set(excused):
                return check.name
    return "" if outcomes else None


def _ask(
    trial: Trial,
    checks: Sequence[Check],
    required: Mapping[str, bool],
    outcomes: dict[str, Outcome],
    tell: Callable[[str], None],
) -> None:
    """Add these checks' answers to what is known."""
    dead = next((name for name in outcomes if outcomes[name].ended and required[name]), None)
    for check in checks:
        tell(f"{trial.exercise.id}: {check.name}")
        outcome = outcomes.get(check.name) or _waiting(check, outcomes, dead)
        outcomes[check.name] = outcome or ask(trial, check.run)
        if outcomes[check.name].ended and required[check.name] and dead is None:
            dead = check.name


def _known(one: Match) -> Outcome | None:
    """What matching has found out about forward: it ended the process, or takes other inputs."""
    if one.stopped is not None:
        return stopped_outcome(one.stopped)
    if not fits(one.candidate, one.exercise):
        names = ", ".join(one.exercise.arguments)
        given = f"{len(one.exercise.arguments)}: {names}"
        return Outcome(
            status=Status.FAILED,
            code="inputs",
            message=f"forward takes {takes(one.candidate)}, `{one.exercise.id}` gives {given}",
        )
    return None


def _waiting(check: Check, outcomes: Mapping[str, Outcome], dead: str | None) -> Outcome | None:
    """Why a check is not asked: one that it needs did not pass, or the process is gone."""
    if dead is not None:
        return Outcome(status=Status.SKIPPED, code=WAITS, message=f"not asked after `{dead}`")
    for need in check.needs:
        if need in outcomes and outcomes[need].status is not Status.PASSED:
            return Outcome(status=Status.SKIPPED, code=WAITS, message=f"waits for `{need}`")
    return None


def _blocks(exercise: Exercise, outcomes: Mapping[str, Outcome]) -> tuple[Block, ...]:
    """Every output→input block, at the worst that any check saw of it."""
    seen: dict[tuple[str, str], Block] = {}
    for outcome in outcomes.values():
        for block in outcome.blocks:
            key = block.output, block.input
            if key not in seen or (_badness(block) > _badness(seen[key])):
                seen[key] = block
    return tuple(
        seen.get(
            (output, spec.name),
            Block(output=output, input=spec.name, status=Status.SKIPPED, note="not judged"),
        )
        for output in exercise.outputs
        for spec in exercise.inputs
    )


def _extra(exercise: Exercise, results: Sequence[CheckResult]) -> float:
    """Points that the exercise gives for single checks."""
    passed = {result.check for result in results if result.status is Status.PASSED}
    return sum(points for name, points in exercise.check_points.items() if name in passed)


def _bare(block: Block) -> Block:
    """Without the pattern that its numbers have: that is a hint."""
    return replace(block, note="") if block.error is not None else block


def _badness(block: Block) -> tuple[bool, float]:
    return block.status is Status.FAILED, block.error or 0.0


def _share(blocks: Sequence[Block], *, passed: bool) -> float:
    """1 for an exercise that passes, else the share of right blocks.

    Where every block is right and something else is wrong, that counts as one more block.
    """
    if passed:
        return 1.0
    counted = [block for block in blocks if block.status is not Status.SKIPPED]
    right = sum(block.status is Status.PASSED for block in counted)
    return round(right / (len(counted) + (right == len(counted))), 4)
