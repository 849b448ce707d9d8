# hostile: raises and prints text that is no UTF-8
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        print("\udc80\ud800 odd")
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        raise type("E\ud800", (ValueError,), {})("\udcff\ud83d")


raise ValueError("\udcff\ud83d")
