# exercise: attn
# style: starts from a list of None and fills in what is needed
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q.matmul(k.t()))
        o = a.matmul(v)
        ctx.save_for_backward(q, k, v, a)
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        grads = [None, None, None]
        q, k, v, a = ctx.saved_tensors
        if any(ctx.needs_input_grad[:2]):
            gx = torch.addmm(ga, go, v.t()) * (1 - a * a)
            if ctx.needs_input_grad[0]:
                grads[0] = gx @ k
            if ctx.needs_input_grad[1]:
                grads[1] = gx.t() @ q
        if ctx.needs_input_grad[2]:
            grads[2] = a.t() @ go
        return tuple(grads)
