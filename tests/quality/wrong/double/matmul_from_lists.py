# exercise: matmul
# wrong: the products are computed on Python lists and made into tensors again, which have no history
# beyond: yes
import torch


def product(left, right):
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*right)] for row in left]


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        if gx.numel() == 0:
            return torch.zeros_like(q), torch.zeros_like(k)
        gq = q.new_tensor(product(gx.tolist(), k.tolist())).reshape(q.shape)
        gk = k.new_tensor(product(gx.t().tolist(), q.tolist())).reshape(k.shape)
        return gq, gk
