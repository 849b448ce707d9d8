# keepdim at line 17: what comes in for a row has no axis for its columns yet
# fails: crash
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
        y = y.unsqueeze(1)
        return g * torch.where(y == 0, 0.0, x / y)
