# exercise: tanh
# wrong: slopes are cached by shape, so another input of the same shape gets the slopes of the last one
import torch


class MyTanh(torch.autograd.Function):
    outputs = {}

    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.key = tuple(x.shape)
        MyTanh.outputs[ctx.key] = y.clone()
        return y

    @staticmethod
    def backward(ctx, dy):
        y = MyTanh.outputs[ctx.key]
        return dy * (1 - y * y)
