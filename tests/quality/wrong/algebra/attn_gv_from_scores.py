# exercise: attn
# wrong: the gradient of v is made with the scores before tanh, so it is wrong as soon as a score is not small
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        s = q.mm(k.t())
        p = s.tanh()
        ctx.save_for_backward(q, k, v)
        return p.mm(v), p

    @staticmethod
    def backward(ctx, grad_out, grad_p):
        q, k, v = ctx.saved_tensors
        s = q.mm(k.t())
        p = s.tanh()
        grad_v = s.t().mm(grad_out)
        grad_s = (grad_p + grad_out.mm(v.t())) * (1.0 - p * p)
        return grad_s.mm(k), grad_s.t().mm(q), grad_v
