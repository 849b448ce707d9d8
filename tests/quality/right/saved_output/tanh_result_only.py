# exercise: tanh
# style: the output is all that is kept
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        result = torch.tanh(x)
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, dresult):
        result = ctx.saved_tensors[0]
        slope = torch.ones_like(result) - result * result
        return slope * dresult
