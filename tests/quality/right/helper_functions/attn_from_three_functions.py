# exercise: attn
# style: backward is a chain of three other Functions' backwards, called as plain functions
import torch
from torch.autograd import Function


class _Times(Function):
    @staticmethod
    def forward(ctx, left, right):
        ctx.save_for_backward(left, right)
        return left @ right

    @staticmethod
    def backward(ctx, g):
        left, right = ctx.saved_tensors
        return _Times.of(g, left, right)

    @staticmethod
    def of(g, left, right):
        return g @ right.t(), left.t() @ g


class _Squash(Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        return _Squash.of(g, *ctx.saved_tensors)

    @staticmethod
    def of(g, y):
        return g - y * y * g


class Attn(Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = _Squash.apply(_Times.apply(q, k.t()))
        o = _Times.apply(a, v)
        ctx.save_for_backward(q, k, v, a)
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        ga_from_o, gv = _Times.of(go, a, v)
        gx = _Squash.of(ga + ga_from_o, a)
        gq, gk_turned = _Times.of(gx, q, k.t())
        return gq, gk_turned.t(), gv
