# exercise: matmul_nn
# style: no matrix product at all, every term is written down by broadcasting and then summed
import torch


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return (a.unsqueeze(2) * v.unsqueeze(0)).sum(dim=1)

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        g = go.unsqueeze(1)  # i 1 k
        ga = torch.sum(g * v, dim=2)
        gv = torch.sum(a.unsqueeze(2) * g, dim=0)
        return ga, gv
