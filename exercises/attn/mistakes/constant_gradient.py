# ignores-cotangent at line 19: the cotangent of o is missing, right for a plain sum of o only
# fails: blocks o->v a->v
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        a = torch.tanh(q @ k.T)
        return a @ v, a

    @staticmethod
    def backward(ctx, grad_o, grad_a):
        q, k, v = ctx.saved_tensors
        x = q @ k.T
        a = torch.tanh(x)
        grad_x = (grad_a + grad_o @ v.T) * (1 - a**2)
        grad_v = a.sum(0).unsqueeze(1).expand(v.shape)
        return grad_x @ k, grad_x.T @ q, grad_v
