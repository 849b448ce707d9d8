# exercise: attn
# style: takes the slope from the saved output as a product that can't become negative
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = q.mm(k.t()).tanh()
        ctx.save_for_backward(a, q, k, v)
        return a.mm(v), a

    @staticmethod
    def backward(ctx, go, ga):
        a, q, k, v = ctx.saved_tensors
        gx = torch.addmm(ga, go, v.t())
        gx = gx * (1 - a) * (1 + a)
        return gx.mm(k), gx.t().mm(q), a.t().mm(go)
