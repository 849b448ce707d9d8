"""Operations that torch has one name for, written with simpler ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gradgrader.derivation.grid import Grid
from gradgrader.derivation.rules.base import Back, Call, Entries, rule, summed
from gradgrader.derivation.rules.linear import axes, count, restored
from gradgrader.derivation.symbolic import evaluate


def composed(text: str, **more: Any) -> Entries:
    """Entries of what `text` computes from the arguments by name; `more` makes names of a call."""

    def entries(call: Call, grids: Mapping[str, Grid]) -> Grid:
        values = {name: node.value for name, node in call.tensors().items()}
        plain = {name: one for name, one in call.given.items() if name not in values}
        plain |= {name: make(call) for name, make in more.items()}
        return evaluate(text, values, grids, plain)

    return entries


def _over(call: Call) -> int:
    """How many entries a variance divides by."""
    shape = call.shape("self")
    total = 1
    for axis in axes(call):
        total *= shape[axis]
    correction = call.given.get("correction")
    return total - (1 if correction is None else int(correction))


def _minus_one(call: Call) -> str:
    correction = call.given.get("correction")
    less = 1 if correction is None else int(correction)
    return f"({count(call)} - {less})" if less else f"({count(call)})"


def _norm(call: Call) -> str:
    if call.given.get("ord", 2) != 2:  # noqa: PLR2004 - the Euclidean one
        raise KeyError("linalg_vector_norm with another order than 2")
    return f"{restored(call)} * self / {restored(call, 'y')}"


_MEAN = "self.mean(dim, keepdim=True)"
_SOFTMAX = "torch.exp(self) / torch.exp(self).sum(dim, keepdim=True)"
_LOGSUM = "torch.log(torch.exp(self).sum(dim, keepdim=keepdim))"
_VAR = "((self - self.mean(dim, keepdim=True)) ** 2).sum(dim, keepdim=keepdim) / over"
_DIM = {"dim": axes, "keepdim": lambda call: bool(call.given.get("keepdim"))}

_TABLE: dict[str, tuple[Entries, Back]] = {
    "_softmax": (composed(_SOFTMAX), "y * (g - (g * y).sum(dim, keepdim=True))"),
    "_log_softmax": (
        composed("self - torch.log(torch.exp(self).sum(dim, keepdim=True))"),
        "g - torch.exp(y) * g.sum(dim, keepdim=True)",
    ),
    "logsumexp": (
        composed(_LOGSUM, **_DIM),
        lambda call: f"{restored(call)} * torch.exp(self - {restored(call, 'y')})",
    ),
    "var": (
        composed(_VAR, over=_over, **_DIM),
        lambda call: f"2 * {restored(call)} * (self - {_MEAN}) / {_minus_one(call)}",
    ),
    "std": (
        composed(f"torch.sqrt({_VAR})", over=_over, **_DIM),
        lambda call: (
            f"{restored(call)} * (self - {_MEAN}) / ({_minus_one(call)} * {restored(call, 'y')})"
        ),
    ),
    "linalg_vector_norm": (
        composed("torch.sqrt((self ** 2).sum(dim, keepdim=keepdim))", **_DIM),
        _norm,
    ),
}
for _name, (_entries, _back) in _TABLE.items():
    rule(_name, _entries, self=_back)
rule(
    "addmm",
    composed("self + mat1 @ mat2"),
    self=lambda call: summed(call, "self", "g"),
    mat1="g @ mat2.T",
    mat2="mat1.T @ g",
)
