# exercise: matmul_nn
# wrong: the jvp fails when only one of the inputs has a tangent, because the other one arrives as None
# beyond: yes
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(a, v)
        ctx.save_for_forward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        if go is None:
            return None, None
        a, v = ctx.saved_tensors
        return go @ v.T, a.T @ go

    @staticmethod
    def jvp(ctx, ta, tv):
        a, v = ctx.saved_tensors
        return ta @ v + a @ tv
