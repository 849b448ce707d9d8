# missing-chain-factor at line 16: the derivative of the sum of squares, the root has one too
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
        return 2 * g.unsqueeze(1) * x
