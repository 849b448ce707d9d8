# wrong-saved-tensor at line 16: the gradient of b is made with b itself, not with the other factor
# fails: blocks y->b
import torch


class Mul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        ga = (g * b).sum(1, keepdim=True)
        gb = (g * b).sum(0)
        return ga, gb
