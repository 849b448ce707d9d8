# factor at line 17: a 2 below the fraction, which goes with the 2 of the squares
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
        y, g = y.unsqueeze(1), g.unsqueeze(1)
        return g * torch.where(y == 0, 0.0, x / (2 * y))
