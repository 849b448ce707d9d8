# cut-graph at line 16: the gradient depends on what came in as well
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
        return ga.detach() * (1 - a * a)
