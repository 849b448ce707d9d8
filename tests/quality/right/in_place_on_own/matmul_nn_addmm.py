# exercise: matmul_nn
# style: addmm_ into zeros of its own, and a clone of the cotangent that may be changed
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a.new_zeros(a.size(0), v.size(1)).addmm_(a, v)

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        mine = go.clone()
        mine *= 2  # on purpose not on go
        ga = a.new_zeros(a.shape).addmm_(mine, v.t())
        gv = v.new_zeros(v.shape).addmm_(a.t(), mine)
        return ga.div_(2), gv.div_(2)
