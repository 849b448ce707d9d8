"""Grades the explanations: counterexamples are computed again in plain torch, kinds are compared.

Nothing here uses gradgrader's own mathematics: the reference is run as it stands in the YAML, and a
learner's class as it stands in its file.
"""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import yaml
from bank import HERE, headers
from torch import Tensor

from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Counterexample, Diagnosis
from gradgrader.proofs.mistakes import FAIR

KINDS: dict[str, list[str]] = yaml.safe_load((HERE / "kinds.yaml").read_text(encoding="utf-8"))
# level 1 says what numbers are: these are facts that were measured, and no kinds of mistakes
FACTS = {
    "always-zero",
    "another-input",
    "another-output",
    "as-forward",
    "as-if",
    "backward-raises",
    "constant",
    "constant-part",
    "extra-gradient",
    "imprecise",
    "none-returned",
    "not-added",
    "not-linear",
    "only-for-negative",
    "only-for-positive",
    "only-for-small",
    "only-for-square",
    "partly-zero",
    "rearranged",
    "scaled",
    "single-precision",
    "sum-of-slopes",
    "transposed",
    "wrong-gradient",
    "wrong-shape",
    "wrong-sign",
    "wrong-signs",
    "wrong-slope",
}


@dataclass(frozen=True)
class Kind:
    """What was told beside facts, and whether that is what was labelled."""

    told: tuple[str, ...]
    wanted: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """`right`, `wrong` or `none`."""
        if not self.told:
            return "none"
        return "right" if set(self.told) <= set(self.wanted) else "wrong"


def label(path: Path) -> tuple[str, ...] | None:
    """The codes that are fair for a file of the bank or of an exercise's mistakes."""
    if path.parent.name == "mistakes":
        code = path.read_text(encoding="utf-8")[2:].split(" ", 1)[0].split(":")[0]
        return tuple(FAIR.get(code, [code]))
    known = KINDS.get(f"{path.parent.name}/{path.stem}") if headers(path) else None
    return None if known is None else tuple(known)


def kind(diagnoses: tuple[Diagnosis, ...], wanted: tuple[str, ...]) -> Kind:
    """The kinds of mistakes that were told."""
    facts = FACTS - {*wanted}
    return Kind(tuple(d.code for d in diagnoses if d.code not in facts), wanted)


def untrue(example: Counterexample, exercise: Exercise, source: str, function: str) -> str:
    """What is not as the counterexample says; empty if all of it is true."""
    call = _Call(exercise, example.inputs)
    cotangents = [_tensor(one) for one in example.cotangents.values()]
    scope: dict[str, Any] = {"__name__": "learner"}
    exec(compile(source, "learner.py", "exec"), scope)  # our own files
    names = [spec.name for spec in exercise.inputs] if cotangents else list(exercise.outputs)
    at = names.index(example.of) if example.of else -1
    expected = call.run(_reference(exercise), cotangents, at)
    if example.expected is not None and not _same(expected, example.expected):
        return f"expected is {expected}, not {example.expected}"
    try:
        returned = call.run(scope[function].apply, cotangents, at)
    except Exception as error:  # noqa: BLE001 - a learner's code may raise anything
        return "" if example.instead else f"raises {error}"
    if example.instead:
        return (
            "" if example.instead.startswith("nothing") and returned is None else "does not raise"
        )
    return "" if _same(returned, example.returned) else f"returned is {returned}"


def _reference(exercise: Exercise) -> Any:
    names = ", ".join(exercise.arguments)
    scope: dict[str, Any] = {"torch": torch}
    exec(f"def f({names}):\n" + textwrap.indent(exercise.reference, "    "), scope)
    return scope["f"]


@dataclass(frozen=True)
class _Call:
    """A call of forward with these arguments, as nested lists and plain values."""

    exercise: Exercise
    given: Mapping[str, Any]

    def run(self, function: Any, cotangents: list[Tensor], at: int) -> Any:
        """One gradient or one output, as nested lists; None where no gradient flows."""
        exercise = self.exercise
        leaves = {one.name: _tensor(self.given[one.name]) for one in exercise.inputs}
        others = {
            one.name: self.given[one.name]
            if one.shape is None
            else torch.tensor(self.given[one.name])
            for one in exercise.constants
        }
        for leaf in leaves.values():
            leaf.requires_grad_()
        # an operation's result may be changed in place, a leaf may not
        passed = {name: leaf * 1 if exercise.inplace else leaf for name, leaf in leaves.items()}
        result = function(*((passed | others)[name] for name in exercise.arguments))
        whole = result if isinstance(result, tuple) else (result,)
        outputs = [whole[exercise.returned.index(name)] for name in exercise.outputs]
        if not cotangents:
            return outputs[at].tolist()
        found = torch.autograd.grad(outputs, list(leaves.values()), cotangents, allow_unused=True)
        return None if found[at] is None else found[at].tolist()


def _tensor(value: Any) -> Tensor:
    return torch.tensor(value, dtype=torch.float64)


def _same(actual: Any, told: Any) -> bool:
    """Equal to the last digit or so; null stands for what is not finite."""
    if actual is None:
        return not torch.tensor(told).any()
    flat, other = json.dumps(actual).count("["), json.dumps(told).count("[")
    numbers = zip(_flat(actual), _flat(told), strict=True)
    return flat == other and all(
        (b is None and not math.isfinite(a))
        or (b is not None and math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-300 + 1e-15 * abs(b)))
        or (b is not None and abs(a - b) < 1e-14)
        for a, b in numbers
    )


def _flat(value: Any) -> list[Any]:
    return [x for one in value for x in _flat(one)] if isinstance(value, list) else [value]
