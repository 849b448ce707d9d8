# exercise: tanh
# wrong: the output is flattened with view, which fails when the input was transposed, because tanh keeps its layout
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        slope = 1 - y.view(-1) ** 2
        return (dy.reshape(-1) * slope).view(dy.shape)
