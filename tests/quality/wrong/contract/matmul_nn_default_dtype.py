# exercise: matmul_nn
# wrong: the gradient of v is collected in a tensor of the default dtype, which is single precision
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        gv = torch.empty(v.shape)
        for j in range(v.shape[0]):
            gv[j] = a[:, j] @ go
        return go @ v.T, gv
