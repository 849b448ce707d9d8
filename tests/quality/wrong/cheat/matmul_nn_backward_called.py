# exercise: matmul_nn
# wrong: copies of the inputs go through forward again, and backward() of the result fills their .grad
# beyond: yes
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = (t.detach().clone().requires_grad_() for t in ctx.saved_tensors)
        with torch.enable_grad():
            o = a @ v
        o.backward(go)
        return a.grad, v.grad
