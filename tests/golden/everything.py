"""A file in which nearly everything that a report can say is to be said."""

import nothing_of_this_name
import torch
from torch.autograd import Function

print("training...")


class Square(Function):  # a helper: no exercise asks for it
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * g * x


class Tanh(Function):
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        return g - g * Square.apply(a).detach()


class Matmul(Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, g):
        q, k = ctx.saved_tensors
        return g @ k, (q.T @ g).reshape(2, 3)


class Attn(Function):
    @staticmethod
    @torch.autograd.function.once_differentiable
    def forward(ctx, q, k, v):
        ctx.set_materialize_grads(False)
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go


assert torch.autograd.gradcheck(Attn.apply, [torch.rand(2, 2)] * 3), "not yet"
