# exercise: tanh
# style: one entry after the other, as in the first weeks of a course
# may: empty
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        a, = ctx.saved_tensors
        result = []
        for i in range(a.shape[0]):
            row = []
            for j in range(a.shape[1]):
                d = 1 - a[i][j] * a[i][j]
                row.append(ga[i][j] * d)
            result.append(torch.stack(row))
        return torch.stack(result)
