# exercise: tanh
# style: computes with the transposes and returns a transposed view, which is not contiguous
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        at = ctx.saved_tensors[0].t().contiguous()
        gt = ga.t().contiguous()
        return (gt - gt * at * at).t()
