# missing-transpose at line 16: the system of backward is the one with the transposed matrix
# fails: blocks x->a x->b
import torch


class Solve(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        x = torch.linalg.solve(a, b)
        ctx.save_for_backward(a, x)
        return x

    @staticmethod
    def backward(ctx, g):
        a, x = ctx.saved_tensors
        gb = torch.linalg.solve(a, g)
        return -gb @ x.mT, gb
