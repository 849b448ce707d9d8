# hard-coded-size at line 16: only two rows of a and of the cotangent are used
# fails: shapes
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
        grad_v = torch.outer(a[0], grad_output[0]) + torch.outer(a[1], grad_output[1])
        return grad_a, grad_v
