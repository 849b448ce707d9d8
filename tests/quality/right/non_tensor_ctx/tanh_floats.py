# exercise: tanh
# style: the constants of tanh(x) = 2 s(2x) - 1 live on ctx as plain floats
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.gain, ctx.offset = 1.0, 1.0
        a = ctx.gain * torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (ctx.offset - a * a / ctx.gain) * ctx.gain
