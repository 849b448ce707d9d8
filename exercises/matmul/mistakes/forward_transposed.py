# wrong-forward at line 9: computes the transpose of what is asked for
# fails: forward
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        x = torch.matmul(k, q.transpose(0, 1))
        ctx.save_for_backward(q, k)
        return x

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = torch.matmul(gx.transpose(0, 1), k)
        gk = torch.matmul(gx, q)
        return gq, gk
