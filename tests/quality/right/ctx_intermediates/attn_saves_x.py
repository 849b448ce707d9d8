# exercise: attn
# style: saves X, the value between the two steps, and says that second derivatives are not to be had
import torch
from torch.autograd.function import once_differentiable


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T
        ctx.save_for_backward(q, k, v, x)
        a = x.tanh()
        return a @ v, a

    @staticmethod
    @once_differentiable
    def backward(ctx, go, ga):
        q, k, v, x = ctx.saved_tensors
        a = x.tanh()
        # 1 / cosh^2 may be 1 / inf far out, which is the right 0
        gx = (ga + go @ v.T) / torch.cosh(x) / torch.cosh(x)
        return gx @ k, gx.T @ q, a.T @ go
