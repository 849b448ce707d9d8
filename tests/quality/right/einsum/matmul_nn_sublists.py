# exercise: matmul_nn
# style: einsum with numbered axes (the sublist format) in place of letters
import torch

ROW, MIDDLE, COLUMN = 0, 1, 2


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return torch.einsum(a, [ROW, MIDDLE], v, [MIDDLE, COLUMN], [ROW, COLUMN])

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = torch.einsum(go, [ROW, COLUMN], v, [MIDDLE, COLUMN], [ROW, MIDDLE])
        gv = torch.einsum(a, [ROW, MIDDLE], go, [ROW, COLUMN], [MIDDLE, COLUMN])
        return ga, gv
