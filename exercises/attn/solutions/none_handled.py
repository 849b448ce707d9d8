import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(context, *args):
        q, k, v = args
        a = torch.tanh(torch.matmul(q, k.t()))
        context.set_materialize_grads(False)
        context.save_for_backward(q, k, v, a)
        return torch.matmul(a, v), a

    @staticmethod
    def backward(context, *cotangents):
        q, k, v, a = context.saved_tensors
        go, total = cotangents
        gq = gk = gv = None
        if go is not None:
            gv = torch.matmul(a.t(), go)
            through_o = torch.matmul(go, v.t())
            total = through_o if total is None else total + through_o
        if total is not None:
            gx = total * (1 - a * a)
            gq = torch.matmul(gx, k)
            gk = torch.matmul(gx.t(), q)
        return gq, gk, gv
