# exercise: matmul_nn
# wrong: the gradient of v is written into the memory of v to save an allocation
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = go @ v.T
        gv = v.detach()
        torch.mm(a.detach().T, go.detach(), out=gv)
        return ga, gv
