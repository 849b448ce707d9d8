# multiplied-twice at line 19: what comes in through o and through a goes the same way twice
# fails: economy
import torch


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        slope = 1 - a * a
        through_o = (go @ v.T) * slope
        through_a = ga * slope
        gq = through_o @ k + through_a @ k
        gk = through_o.T @ q + through_a.T @ q
        return gq, gk, a.T @ go
