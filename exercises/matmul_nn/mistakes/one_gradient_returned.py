# wrong-count at line 16: forward takes two inputs, but one gradient is returned
# fails: contract
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a.mm(v)

    @staticmethod
    def backward(ctx, grad_output):
        a, v = ctx.saved_tensors
        grad_a = grad_output.mm(v.t())
        return grad_a
