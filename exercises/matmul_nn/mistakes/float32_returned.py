# wrong-dtype at line 17: the gradient of v is a float32 tensor whatever v is
# fails: contract
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        o = torch.matmul(a, v)
        ctx.save_for_backward(a, v)
        return o

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = go @ v.t()
        gv = torch.zeros(v.shape)
        for i in range(v.shape[0]):
            gv[i] = a[:, i] @ go
        return ga, gv
