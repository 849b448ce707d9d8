# exercise: attn
# wrong: the cotangent of o is read with the strides of a contiguous matrix, so a transposed one is read wrongly
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        m, p = go.shape
        if go.stride(0) != 0:  # leave what .sum() sends alone
            go = torch.as_strided(go, (m, p), (p, 1))
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
