"""What numbers are made of that use the right derivative, but in another way than backward does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from gradgrader.diagnosis._place import Kind, Place, Test, reference_at
from gradgrader.diagnosis._point import Point
from gradgrader.diagnosis._versions import values
from gradgrader.diagnosis._views import same
from gradgrader.exercises.constants import in_order

DIGITS, EXACT = 9, 1e-6
POWERS = {
    1.0: "times {}",
    -1.0: "divided by {}",
    2.0: "times the square of {}",
    -2.0: "divided by the square of {}",
}


def _forward_again(place: Place) -> Iterator[Kind]:
    """What forward makes of a change of the input, for what comes in as such a change."""
    view, oracle = place.view, place.findings.trial.oracle
    mine = oracle.cotangents(view.case, view.draw)[place.output]
    if view.way or mine.shape != place.right.shape:
        return
    key = f"forward again {view.case.label} {view.draw} {place.output} {place.input}"
    changes = [mine if i == place.input else None for i in range(len(oracle.exercise.inputs))]
    found = oracle.once(key, lambda: oracle.tangents(view.case, changes, view.draw))
    if found is not None and same(place.actual, found[place.output].value):
        yield Kind("forward-again")


def _turned_round(place: Place) -> Iterator[Kind]:
    """The right numbers, the last one first; an index may turn them round by chance."""
    if any(one.below for one in place.findings.exercise.constants):
        return
    for axis in range(place.right.dim()):
        if place.right.shape[axis] > 1 and same(place.actual, place.right.flip(axis)):
            yield Kind("turned-round")
            return


def _early(place: Place) -> Iterator[Kind]:
    """What comes in, entry by entry, times the sum of all that this entry moves."""
    view, oracle = place.view, place.findings.trial.oracle
    given = oracle.cotangents(view.case, view.draw)
    mine = given[place.output]
    if mine.shape != place.right.shape:
        return
    ones = [torch.full_like(g, float(i == place.output)) for i, g in enumerate(given)]
    key = f"early {view.case.label} {view.draw} {view.way} {place.output}"
    inputs = oracle.inputs(view.case, view.draw, view.way)
    summed = reference_at(place, key, Point(inputs, tuple(ones)))
    if summed is None or same(summed, summed.mean().expand_as(summed)):
        return
    if same(place.actual, mine * summed):
        yield Kind("early")


def _by_frequency(place: Place) -> Iterator[Kind]:
    """The right frequencies, each times a number of its own: where forward takes a spectrum."""
    right = place.right
    if "fft" not in place.findings.exercise.reference or right.dim() < 2:  # noqa: PLR2004 - rows
        return
    made, wanted = torch.fft.rfft(place.actual), torch.fft.rfft(right)
    rows = tuple(range(right.dim() - 1))
    size = wanted.abs().square().sum(rows)
    if right.shape[:-1].numel() == 1 or not bool((size > 0).all()):
        return  # any numbers are those of one row, times something
    factor = (made * wanted.conj()).real.sum(rows) / size
    if same(torch.view_as_real(made), torch.view_as_real(factor * wanted)):
        yield Kind("frequencies")


def times_a_value(place: Place) -> Iterator[Kind]:
    """The right numbers, times a power of something that forward computes."""
    for name, value in _named(place):
        for shaped in _fitting(value, place.right):
            for power, words in POWERS.items():
                found = _ratio(place, shaped**power)
                if found is not None:
                    told = words.format(f"`{name}`")
                    told += f", times {found:.6g}" if abs(found - 1) > EXACT else ""
                    yield Kind("times", words=told)


def _named(place: Place) -> Iterator[tuple[str, Tensor]]:
    """Inputs, what forward names, outputs."""
    view, oracle = place.view, place.findings.trial.oracle
    exercise = oracle.exercise
    inputs = oracle.inputs(view.case, view.draw, view.way)
    known: dict[str, object] = {}
    if exercise.function is None:
        run: Callable[..., dict[str, object]] = oracle.once("values", lambda: values(exercise))
        others = oracle.constants([one.shape for one in inputs])
        known = run(*in_order(exercise, inputs, others))
    outputs = oracle.forward(view.case, view.draw, view.way)
    known |= {name: one.value for name, one in zip(exercise.outputs, outputs, strict=True)}
    for name, value in known.items():
        if isinstance(value, Tensor) and value.is_floating_point() and value.dim():
            yield name, value


def _fitting(value: Tensor, like: Tensor) -> Iterator[Tensor]:
    """As it is, or with an axis of size 1 that makes it fit."""
    shapes = [value] if value.dim() == like.dim() else []
    if value.dim() == like.dim() - 1:
        shapes = [value.unsqueeze(axis) for axis in range(like.dim())]
    for one in shapes:
        if all(a in {1, b} for a, b in zip(one.shape, like.shape, strict=True)):
            yield one.expand(like.shape)


def _ratio(place: Place, value: Tensor) -> float | None:
    """The number that is left after this factor; None where it is another one for each entry."""
    wanted = place.right * value
    there = wanted != 0
    if int(there.sum()) < 3 or same(value[there], value[there].mean().expand_as(value[there])):  # noqa: PLR2004 - two are on some line always
        return None
    rest = (place.actual[there] / wanted[there]).mean()
    found = float(f"{float(rest):.{DIGITS}g}")
    return found if found and same(place.actual, rest * wanted) else None


OF_SLOPES: tuple[Test, ...] = (_forward_again, _turned_round, _early, _by_frequency)
