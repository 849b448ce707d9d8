"""Forward is not the function that is asked for: what it is instead."""

from __future__ import annotations

import ast

from gradgrader.checks.base import Outcome
from gradgrader.diagnosis._outputs import ORDER, instead
from gradgrader.diagnosis._point import VALUE
from gradgrader.diagnosis._shrink import smallest
from gradgrader.diagnosis._text import at, method, parameters, returns
from gradgrader.diagnosis.base import WHERE, Findings, rule
from gradgrader.model.result import Diagnosis, Location, Status

TOLD = {"value", "shape", "count", "kind", "dtype"}
AT_RETURN = {"count", "kind"}
UNKNOWN = "Your forward does not compute what is asked for."
FIRST = "Gradients can only be judged when forward is right."


@rule
def wrong_forward(findings: Findings) -> Diagnosis | None:
    """Forward returns something else; nothing is said about gradients then."""
    outcome = findings.failed("forward")
    if outcome is None or outcome.ended:
        return None
    if outcome.status is Status.CRASHED:
        return _raises(findings, outcome)
    if outcome.code not in TOLD:
        return None
    words = instead(findings, outcome.code)
    if words is None and outcome.code != "value":
        words = f"{outcome.message[:1].upper()}{outcome.message[1:]}."
    returned = outcome.code in AT_RETURN or (words or "").startswith(ORDER)
    values = outcome.code == "value"
    return Diagnosis(
        code="wrong-forward",
        confidence="exact" if words else "likely",
        title="forward computes something else",
        message=f"{words or UNKNOWN} {FIRST}",
        locations=_returned(findings) if returned else _computed(findings),
        checks=("forward",),
        counterexample=smallest(
            findings, lambda fault: fault.kind == VALUE, [findings.trial.main], forward=True
        )
        if values
        else None,
    )


def _computed(findings: Findings) -> tuple[Location, ...]:
    """From the first to the last statement that computes, where lines are to be told."""
    forward = method(findings.sketch, "forward")
    if forward is None or findings.sketch is None or findings.hints < WHERE:
        return ()
    context = set(parameters(forward)[:1])
    steps = [one for one in forward.body if not _keeps(one, context)]
    steps = [one for one in steps if not _only_returns(one)] or steps
    if not steps:
        return ()
    first, last = steps[0].lineno, steps[-1].end_lineno or steps[-1].lineno
    return (findings.sketch.unit.at(first, last if last > first else None),)


def _only_returns(statement: ast.stmt) -> bool:
    """Whether it returns names, and computes nothing."""
    value = statement.value if isinstance(statement, ast.Return) else None
    values = value.elts if isinstance(value, ast.Tuple) else [value]
    return all(isinstance(one, ast.Name) for one in values)


def _keeps(statement: ast.stmt, context: set[str]) -> bool:
    """Whether a statement only keeps something for backward, or says something."""
    match statement:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            return name in context
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=name))], value=ast.Name()):
            return name in context
    return False


def _raises(findings: Findings, outcome: Outcome) -> Diagnosis:
    return Diagnosis(
        code="forward-raises",
        confidence="exact",
        title="forward stops with an exception",
        message=f"Your forward does not get to its end: {outcome.message.rstrip('.')}. {FIRST}",
        locations=outcome.locations or _returned(findings),  # the engine refuses what comes back
        checks=("forward",),
    )


def _returned(findings: Findings) -> tuple[Location, ...]:
    """Where forward returns."""
    found = returns(method(findings.sketch, "forward"))
    return (at(findings.sketch, found[-1]),) if findings.sketch and found else ()
