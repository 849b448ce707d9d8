# exercise: attn
# style: how many tensors are saved depends on which gradients are needed, a flag on ctx remembers it
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = (q @ k.t()).tanh()
        ctx.only_v = not (ctx.needs_input_grad[0] or ctx.needs_input_grad[1])
        if ctx.only_v:
            ctx.save_for_backward(a)
        else:
            ctx.save_for_backward(a, q, k, v)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        a, *rest = ctx.saved_tensors
        gv = a.t() @ go if ctx.needs_input_grad[2] else None
        if ctx.only_v:
            return None, None, gv
        q, k, v = rest
        gx = (go @ v.t() + ga) * (1 - a.square())
        gq = gx @ k if ctx.needs_input_grad[0] else None
        gk = gx.t() @ q if ctx.needs_input_grad[1] else None
        return gq, gk, gv
