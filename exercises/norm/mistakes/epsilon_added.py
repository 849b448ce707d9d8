# precision at line 16: a small number below the fraction makes every gradient a little wrong
# fails: blocks y->x
import torch


class Norm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.linalg.vector_norm(x, dim=1)
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        return g.unsqueeze(1) * x / (y.unsqueeze(1) + 1e-8)
