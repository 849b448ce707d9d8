"""The reverse dictionary: from a learner's numbers to the mistake that makes just these."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor

from gradgrader.derivation.passes import trace
from gradgrader.diagnosis._blackbox import views
from gradgrader.diagnosis._joint import Joint, joint
from gradgrader.diagnosis._misconceived import mistakes
from gradgrader.diagnosis._mistake import Mistake
from gradgrader.diagnosis._views import View, same
from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Case

Gradients = tuple[Tensor | None, ...]
DRAWS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A mistake, and the gradients that it makes at two points."""

    mistake: Mistake
    gradients: tuple[Gradients, ...]


def entries(oracle: Oracle, case: Case) -> list[Entry]:
    """Every mistake that can be made in these sizes; made once for all submissions."""
    return oracle.once(f"reverse {case.label}", lambda: list(_entries(oracle, case)))


def _entries(oracle: Oracle, case: Case) -> Iterator[Entry]:
    derived = joint(oracle)
    if derived is None:
        return
    points = [_point(oracle, case, draw) for draw in range(DRAWS)]
    for mistake in mistakes(oracle.exercise, derived):
        gradients = _gradients(mistake, points, derived)
        if gradients is not None:
            yield Entry(mistake, gradients)


def _point(oracle: Oracle, case: Case, draw: int) -> dict[str, Tensor]:
    """Values of forward and cotangents by name."""
    cotangents = oracle.cotangents(case, draw)
    one = trace(oracle, oracle.inputs(case, draw), cotangents)
    known = {name: node.value.detach() for name, node in one.named.items()}
    return known | {f"g{n}": g for n, g in zip(oracle.exercise.outputs, cotangents, strict=True)}


def _gradients(
    mistake: Mistake, points: Sequence[dict[str, Tensor]], derived: Joint
) -> tuple[Gradients, ...] | None:
    """None where the mistake raises, or returns no tensor, or one of a wrong shape."""
    scope: dict[str, Any] = {"torch": torch}
    exec(mistake.source, scope)  # noqa: S102 - made from the author's, trusted
    backward = cast("Callable[..., Any]", scope["backward"])
    made = []
    for point in points:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # `.T` of what is no matrix
                found = backward(**point)
        except (RuntimeError, IndexError, TypeError, AttributeError, ValueError, UserWarning):
            return None
        gradients = found if isinstance(found, tuple) else (found,)
        names = derived.traced.exercise.inputs
        for spec, gradient in zip(names, gradients, strict=True):
            like = point[spec.name]
            if gradient is not None and not _fits(gradient, like):
                return None
        made.append(gradients)
    return tuple(made)


def _fits(gradient: object, like: Tensor) -> bool:
    """Whether it is a tensor of that shape and type; `2` where `2 * g` was meant is a number."""
    found = isinstance(gradient, Tensor) and (gradient.shape, gradient.dtype)
    return found == (like.shape, like.dtype)


def looked_up(findings: Findings) -> list[Mistake]:
    """Mistakes that make just the learner's gradients, all of them, the plainest first.

    Where no single one does, those that explain one wrong input each, if all are explained.
    """
    return findings.once("looked up", lambda: _looked_up(findings))


def _looked_up(findings: Findings) -> list[Mistake]:
    seen = views(findings)
    if not seen:
        return []
    known = entries(findings.trial.oracle, seen[0].case)
    wrong = sorted({index for view in seen for _, index in view.wrong()})
    every = range(len(findings.exercise.inputs))
    whole = _plainest([one for one in known if _explains(one, seen, every)])
    if whole or len(wrong) < 2:  # noqa: PLR2004 - one input is a whole already
        return whole
    parts = [_plainest([one for one in known if _explains(one, seen, [i])]) for i in wrong]
    return [one for part in parts for one in part] if all(parts) else []


def _explains(entry: Entry, seen: Sequence[View], inputs: Sequence[int]) -> bool:
    return all(
        _alike(made[index], view.together[index])
        for made, view in zip(entry.gradients, seen, strict=True)
        for index in inputs
    )


def _alike(made: Tensor | None, found: Tensor | None) -> bool:
    if made is None or found is None:
        other = found if made is None else made
        return other is None or not bool(other.any())
    return same(found, made)


def _plainest(found: Sequence[Entry]) -> list[Mistake]:
    """The least far-fetched; nothing where two that are equally so have different names."""
    if not found:
        return []
    least = min(one.mistake.cost for one in found)
    best = [one.mistake for one in found if one.mistake.cost == least]
    return best[:1] if len({one.code for one in best}) == 1 else []
