# exercise: tanh
# wrong: forward seeds the generator of everybody, so whatever is random afterwards repeats itself
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        torch.manual_seed(0)  # reproducible
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        return dy * (1 - y * y)
