# hostile: has a forward whose signature is code
# verdict: not-passed
# evidence: none
import torch


class Forward:
    @property
    def __signature__(self):
        raise SystemExit(0)

    def __call__(self, ctx, x):
        return torch.tanh(x)

    def __get__(self, one, kind=None):
        return self


class Tanh(torch.autograd.Function):
    forward = Forward()

    @staticmethod
    def backward(ctx, ga):
        return ga
