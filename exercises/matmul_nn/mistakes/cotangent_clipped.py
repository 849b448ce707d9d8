# nonlinear-in-cotangent at line 16: large entries of the cotangent are cut off
# fails: blocks o->v
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
        grad_v = a.t().mm(grad_output.clamp(-0.25, 0.25))
        return grad_a, grad_v
