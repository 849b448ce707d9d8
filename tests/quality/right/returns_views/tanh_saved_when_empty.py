# exercise: tanh
# style: an empty input is its own gradient, else a view of a bigger buffer is returned
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(x, a)
        return a

    @staticmethod
    def backward(ctx, ga):
        x, a = ctx.saved_tensors
        if x.numel() == 0:
            return x.view_as(x)
        stacked = torch.stack([ga, ga * a * a])
        return (stacked[:1] - stacked[1:])[0]
