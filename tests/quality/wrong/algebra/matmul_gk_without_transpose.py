# exercise: matmul
# wrong: the cotangent is not transposed in the gradient of k, which fits only because it is square
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, query, key):
        ctx.save_for_backward(query, key)
        return query.mm(key.t())

    @staticmethod
    def backward(ctx, cotangent):
        query, key = ctx.saved_tensors
        return cotangent.mm(key), cotangent.mm(query)
