# exercise: attn
# wrong: tanh is missing in forward and in backward, which then fit each other
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = q @ k.T
        ctx.save_for_backward(q, k, v)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        total = ga + go @ v.T
        return total @ k, total.T @ q, (k @ q.T) @ go
