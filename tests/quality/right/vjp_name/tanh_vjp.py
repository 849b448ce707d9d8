# exercise: tanh
# style: vjp with setup_context
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return torch.tanh(x)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)

    @staticmethod
    def vjp(ctx, cotangent):
        (y,) = ctx.saved_tensors
        return cotangent * (1 - y**2)
