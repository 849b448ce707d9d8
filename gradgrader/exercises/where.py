"""Which entries are wrong, in words."""

from __future__ import annotations

import torch
from torch import Tensor

AXES = {1: ("entry",), 2: ("row", "column")}


def where(wrong: Tensor, beside: Tensor | None = None, name: str = "") -> str:
    """Words for a mask of wrong entries; nothing where all of them are, or there is only one.

    `beside` is the input called `name` that the entries belong to, in the same shape.
    """
    count, total = int(wrong.sum()), wrong.numel()
    if count in {0, total}:
        return ""
    if count == 1:
        return "no other entry is wrong"
    if beside is not None and beside.shape == wrong.shape:
        for words, mask in (("negative", beside < 0), ("positive", beside > 0)):
            if torch.equal(wrong, mask):
                return f"wrong just where `{name}` is {words}"
    axes = AXES.get(wrong.dim(), tuple(f"axis {n}, index" for n in range(wrong.dim())))
    for axis, word in enumerate(axes):
        others = [n for n in range(wrong.dim()) if n != axis]
        hit = wrong.any(dim=others) if others else wrong
        if int(hit.sum()) == 1 and hit.numel() > 1:
            last = bool(hit[-1]) and hit.numel() > 2  # noqa: PLR2004 - of two, last says nothing
            which = f"the last {word}" if last else f"{word} {int(hit.nonzero()[0])}"
            return f"wrong in {which} only"
    return f"{count} of {total} entries are wrong"
