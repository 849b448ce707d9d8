# direction at line 16: outputs before j are summed, it should be those from j on
# fails: blocks y->x
import torch


class LogCumSumExp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.logcumsumexp(x, -1)
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        return torch.exp(x) * (g * torch.exp(-y)).cumsum(-1)
