# exercise: attn
# style: backward applies another Function, so that it can be differentiated again by hand-written rules
import torch


class MatMul(torch.autograd.Function):
    """left @ right, any two matrices that fit"""

    @staticmethod
    def forward(ctx, left, right):
        ctx.save_for_backward(left, right)
        return left @ right

    @staticmethod
    def backward(ctx, g):
        left, right = ctx.saved_tensors
        return mm(g, right.t()), mm(left.t(), g)


class Scale(torch.autograd.Function):
    """g * (1 - a^2)"""

    @staticmethod
    def forward(ctx, g, a):
        ctx.save_for_backward(g, a)
        return g * (1 - a * a)

    @staticmethod
    def backward(ctx, h):
        g, a = ctx.saved_tensors
        return scale(h, a), -2 * a * g * h


def mm(left, right):
    return MatMul.apply(left, right)


def scale(g, a):
    return Scale.apply(g, a)


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(mm(q, k.t()))
        ctx.save_for_backward(q, k, v, a)
        return mm(a, v), a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = scale(mm(go, v.t()) + ga, a)
        return mm(gx, k), mm(gx.t(), q), mm(a.t(), go)
