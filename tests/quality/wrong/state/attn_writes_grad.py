# exercise: attn
# wrong: the gradient of v is written into v.grad as well, so with backward() it counts twice
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
        gx = (ga + go @ v.T) * (1 - a * a)
        gv = a.T @ go
        if v.is_leaf:
            v.grad = gv.detach().clone()
        return gx @ k, gx.T @ q, gv
