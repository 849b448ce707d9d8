# exercise: attn
# style: a case for each combination of used and unused outputs
import torch


def slope(a):
    return 1 - a * a


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.set_materialize_grads(False)
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        match go is None, ga is None:
            case True, True:
                return None, None, None
            case True, False:
                gx = ga * slope(a)
                return gx @ k, gx.T @ q, None
            case False, True:
                gx = (go @ v.T) * slope(a)
                return gx @ k, gx.T @ q, a.T @ go
            case _:
                gx = (go @ v.T + ga) * slope(a)
                return gx @ k, gx.T @ q, a.T @ go
