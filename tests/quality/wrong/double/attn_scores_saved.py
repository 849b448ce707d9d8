# exercise: attn
# wrong: the scores are saved although they are no output, so second derivatives do not see where they come from
# beyond: yes
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        scores = q @ k.T
        a = torch.tanh(scores)
        ctx.save_for_backward(q, k, v, scores)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, scores = ctx.saved_tensors
        a = torch.tanh(scores)
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
