# ignores-cotangent at line 15: right only when every entry of the cotangent is one
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
        grad_a = v.sum(1).expand(a.shape[0], v.shape[0])
        grad_v = a.t().mm(grad_output)
        return grad_a, grad_v
