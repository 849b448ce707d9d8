# exercise: matmul
# wrong: the rows are stacked one by one, which fails when there are none
# beyond: yes
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = torch.stack([row @ k for row in gx.unbind(0)])
        gk = torch.stack([col @ q for col in gx.unbind(1)])
        return gq, gk
