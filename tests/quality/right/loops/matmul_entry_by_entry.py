# exercise: matmul
# style: three nested loops over python numbers of rows, stacked at the end
import torch


def table(rows, columns, entry):
    return torch.stack([torch.stack([entry(i, j) for j in range(columns)]) for i in range(rows)])


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return table(len(q), len(k), lambda i, j: sum(q[i, l] * k[j, l] for l in range(q.shape[1])))

    @staticmethod
    def backward(ctx, g):
        q, k = ctx.saved_tensors
        (m, d), n = q.shape, len(k)
        gq = table(m, d, lambda i, l: sum(g[i, j] * k[j, l] for j in range(n)))
        gk = table(n, d, lambda j, l: sum(g[i, j] * q[i, l] for i in range(m)))
        return gq, gk
