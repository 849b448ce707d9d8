"""A gradient grows otherwise with the inputs than the right one: a factor that grows with them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from torch import Tensor

from gradgrader.diagnosis._scale import factor
from gradgrader.diagnosis._text import names
from gradgrader.diagnosis._tried import unexplained
from gradgrader.diagnosis._views import View, look
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.diagnosis.block_class import EXPLAINED
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed

Powers = tuple[int, int]  # twice the powers of TIMES: of the gradient, of the right one
TIMES = 10.0
ALIKE = 1e-6


@rule
def units(findings: Findings) -> Diagnosis | None:
    """With inputs 10 times as large, a gradient changes by another factor than the right one."""
    if not unexplained(findings):
        return None
    case = findings.trial.main
    pairs = [
        (look(findings, case, draw), look(findings, case, draw, f"times {TIMES:g}"))
        for draw in range(2)
    ]
    powers: dict[int, set[Powers | None]] = {}
    for once, more in pairs:
        if not isinstance(once, View) or not isinstance(more, View):
            return None
        for j, i in once.wrong():
            powers.setdefault(i, set()).update(_powers(once, more, j, i))
    found = {one for many in powers.values() for one in many}
    told = next(iter(found), None)
    if len(found) != 1 or told is None or told[0] == told[1]:
        return None
    return _told(findings, sorted(powers), *told)


def _powers(once: View, more: View, output: int, index: int) -> Iterator[Powers | None]:
    """Of the gradient and of the right one; None where one of them is multiplied by no power."""
    rights = [view.expected[output][index] for view in (once, more)]
    mine = _power(*(view.alone[output].once[index] for view in (once, more)))
    right = _power(*(None if one is None else one.value for one in rights))
    yield None if mine is None or right is None else (mine, right)


def _power(once: Tensor | None, more: Tensor | None) -> int | None:
    """Twice the power of TIMES that one has to multiply with, if it is a whole number."""
    scale = factor(more, once)
    if scale is None and once is not None and more is not None and once.numel() == 1:
        scale = float(more.sum() / once.sum()) if bool(once.any()) else None
    if scale is None or scale <= 0 or not math.isfinite(scale):
        return None
    power = 2 * math.log(scale, TIMES)
    return round(power) if abs(power - round(power)) < ALIKE else None


def _told(findings: Findings, inputs: list[int], mine: int, right: int) -> Diagnosis:
    own = [f"`{names(findings).inputs[i]}`" for i in inputs]
    one, more = len(own) == 1, mine > right
    return Diagnosis(
        code="units",
        confidence="likely",
        title="a gradient grows otherwise with the inputs",
        message=f"With inputs {TIMES:g} times as large, your gradient{'s' * (not one)} of"
        f" {listed(own)} {_times(mine, one=one)}, the right {'one' if one else 'ones'}"
        f" {_times(right, one=one)}. Go through the units: what grows with the inputs, and stands"
        f" once too often {'above' if more else 'below'} a line, or is missing"
        f" {'below' if more else 'above'} one?",
        checks=EXPLAINED,
    )


def _times(power: int, *, one: bool) -> str:
    """`becomes 1000 times as large`, for twice the power of ten."""
    if not power:
        return f"stay{'s' * one} the same"
    size = f"{TIMES ** (abs(power) / 2):.3g} times as {'large' if power > 0 else 'small'}"
    return f"become{'s' * one} {size}"
