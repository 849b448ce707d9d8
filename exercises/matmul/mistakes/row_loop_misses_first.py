# off-by-one at line 18: the loop starts at 1, so that the first row of q never counts
# fails: blocks x->k
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
        gk = torch.zeros_like(k)
        for i in range(1, q.shape[0]):
            gk = gk + torch.outer(gx[i], q[i])
        return gq, gk
