# hard-coded-size at line 19: divided by half the number of rows, 1 only for two rows
# fails: shapes
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        a = torch.tanh(q @ k.T)
        return a @ v, a

    @staticmethod
    def backward(ctx, grad_o, grad_a):
        q, k, v = ctx.saved_tensors
        x = q @ k.T
        a = torch.tanh(x)
        grad_x = (grad_a + grad_o @ v.T) * (1 - a**2)
        grad_v = a.T @ grad_o / (v.shape[0] / 2)
        return grad_x @ k, grad_x.T @ q, grad_v
