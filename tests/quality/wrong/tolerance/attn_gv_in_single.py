# exercise: attn
# wrong: the gradient of v is multiplied out in single precision
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        gv = torch.mm(a.T.float(), go.float()).type_as(v)
        return gx @ k, gx.T @ q, gv
