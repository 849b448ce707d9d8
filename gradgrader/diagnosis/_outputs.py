"""What forward returns instead of what it should, told from its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import permutations

import torch
from torch import Tensor

from gradgrader.diagnosis._scale import by_size, factor
from gradgrader.diagnosis._variants import outputs as outputs_of
from gradgrader.diagnosis._variants import variants
from gradgrader.diagnosis._views import same, square
from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.tolerance import largest
from gradgrader.model.exercise import Case
from gradgrader.model.words import listed
from gradgrader.sandbox.messages import Forward, Outputs

ORDER = "Your outputs come in another order"
NEAR, ALIKE = 1e-5, 1e-12
Values = Sequence[Tensor | None]


@dataclass(frozen=True, slots=True)
class Both:
    """What forward returns for two draws of a case, and what is right."""

    findings: Findings
    case: Case
    found: tuple[Values, ...]
    right: tuple[Sequence[Tensor], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.findings.exercise.outputs

    def returns(self, place: int, index: int) -> bool:
        """Whether what comes at `place` is the `index`-th output."""
        pairs = zip(self.found, self.right, strict=True)
        return all(_same(answer[place], right[index]) for answer, right in pairs)


def instead(findings: Findings, code: str) -> str | None:
    """A sentence on what forward returns, if that is plain; `code` is that of its check."""
    if code == "kind":
        return (
            "Your forward returns something that is no tensor (or a list of tensors), which"
            f" autograd does not look into: return {', '.join(findings.exercise.outputs)} as they"
            " are, or as a tuple."
        )
    case = square(findings) if code == "shape" else findings.trial.main
    found = [answer for draw in range(2) if (answer := _answer(findings, case, draw)) is not None]
    if len(found) < 2 or len({len(answer) for answer in found}) > 1:  # noqa: PLR2004
        return None
    oracle = findings.trial.oracle
    right = [[one.value for one in oracle.forward(case, draw)] for draw in range(2)]
    both = Both(findings, case, tuple(found), tuple(right))
    if len(found[0]) != len(both.names):
        return _missing(both)
    sentences = (words for test in TESTS for words in test(both))
    return next(sentences, None)


def _answer(findings: Findings, case: Case, draw: int) -> Values | None:
    inputs = findings.trial.oracle.inputs(case, draw)
    (answer,) = findings.ask([Forward(0, inputs, findings.trial.everything)])
    return answer.values if isinstance(answer, Outputs) else None


def _missing(both: Both) -> str:
    """Which of the outputs came back, if not all did."""
    count, wanted = len(both.found[0]), ", ".join(both.names)
    gone = [
        f"`{name}`"
        for index, name in enumerate(both.names)
        if not any(both.returns(place, index) for place in range(count))
    ]
    if not gone or count > len(both.names):
        return f"Your forward returns {count} values, where {wanted} is asked for."
    verb = "is" if len(gone) == 1 else "are"
    return f"{listed(gone)} {verb} missing: your forward has to return {wanted}."


def _exchanged(both: Both) -> Iterator[str]:
    count = len(both.names)
    for order in permutations(range(count)):
        if order != tuple(range(count)) and all(
            both.returns(place, index) for place, index in enumerate(order)
        ):
            got = ", ".join(both.names[index] for index in order)
            yield f"{ORDER}: {got}, where {', '.join(both.names)} is asked for."


def _dtype(both: Both) -> Iterator[str]:
    for name, value, right in zip(both.names, both.found[0], both.right[0], strict=True):
        if value is not None and value.dtype != right.dtype:
            kinds = [str(one.dtype).removeprefix("torch.") for one in (value, right)]
            yield f"Your output `{name}` is {kinds[0]}, for inputs that are {kinds[1]}."


def _plain(both: Both) -> Iterator[str]:
    """The first output that differs: a sign, a factor, a transpose, rounding, a constant."""
    off = [index for index in range(len(both.names)) if not both.returns(index, index)]
    pairs = [
        (actual, right[off[0]])
        for answer, right in zip(both.found, both.right, strict=True)
        if (actual := answer[off[0]]) is not None and actual.shape == right[off[0]].shape
    ]
    if len(pairs) < len(both.found):
        return
    your = f"Your output `{both.names[off[0]]}`"
    if not any(bool(a.any()) for a, _ in pairs):
        yield f"{your} is always zero."
    if all(b.dim() == 2 and same(a, b.mT) for a, b in pairs):  # noqa: PLR2004
        yield f"{your} is the right one, transposed."
    if words := _factor(both, off[0], pairs):
        yield f"{your} is the right one {words}."
    if all(torch.equal(a.float().to(a.dtype), a) and _near(a, b) for a, b in pairs):
        yield f"{your} has been rounded to single precision (float32)."
    shifts = torch.cat([(a - b).flatten() for a, b in pairs])
    if largest(shifts - shifts[0]) <= ALIKE * max(1.0, *(largest(b) for _, b in pairs)):
        yield f"{your} is the right one plus {float(shifts[0]):.4g}."


def _factor(both: Both, index: int, pairs: Sequence[tuple[Tensor, Tensor]]) -> str:
    """`times 2`, or by which size."""
    factors = [found for a, b in pairs if (found := factor(a, b)) is not None]
    if len(factors) < len(pairs) or largest(torch.tensor(factors) - factors[0]) > NEAR**2:
        return ""
    sized = [(both.case, factors[0])]
    for case in both.findings.exercise.cases[1:3]:
        answer = _answer(both.findings, case, 0)
        right = both.findings.trial.oracle.forward(case)[index].value
        found = factor(answer[index], right) if answer is not None else None
        sized += [(case, found)] if found is not None else []
    return by_size(both.findings.exercise, sized) or f"times {factors[0]:.6g}"


def _variant(both: Both) -> Iterator[str]:
    """The edits of the reference that return just this."""
    findings, oracle = both.findings, both.findings.trial.oracle
    given = [oracle.inputs(both.case, draw) for draw in range(2)]
    for variant in variants(findings.exercise):
        key = f"variant {variant.source} {both.case.label}"
        made = oracle.once(key, partial(_made, findings, variant.source, given))
        if all(
            len(a) == len(b) and all(map(_same, a, b))
            for a, b in zip(both.found, made, strict=True)
        ):
            yield f"Your forward returns what the right one would if {variant.words}."


def _made(
    findings: Findings, source: str, given: Sequence[tuple[Tensor, ...]]
) -> list[list[Tensor]]:
    return [outputs_of(findings.trial.oracle, source, inputs) for inputs in given]


TESTS: tuple[Callable[[Both], Iterator[str]], ...] = (_exchanged, _dtype, _plain, _variant)


def _same(a: Tensor | None, b: Tensor) -> bool:
    return a is not None and same(a, b)


def _near(a: Tensor, b: Tensor) -> bool:
    return largest(a - b) <= NEAR * largest(b)
