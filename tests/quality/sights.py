"""What was seen of a Function, and in what two of them differ, bit for bit.

Numbers that differ within rounding, by the sign of a zero, or as None and zeros do, are told apart
from those that are simply others.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import torch
from torch import Tensor

ROUNDING = 200  # units in the last place of the largest entry: a few products, added up
RAISES = " raises"


@dataclass
class Notes:
    """What was seen, by aspect and detail."""

    seen: dict[tuple[str, str], object] = field(default_factory=dict)

    def note(self, aspect: str, detail: str, what: object) -> None:
        """Keep a copy of a tensor, of each member of a sequence, or anything else."""
        if isinstance(what, list | tuple):
            self.seen[aspect, detail] = f"{len(what)} of them"
            for number, one in enumerate(what):
                self.note(aspect, f"{detail}[{number}]", one)
        else:
            self.seen[aspect, detail] = what.detach().clone() if torch.is_tensor(what) else what

    @contextlib.contextmanager
    def caught(self, aspect: str, detail: str) -> Iterator[None]:
        """An exception is something seen."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever is raised is compared
            self.note(aspect, detail + RAISES, f"{type(error).__name__}: {str(error)[:200]}")


def differences(one: Notes, other: Notes) -> dict[str, list[str]]:
    """The aspects in which two differ, each with its details."""
    found: dict[str, list[str]] = {}
    for key in dict.fromkeys((*one.seen, *other.seen)):
        how = differs(one.seen.get(key, "not seen"), other.seen.get(key, "not seen"))
        if how:
            both = key in one.seen and key in other.seen
            told = "words of an error" if both and key[1].endswith(RAISES) else key[0]
            aspect = told if how == "other" else how
            found.setdefault(aspect, []).append(f"{key[0]}: {key[1]}")
    return found


def differs(one: object, other: object) -> str:
    """How two things differ: "" for not at all, "other" for otherwise than in a known way."""
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        alike = one.shape == other.shape and one.dtype == other.dtype
        return numbers_differ(one, other) if alike else "other"
    if type(one) is type(other) and one == other:
        return ""
    given = other if one is None else one if other is None else None
    zeros = isinstance(given, Tensor) and not given.any()
    return "None for zeros" if zeros else "other"


def numbers_differ(one: Tensor, other: Tensor) -> str:
    """The same for two tensors of one shape and dtype."""
    real, finite = one.isnan().logical_not(), one.isfinite()
    if not (real.equal(other.isnan().logical_not()) and finite.equal(other.isfinite())):
        return "other"
    if one[real].equal(other[real]):
        signs = [] if one.is_complex() else [torch.signbit(x[real]) for x in (one, other)]
        return "sign of zero" if signs and not signs[0].equal(signs[1]) else ""
    if not one[real & ~finite].equal(other[real & ~finite]):
        return "other"
    gap = (one[finite] - other[finite]).abs().max().item()
    largest = max(x[finite].abs().max().item() for x in (one, other))
    return "rounding" if gap <= ROUNDING * torch.finfo(one.dtype).eps * largest else "other"
