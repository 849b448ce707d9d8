# exercise: tanh
# style: one fused operation, addcmul with value=-1
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return torch.addcmul(ga, ga * a, a, value=-1)
