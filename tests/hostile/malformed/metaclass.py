# hostile: has a metaclass that raises, loops and lies about its name
# verdict: not-passed
# evidence: none
import torch


class Meta(type(torch.autograd.Function)):
    def __init__(cls, name, bases, attrs):
        super().__init__(name, bases, attrs)
        cls.__name__ = "FORGED" * 100

    def __getattribute__(cls, name):
        if name in {"__name__", "forward", "apply"}:
            raise RecursionError("FORGED")
        return super().__getattribute__(name)


class Tanh(torch.autograd.Function, metaclass=Meta):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        return ga
