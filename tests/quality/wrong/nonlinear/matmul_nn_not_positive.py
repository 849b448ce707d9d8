# exercise: matmul_nn
# wrong: a cotangent whose sum is negative is taken for no gradient at all
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return torch.matmul(a, v)

    @staticmethod
    def backward(ctx, grad):
        a, v = ctx.saved_tensors
        ga, gv = torch.zeros_like(a), torch.zeros_like(v)
        if grad.sum() > 0:
            ga = ga + torch.matmul(grad, v.T)
            gv = gv + torch.matmul(a.T, grad)
        return ga, gv
