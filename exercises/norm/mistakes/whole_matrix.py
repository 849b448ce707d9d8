# wrong-forward at line 9: one length for the whole matrix, each row has its own
# fails: forward
import torch


class Norm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.linalg.vector_norm(x).expand(len(x)).clone()
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        y, g = y.unsqueeze(1), g.unsqueeze(1)
        return g * torch.where(y == 0, 0.0, x / y)
