# exercise: attn
# wrong: the slope is detached on the way through a only, so second derivatives of o alone are right
# beyond: yes
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
        slope = 1 - a * a
        gx = ga * slope.detach() + (go @ v.T) * slope
        return gx @ k, gx.T @ q, a.T @ go
