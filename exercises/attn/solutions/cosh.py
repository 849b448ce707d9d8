import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, grad_o, grad_a):
        q, k, v, a = ctx.saved_tensors
        x = q @ k.T
        grad_x = (grad_o @ v.T + grad_a) * (1 / torch.cosh(x) ** 2)
        return grad_x @ k, grad_x.T @ q, a.T @ grad_o
