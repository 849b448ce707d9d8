# exercise: matmul_nn
# style: a dataclass on ctx holds sizes and flags, the tensors go the official way
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Sizes:
    rows: int
    inner: int
    columns: int
    wide: bool


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.sizes = Sizes(a.size(0), a.size(1), v.size(1), wide=v.size(1) > a.size(0))
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        s = ctx.sizes
        assert go.shape == (s.rows, s.columns)
        # the same product in two ways, depending on what is longer
        gv = a.t() @ go if s.wide else (go.t() @ a).t()
        return (go @ v.t()).view(s.rows, s.inner), gv
