"""Forward mode is missing, or what it adds up is not what moves the output."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.diagnosis._flow import mentions, reached
from gradgrader.diagnosis._text import method, names, parameters, places, returns
from gradgrader.diagnosis._views import same
from gradgrader.diagnosis.base import WHERE, Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed
from gradgrader.sandbox.alone import Tangent
from gradgrader.sandbox.messages import Outputs, Raised

Row = Sequence[Tensor]
EACH = "The output moves because each input moves: what comes from each of them is added up."


@dataclass(frozen=True, slots=True)
class _Told:
    code: str
    title: str
    message: str
    advice: str
    nodes: tuple[ast.AST, ...] = ()


@rule
def forward_mode(findings: Findings) -> Diagnosis | None:
    """There is no jvp although one is asked for, or it leaves out or mixes up the tangents."""
    outcome = findings.failed("jvp")
    if outcome is None or outcome.ended:
        return None
    if outcome.code == "no-jvp":
        return _missing(findings)
    told = _told(findings)
    if told is None:
        return None
    found = places(findings.sketch, told.nodes) if findings.hints >= WHERE else ()
    return Diagnosis(
        code=told.code,
        confidence="exact",
        title=told.title,
        message=told.message,
        advice=told.advice,
        locations=outcome.locations or found,
        checks=("jvp",),
    )


def _missing(findings: Findings) -> Diagnosis:
    sketch = findings.sketch
    return Diagnosis(
        code="missing-jvp",
        confidence="exact",
        title="there is no forward mode",
        message="The class has no `jvp`, and here one is asked for: it gets a tangent for each"
        " input and returns one for each output.",
        advice="Write it beside `backward`, as a static method of the same class; what it needs of"
        " forward is kept by `ctx.save_for_forward`.",
        locations=(sketch.unit.at(sketch.line),) if sketch else (),
        checks=("jvp",),
    )


def _told(findings: Findings) -> _Told | None:
    """What the numbers are: each tangent alone, all at once, and twice as much of all."""
    oracle, case = findings.trial.oracle, findings.trial.main
    inputs, tangents = oracle.inputs(case), oracle.weights(case)
    alone = [
        tuple(t if i == n else torch.zeros_like(t) for i, t in enumerate(tangents))
        for n in range(len(tangents))
    ]
    asked = [*alone, tangents, tuple(2 * t for t in tangents)]
    rights = [oracle.tangents(case, one) for one in asked]
    answers = findings.ask([Tangent(inputs, one) for one in asked])
    for answer in answers:
        if isinstance(answer, Raised):
            words = f"{answer.type}: {answer.message}"
            message = f"Your jvp does not get to its end: it raised {words}."
            return _Told("jvp-raises", "jvp stops with an exception", message, "")
    found = [_filled(one) for one in answers if isinstance(one, Outputs)]
    expected = [tuple(e.value for e in right) for right in rights if right is not None]
    if len(expected) != len(asked) or [len(f) for f in found] != [len(e) for e in expected]:
        return None
    *_, every, twice = found
    if not _alike(twice, [2 * value for value in every]):
        return _mixed(findings)
    return _each(findings, list(zip(found, expected, strict=True))[: len(alone)])


def _filled(answer: Outputs) -> tuple[Tensor, ...]:
    """The values of an answer that are tensors."""
    return tuple(value for value in answer.values if value is not None)


def _mixed(findings: Findings) -> _Told:
    return _Told(
        "nonlinear-in-tangent",
        "tangents are multiplied with each other",
        "With twice the tangents, your jvp does not return twice as much: more is done with them"
        " than to multiply each with a derivative, and add.",
        f"{EACH} Where do two of them meet otherwise?",
        tuple(_products(findings)),
    )


def _each(findings: Findings, pairs: Sequence[tuple[Row, Row]]) -> _Told | None:
    """What the tangent of each input alone comes to, told of those that are wrong."""
    own = [f"`{name}`" for name in names(findings).inputs]
    wrong = [n for n, (found, right) in enumerate(pairs) if not _alike(found, right)]
    if not wrong:
        return None
    lost = [n for n in wrong if not any(bool(value.any()) for value in pairs[n][0])]
    if lost == wrong:
        which = listed([own[n] for n in lost])
        return _Told(
            "dropped-tangent",
            "a tangent is left out",
            f"Where only {which} move{'s' * (len(lost) == 1)}, your jvp says that nothing does.",
            EACH,
            tuple(_ends(findings)),
        )
    which, several = listed([own[n] for n in wrong]), len(wrong) > 1
    flipped = all(_alike(pairs[n][0], [-value for value in pairs[n][1]]) for n in wrong)
    what = "the right one with its sign flipped" if flipped else "not the right one"
    return _Told(
        "sign" if flipped else "wrong-tangent",
        "a sign in jvp is wrong" if flipped else "a derivative in jvp is wrong",
        f"Where only {which} move{'s' * (not several)}, the tangent that your jvp returns is"
        f" {what}.",
        "jvp multiplies a tangent with the same derivative as backward does a cotangent, from the"
        " other side.",
        tuple(_ends(findings)),
    )


def _alike(found: Row, right: Row) -> bool:
    return all(same(a, b) for a, b in zip(found, right, strict=True))


def _tangents(findings: Findings) -> tuple[ast.FunctionDef | None, list[str]]:
    """The method, and what it calls the tangents of the inputs."""
    function = method(findings.sketch, "jvp")
    given, exercise = parameters(function)[1:], findings.exercise
    if function is None or len(given) != len(exercise.arguments):
        return None, []
    return function, [given[exercise.arguments.index(spec.name)] for spec in exercise.inputs]


def _ends(findings: Findings) -> Iterator[ast.AST]:
    """Where the only `return` of jvp stands, if it alone uses the tangents."""
    function, tangents = _tangents(findings)
    ends = returns(function)
    if function and len(ends) == 1 and reached(function, tangents) == set(tangents):
        yield from ends


def _products(findings: Findings) -> Iterator[ast.AST]:
    """Where two expressions that both depend on a tangent are multiplied."""
    function, tangents = _tangents(findings)
    if function is None:
        return
    moving = reached(function, tangents)
    for node in ast.walk(function):
        match node:
            case ast.BinOp(left=left, op=ast.Mult() | ast.MatMult(), right=right) if mentions(
                left, moving
            ) and mentions(right, moving):
                yield node
