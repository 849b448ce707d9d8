# exercise: matmul_nn
# wrong: the flag of a decides about v too, so v gets nothing when only v wants a gradient
# beyond: yes
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = gv = None
        if ctx.needs_input_grad[0]:
            ga = go @ v.T
            gv = a.T @ go
        return ga, gv
