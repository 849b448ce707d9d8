# exercise: matmul_nn
# style: forward already saves only the factor that a wanted gradient needs
import torch


class MatmulAV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        want_a, want_v = ctx.needs_input_grad
        # the gradient of one factor needs the other factor
        ctx.save_for_backward(a if want_v else None, v if want_a else None)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = gv = None
        if v is not None:
            ga = go @ v.t()
        if a is not None:
            gv = a.t() @ go
        return ga, gv
