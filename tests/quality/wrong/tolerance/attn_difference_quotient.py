# exercise: attn
# wrong: the slope is a central difference with a step of 1e-5, so five digits are lost to cancellation
import torch

STEP = 1e-5


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        a = torch.tanh(q @ k.T)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        x = q @ k.T
        up, down = torch.tanh(x + STEP), torch.tanh(x - STEP)
        gx = (ga + go @ v.T) * (up - down) / (2 * STEP)
        return gx @ k, gx.T @ q, torch.tanh(x).T @ go
