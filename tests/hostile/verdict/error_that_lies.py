# hostile: raises an exception whose class, text and traceback run code
# verdict: not-passed
# evidence: none
import torch


class Odd(BaseException):
    def __str__(self):
        raise self

    __repr__ = __str__

    @property
    def __traceback__(self):
        raise self

    @property
    def __class__(self):
        raise self


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        raise Odd()
