# exercise: attn
# wrong: of the two ways into a the larger one is taken, entry by entry, where their sum belongs
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
        via_o = go @ v.T
        total = torch.where(ga.abs() > via_o.abs(), ga, via_o)
        gx = total * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
