# exercise: tanh
# wrong: the gradient is wrapped in a list, which is no tensor
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, *cotangents):
        outputs = ctx.saved_tensors
        return [g * (1 - y * y) for g, y in zip(cotangents, outputs)]
