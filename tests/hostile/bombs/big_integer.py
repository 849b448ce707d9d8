# hostile: computes in C for hours, where no signal of Python's is heard
# verdict: not-passed
# evidence: none
# timeout: 0.5
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        len(str(pow(7, 7 ** 10)))
        return ga * 0
