import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(context, *args):
        context.set_materialize_grads(False)
        context.save_for_backward(*args)
        a, v = args
        return a.matmul(v)

    @staticmethod
    def backward(context, go):
        if go is None:
            return None, None
        a, v = context.saved_tensors
        ga = (go[:, None, :] * v[None, :, :]).sum(-1)
        gv = (a[:, :, None] * go[:, None, :]).sum(0)
        return ga, gv
