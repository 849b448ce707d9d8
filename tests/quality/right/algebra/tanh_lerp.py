# exercise: tanh
# style: linear interpolation from ga to 0 with weight a^2
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        a, = ctx.saved_tensors
        return torch.lerp(ga, torch.zeros_like(ga), a * a)
