"""Right for real numbers, and not for complex ones: conjugates, and parts that are lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.diagnosis._text import names
from gradgrader.diagnosis._views import same
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed
from gradgrader.sandbox.messages import Backward, Forward, Gradients

Row = Sequence[Tensor]
# whether the cotangents are real, what came, what is right, and what without any conjugate
Asked = tuple[bool, Row, Row, Row]
CONVENTION = (
    "torch's gradient of z = a + ib is what comes back for a, plus i times what comes back for b."
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of wrong numbers: what holds for them at a point, and for which cotangents."""

    code: str
    title: str
    message: str
    question: str
    holds: Callable[[Tensor, Tensor, Tensor], bool]
    always: bool = True  # or for real cotangents only


def _conjugate(found: Tensor, right: Tensor, _: Tensor) -> bool:
    return same(found, right.conj().resolve_conj())


def _plain(found: Tensor, _: Tensor, without: Tensor) -> bool:
    return same(found, without)


def _right(found: Tensor, right: Tensor, _: Tensor) -> bool:
    return same(found, right)


def _real_part(found: Tensor, right: Tensor, _: Tensor) -> bool:
    return same(found.real, right.real) and not bool(found.imag.any())


KINDS = (
    _Kind(
        "conjugated",
        "a gradient is conjugated",
        "is the conjugate of the right one",
        "Does the input itself belong there, or its conjugate?",
        _conjugate,
    ),
    _Kind(
        "imaginary-part",
        "the imaginary part of a gradient is lost",
        "has the right real part, and no imaginary part",
        "What does the output do when only the imaginary part of the input moves?",
        _real_part,
    ),
    _Kind(
        "imaginary-cotangent",
        "right for real incoming gradients only",
        "is right as long as what comes in is real, and wrong as soon as that has an imaginary"
        " part",
        "A loss may look at the imaginary part of the output too: does that part move when the"
        " input does, and so what should come back for it?",
        _right,
        always=False,
    ),
    _Kind(
        "conjugated",
        "a derivative lacks its conjugate",
        "is what comes in times the derivative, where the conjugate of the derivative belongs",
        "Which tensor of your formula is the derivative, and not what comes in?",
        _plain,
    ),
    _Kind(
        "conjugated",
        "a gradient is conjugated",
        "is the conjugate of the right one where what comes in is real, and wrong in another way"
        " where that has an imaginary part",
        "Does the input itself belong there, or its conjugate? And does the imaginary part of the"
        " output move when the input does?",
        _conjugate,
        always=False,
    ),
)


@rule
def complex_gradient(findings: Findings) -> Diagnosis | None:
    """Gradients are right for real inputs; those of complex ones lack a conjugate or a part."""
    outcome = findings.failed("complex-numbers")
    if outcome is None or outcome.ended or findings.failed("gradients"):
        return None
    pairs = list(_asked(findings))
    wrong = sorted({i for _, found, right, _ in pairs for i in _wrong(found, right)})
    kind = next((kind for kind in KINDS if all(_is(kind, pairs, i) for i in wrong)), None)
    if kind is None or not wrong:
        return None
    own = listed([f"`{names(findings).inputs[i]}`" for i in wrong])
    return Diagnosis(
        code=kind.code,
        confidence="exact",
        title=kind.title,
        message=f"For complex inputs, your gradient of {own} {kind.message}.",
        advice=f"{CONVENTION} {kind.question}",
        checks=("complex-numbers",),
    )


def _asked(findings: Findings) -> Iterator[Asked]:
    """Gradients for a real and for a complex cotangent at two points: what came, what is right."""
    oracle, case = findings.trial.oracle, findings.trial.main
    for draw, real in itertools.product(range(2), (True, False)):
        inputs = _complex(oracle.inputs(case, draw), oracle.inputs(case, draw + 2))
        first, second = oracle.cotangents(case, draw), oracle.cotangents(case, draw + 2)
        given = _complex(first, [0 * g for g in first] if real else second)
        outputs = zip(given, oracle.call(inputs), strict=True)
        cotangents = tuple(g if out.is_complex() else g.real for g, out in outputs)
        forward = Forward(0, inputs, findings.trial.everything)
        _, answer = findings.ask([forward, Backward(1, 0, cotangents)])
        if isinstance(answer, Gradients):
            right = oracle.vjp(inputs, cotangents)
            none = [torch.zeros_like(value) for value in inputs]
            expected = [zero if r is None else r.value for r, zero in zip(right, none, strict=True)]
            found = [zero if g is None else g for g, zero in zip(answer.values, none, strict=True)]
            yield real, found, expected, list(_without(findings, inputs, cotangents))


def _without(findings: Findings, inputs: Row, cotangents: Row) -> Iterator[Tensor]:
    """What comes back if the derivative is not conjugated: linear in complex cotangents too."""
    parts = ([g.real + 0 * g for g in cotangents], [_imaginary(g) + 0 * g for g in cotangents])
    real, imaginary = (findings.trial.oracle.vjp(inputs, part) for part in parts)
    for value, a, b in zip(inputs, real, imaginary, strict=True):
        zero = torch.zeros_like(value)
        first, second = (zero if one is None else one.value.conj() for one in (a, b))
        yield first + 1j * second


def _imaginary(value: Tensor) -> Tensor:
    return value.imag if value.is_complex() else 0 * value


def _complex(real: Row, imaginary: Row) -> tuple[Tensor, ...]:
    return tuple(torch.complex(a, b) for a, b in zip(real, imaginary, strict=True))


def _wrong(found: Row, right: Row) -> list[int]:
    return [i for i, (a, b) in enumerate(zip(found, right, strict=True)) if not same(a, b)]


def _is(kind: _Kind, pairs: Sequence[Asked], index: int) -> bool:
    return all(
        kind.holds(found[index], right[index], without[index])
        for real, found, right, without in pairs
        if real or kind.always
    )
