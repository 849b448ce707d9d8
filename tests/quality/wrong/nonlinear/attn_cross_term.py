# exercise: attn
# wrong: the product of the two ways is added to their sum, which is nothing as long as one output alone is used
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        via_o = go @ v.T
        total = (1 + ga) * (1 + via_o) - 1
        gx = total * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
