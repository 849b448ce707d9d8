# exercise: attn
# style: calls the computation behind its forward once more in backward, without autograd
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def run(q, k, v):
        a = torch.tanh(q @ k.mT)
        return a @ v, a

    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        return TanhAttention.run(q, k, v)

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        _, a = TanhAttention.run(q, k, v)
        gx = (ga + go @ v.mT) * (1 - a * a)
        return gx @ k, gx.mT @ q, a.mT @ go
