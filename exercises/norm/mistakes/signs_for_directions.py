# wrong-derivative at line 16: of the sum of absolute values, which is another length
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
        return g.unsqueeze(1) * x.sign()
