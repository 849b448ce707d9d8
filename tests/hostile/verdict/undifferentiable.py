# hostile: marks what it can't differentiate, which gradcheck then skips
# verdict: not-passed
# evidence: none
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        o = a @ v
        ctx.mark_non_differentiable(a, o)
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        return None, None, None
