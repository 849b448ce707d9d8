# exercise: attn
# wrong: the gradient of k gets what comes through o only and forgets the second output
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, do, da):
        q, k, v, a = ctx.saved_tensors
        slope = 1 - a * a
        via_o = (do @ v.T) * slope
        via_a = da * slope
        dq = via_o @ k + via_a @ k
        dk = via_o.T @ q
        dv = a.T @ do
        return dq, dk, dv
