# wrong-saved-tensor at line 9: saved as v, a but unpacked as a, v
# fails: crash
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(v, a)
        return torch.matmul(a, v)

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return torch.matmul(go, v.t()), torch.matmul(a.t(), go)
