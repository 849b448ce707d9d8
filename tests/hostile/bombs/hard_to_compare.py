# hostile: has class and argument names that take long to compare with those expected
# verdict: not-passed
# evidence: none
import torch


class {{REPEAT 100 ab}}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, {{REPEAT 100 ba}}):
        return {{REPEAT 100 ba}}

    @staticmethod
    def backward(ctx, ga):
        return ga


for number in range(400):
    type("ab" * 100 + str(number), ({{REPEAT 100 ab}},), {})
