# exercise: attn
# style: vjp that treats undefined cotangents itself
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.set_materialize_grads(False)
        a = torch.tanh(q @ k.t())
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def vjp(ctx, v_o, v_a):
        q, k, v, a = ctx.saved_tensors
        v_v = None
        if v_o is not None:
            v_v = a.t() @ v_o
            v_a = v_o @ v.t() + (0 if v_a is None else v_a)
        if v_a is None:
            return None, None, None
        v_x = v_a * (1 - a * a)
        return v_x @ k, v_x.t() @ q, v_v
