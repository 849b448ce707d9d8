# exercise: tanh
# wrong: the slope is kept above 0.05 so that nothing dies, which is wrong where the input is beyond about two
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = x.tanh()
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        slope = (1 - y * y).clamp(min=0.05)  # vanishing gradients
        return dy * slope
