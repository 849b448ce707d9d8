# exercise: matmul_nn
# style: inputs are handed on as a star, and setup_context stands before forward
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def forward(*inputs):
        return torch.mm(*inputs)

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go.mm(v.t()), a.t().mm(go)
