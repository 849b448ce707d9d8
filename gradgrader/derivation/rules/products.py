"""Products: linear in each of their two factors."""

from __future__ import annotations

from gradgrader.derivation.rules.base import rule
from gradgrader.derivation.rules.linear import bilinear

rule("mm", bilinear("self", "mat2"), self="g @ mat2.T", mat2="self.T @ g")
rule("bmm", bilinear("self", "mat2"), self="g @ mat2.mT", mat2="self.mT @ g")
rule("mv", bilinear("self", "vec"), self="torch.outer(g, vec)", vec="self.T @ g")
rule("dot", bilinear("self", "tensor"), self="g * tensor", tensor="g * self")
