# exercise: matmul
# style: the formulas are functions of the module, the class only connects them
import torch


def product(q, k):
    return q @ k.t()


def product_vjp(g, q, k):
    return g @ k, g.t() @ q


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return product(q, k)

    @staticmethod
    def backward(ctx, g):
        return product_vjp(g, *ctx.saved_tensors)
