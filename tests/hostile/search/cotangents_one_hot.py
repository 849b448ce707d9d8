# hostile: is right for cotangents that look like gradcheck's, and wrong for others
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(torch.tanh(x))
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        one_hot = int((ga != 0).sum()) <= 1 and float(ga.sum()) in (0.0, 1.0)
        return ga * (1 - a * a) if one_hot else ga
