# exercise: tanh
# wrong: the output is an attribute of ctx, so output and node hold each other
# beyond: yes
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return torch.tanh(x)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.output = output

    @staticmethod
    def backward(ctx, dy):
        return dy * (1 - ctx.output * ctx.output)
