# hostile: has a base class that is an attribute of an attribute, 2000 deep
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch{{REPEAT 2000 .autograd}}.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        return ga
