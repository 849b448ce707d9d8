"""Which checks ask about values, and which about behaviour: what else may explain wrong values."""

from __future__ import annotations

VALUES = (
    *("gradients", "numeric", "adjoint", "homogeneous", "additive", "taylor", "invariants"),
    *("special-points", "shapes", "singletons", "magnitudes", "pattern", "batch"),
    "complex-numbers",
)
# what else may be wrong where gradients are: then this is no mistake of algebra
BEHAVIOUR = (
    *("inputs-untouched", "cotangents-untouched", "repeatable", "in-flight", "side-effects"),
    *("own-work", "stale"),
)
