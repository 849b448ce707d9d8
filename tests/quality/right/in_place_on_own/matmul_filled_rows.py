# exercise: matmul
# style: fills zeros that it made, row by row and by addition
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        x = q.new_empty(q.shape[0], k.shape[0])
        for i in range(q.shape[0]):
            x[i] = k @ q[i]
        return x

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = q.new_zeros(q.shape)
        gk = k.new_zeros(k.shape)
        for i in range(q.shape[0]):
            gq[i] = gx[i] @ k
            gk += torch.outer(gx[i], q[i])
        return gq, gk
