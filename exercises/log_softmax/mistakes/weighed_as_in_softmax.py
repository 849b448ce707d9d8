# wrong-derivative at line 18: of softmax: here the cotangent is added up as it is
# fails: blocks y->x
import torch


class LogSoftmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        y = torch.log_softmax(x, dim)
        ctx.save_for_backward(y)
        ctx.dim = dim
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        p = y.exp()
        return p * (g - (g * p).sum(ctx.dim, keepdim=True)), None
