# exercise: attn
# style: generated vmap rule together with a jvp, everything torch.func can ask for
import torch


class Attention(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(q, k, v):
        a = torch.tanh(q @ k.mT)
        return a @ v, a

    @staticmethod
    def setup_context(ctx, inputs, output):
        _, a = output
        ctx.save_for_backward(*inputs, a)
        ctx.save_for_forward(*inputs, a)

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (go @ v.mT + ga) * (1 - a * a)
        return gx @ k, gx.mT @ q, a.mT @ go

    @staticmethod
    def jvp(ctx, tq, tk, tv):
        q, k, v, a = ctx.saved_tensors
        ta = (tq @ k.mT + q @ tk.mT) * (1 - a * a)
        return ta @ v + a @ tv, ta
