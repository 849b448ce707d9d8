# exercise: attn
# style: addmm adds what comes through O to what comes through A, addcmul applies the slope
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(torch.mm(q, k.t()))
        ctx.save_for_backward(q, k, v, a)
        return torch.mm(a, v), a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        g = torch.addmm(ga, go, v.t())
        gx = torch.addcmul(g, g, a * a, value=-1)
        return torch.mm(gx, k), torch.mm(gx.t(), q), torch.mm(a.t(), go)
