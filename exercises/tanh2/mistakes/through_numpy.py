# cut-graph at line 16: numpy computes, but nobody watches it
# fails: second-order
import torch


class Tanh2(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        slope = torch.from_numpy(1 - a.detach().numpy() ** 2)
        return ga * slope
