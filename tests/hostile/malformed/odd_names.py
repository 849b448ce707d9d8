# hostile: has names of every script, 500 characters long, that are the same to Python
# verdict: not-passed
# evidence: none
import torch

ﬁ = "{{REPEAT 500 ＡＢ}}"


class {{REPEAT 500 ａ}}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, {{REPEAT 500 ｇ}}):
        return x
