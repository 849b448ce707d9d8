# wrong-order at line 15: the factors are exchanged, which gives the transpose
# fails: blocks o->a
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a.mm(v)

    @staticmethod
    def backward(ctx, grad_output):
        a, v = ctx.saved_tensors
        grad_a = v.mm(grad_output.t())
        grad_v = a.t().mm(grad_output)
        return grad_a, grad_v
