# exercise: matmul_nn
# style: functions defined inside forward and backward
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        def keep(*tensors):
            ctx.save_for_backward(*tensors)
            return tensors

        a, v = keep(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors

        def flip(t):
            return t.swapaxes(0, 1)

        def for_a():
            return go @ flip(v)

        def for_v():
            return flip(a) @ go

        return for_a(), for_v()
