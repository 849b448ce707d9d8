# wrong-saved-tensor at line 9: a stands beside the solution, not beside the right-hand side
# fails: blocks x->a
import torch


class Solve(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return torch.linalg.solve(a, b)

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        gb = torch.linalg.solve(a.mT, g)
        return -gb @ b.mT, gb
