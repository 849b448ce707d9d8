# extra-transpose at line 16: the cotangent is transposed, but tanh moves no entry
# fails: blocks a->x
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        ctx.save_for_backward(X)
        return torch.tanh(X)

    @staticmethod
    def backward(ctx, gA):
        (X,) = ctx.saved_tensors
        A = torch.tanh(X)
        gX = gA.t() * (1 - A * A)
        return gX
