# exercise: matmul_nn
# style: makes the zeros itself where torch would have made them
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(a, v)
        return a.mm(v)

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        if go is None:
            return torch.zeros_like(a), torch.zeros_like(v)
        return go.mm(v.t()), a.t().mm(go)
