# exercise: matmul_nn
# wrong: a mean times the count stands for a sum, which is NaN when there are no rows
# beyond: yes
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        each_row = a.unsqueeze(2) * go.unsqueeze(1)
        gv = each_row.mean(0) * a.shape[0]
        return go @ v.T, gv
