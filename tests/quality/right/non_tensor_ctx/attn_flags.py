# exercise: attn
# style: ctx carries a dtype, a dict and a function, and the needs of the inputs as a named tuple
from typing import NamedTuple

import torch


class Wanted(NamedTuple):
    q: bool
    k: bool
    v: bool


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.wanted = Wanted(*ctx.needs_input_grad)
        ctx.slope = lambda a: 1 - a * a
        ctx.meta = {"dtype": q.dtype, "scale": 1.0}
        a = torch.tanh(ctx.meta["scale"] * (q @ k.t()))
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = ctx.slope(a) * (go @ v.t() + ga) * ctx.meta["scale"]
        gx = gx.to(ctx.meta["dtype"])
        return (
            gx @ k if ctx.wanted.q else None,
            gx.t() @ q if ctx.wanted.k else None,
            a.t() @ go if ctx.wanted.v else None,
        )
