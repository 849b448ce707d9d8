# exercise: matmul_nn
# style: every step spelled out, with comments that derive it
import torch
from torch.autograd import Function


class MatmulNN(Function):
    """O = A V, with a derivation by indices."""

    @staticmethod
    def forward(ctx, a, v):
        # o_ik = sum_j a_ij v_jk
        ctx.save_for_backward(a, v)
        o = torch.matmul(a, v)
        return o

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors

        # dL/da_ij = sum_k go_ik v_jk: k is last in both, so V has to be turned around
        v_turned = torch.transpose(v, 0, 1)
        ga = torch.matmul(go, v_turned)

        # dL/dv_jk = sum_i a_ij go_ik: i is first in both, so A has to be turned around
        a_turned = torch.transpose(a, 0, 1)
        gv = torch.matmul(a_turned, go)

        return ga, gv
