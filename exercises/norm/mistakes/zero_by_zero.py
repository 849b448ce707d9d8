# only-sometimes at line 16: 0 / 0 is NaN, but the gradient at 0 is 0 by torch's convention
# fails: special-points
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
        return g.unsqueeze(1) * x / y.unsqueeze(1)
