"""Mistakes made in the exercise's own forward: a step whose way back is that of another.

The reverse dictionary (`_reverse.py`) needs a derivation that can be written down. This one needs
autograd only: forward runs with one node exchanged, its value put back from some node around it
on, and what comes back is held against the learner's gradients.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from gradgrader.diagnosis._blackbox import views
from gradgrader.diagnosis._joint import joint
from gradgrader.diagnosis._mistake import Mistake
from gradgrader.diagnosis._versions import Version, settled, versions
from gradgrader.diagnosis._views import View, alike, same
from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.constants import in_order
from gradgrader.exercises.derive import grad
from gradgrader.exercises.reference import Oracle

Gradients = Sequence[Tensor | None]
RAISED = (RuntimeError, IndexError, TypeError, AttributeError, ValueError, KeyError)


def retaken(findings: Findings) -> list[Mistake]:
    """The plainest mistake in a step of forward that makes the learner's wrong gradients."""
    return findings.once("retaken", lambda: _retaken(findings))


def _retaken(findings: Findings) -> list[Mistake]:
    exercise, oracle = findings.exercise, findings.trial.oracle
    seen = views(findings)
    if not seen or exercise.function is not None or exercise.surrogate:
        return []
    wrong = sorted({index for view in seen for _, index in view.wrong()})
    found: list[Mistake] = []
    for version in oracle.once("versions", lambda: versions(exercise)) if wrong else ():
        if found and version.mistake.cost > found[0].cost:
            break
        if version.settled and not oracle.once("settled", lambda: _settles(oracle, seen[0])):
            continue
        if all(_makes(oracle, version, view, wrong) for view in seen):
            found.append(version.mistake)
    return found[:1] if len({one.code for one in found}) == 1 else []


def _makes(oracle: Oracle, version: Version, view: View, wrong: Sequence[int]) -> bool:
    key = f"version {version.number} {view.case.label} {view.draw}"
    made = oracle.once(key, lambda: _gradients(oracle, version, view))
    return made is not None and all(_alike(made[i], view.together[i]) for i in wrong)


def _settles(oracle: Oracle, view: View) -> bool:
    """Whether the last rounds of its loops have every derivative of forward."""
    last = settled(oracle.exercise)
    made = None if last is None else _gradients(oracle, last, view)
    return made is not None and all(map(alike, made, view.total))


def _alike(made: Tensor | None, found: Tensor | None) -> bool:
    if made is None or found is None:
        return made is found
    return same(found, made)


def _gradients(oracle: Oracle, version: Version, view: View) -> Gradients | None:
    """None where such a forward raises, or returns something of another shape."""
    exercise, case = oracle.exercise, view.case
    leaves = [value.clone().requires_grad_() for value in oracle.inputs(case, view.draw)]
    others = oracle.constants([value.shape for value in leaves])
    cotangents = oracle.cotangents(case, view.draw)
    try:
        result = version.forward(*in_order(exercise, leaves, others))
        if version.recomputed:
            return _derived(oracle, result, cotangents)
        whole = result if isinstance(result, tuple) else (result,)
        outputs = [whole[exercise.returned.index(name)] for name in exercise.outputs]
        if [one.shape for one in outputs] != [one.shape for one in cotangents]:
            return None
        return grad(outputs, leaves, cotangents)
    except RAISED:
        return None


def _derived(
    oracle: Oracle, named: dict[str, Any], cotangents: Sequence[Tensor]
) -> Gradients | None:
    """What the right backward makes of these values of forward."""
    made = joint(oracle)
    if made is None:
        return None
    given = dict(zip((f"g{name}" for name in oracle.exercise.outputs), cotangents, strict=True))
    backward = oracle.once("derived backward", lambda: _compiled(made.source))
    with torch.no_grad():
        found = backward(**{name: (named | given)[name] for name in made.arguments})
    return found if isinstance(found, tuple) else (found,)


def _compiled(source: str) -> Callable[..., Any]:
    scope: dict[str, Any] = {"torch": torch}
    exec(source, scope)  # noqa: S102 - made from the author's, trusted
    return scope["backward"]  # type: ignore[no-any-return]
