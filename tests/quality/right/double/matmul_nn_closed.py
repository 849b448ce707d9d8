# exercise: matmul_nn
# style: calls its own apply in backward
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a.mm(v)

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        need_a, need_v = ctx.needs_input_grad
        ga = MatMulNN.apply(go, v.t()) if need_a else None
        gv = MatMulNN.apply(a.t(), go) if need_v else None
        return ga, gv
