import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(context, *args):
        q, k = args
        context.set_materialize_grads(False)
        context.save_for_backward(q, k)
        return q @ k.t()

    @staticmethod
    def backward(context, *cotangents):
        (gx,) = cotangents
        if gx is None:
            return None, None
        q, k = context.saved_tensors
        return gx.mm(k), gx.t().mm(q)
