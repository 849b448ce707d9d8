# exercise: tanh
# style: computes in float64 whatever comes in, and gives back the dtype that came
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.double().tanh().to(x.dtype)

    @staticmethod
    def backward(ctx, ga):
        (x,) = ctx.saved_tensors
        wide = x.to(torch.float64).tanh()
        gx = ga.to(torch.float64) * (1 - wide) * (1 + wide)
        return gx.to(x.dtype)
