# wrong-count at line 17: forward takes two inputs, but one gradient is returned
# fails: contract
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        x = torch.matmul(q, k.transpose(0, 1))
        ctx.save_for_backward(q, k)
        return x

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = torch.matmul(gx, k)
        return gq
