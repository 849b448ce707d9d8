# exercise: attn
# wrong: the flags of q and k are exchanged, so freezing one of them freezes the other
# beyond: yes
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(q, k, v):
        a = torch.tanh(q @ k.T)
        return a @ v, a

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs, output[1])

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gq = gk = gv = None
        gx = (ga + go @ v.T) * (1 - a * a)
        if ctx.needs_input_grad[0]:
            gk = gx.T @ q
        if ctx.needs_input_grad[1]:
            gq = gx @ k
        if ctx.needs_input_grad[2]:
            gv = a.T @ go
        return gq, gk, gv
