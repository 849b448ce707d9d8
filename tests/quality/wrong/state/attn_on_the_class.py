# exercise: attn
# wrong: the saved tensors are put on the class, so a second forward takes the place of the first
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        Attn.saved = q, k, v, a.clone()
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = Attn.saved
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
