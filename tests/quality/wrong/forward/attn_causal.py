# exercise: attn
# wrong: a causal mask hides later keys, which the exercise does not ask for; backward masks as well
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tril(torch.tanh(q @ k.T))
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = torch.tril((ga + go @ v.T) * (1 - a * a))
        return gx @ k, gx.T @ q, a.T @ go
