# exercise: tanh
# wrong: the slope is made in setup_context, where nothing is recorded, so it has no derivative of its own
# beyond: yes
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return torch.tanh(x)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(1 - output**2)

    @staticmethod
    def backward(ctx, dy):
        (slope,) = ctx.saved_tensors
        return dy * slope
