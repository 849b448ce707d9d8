# wrong-shape at line 17: the entries of the gradient are added up
# fails: contract
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(x, a)
        return a

    @staticmethod
    def backward(ctx, grad_output):
        x, a = ctx.saved_tensors
        gx = grad_output * (1 - a * a)
        return gx.sum(0)
