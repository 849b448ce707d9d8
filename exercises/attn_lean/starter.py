import torch


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = torch.matmul(q, k.transpose(0, 1))
        a = torch.tanh(x)
        o = torch.matmul(a, v)
        # TODO: keep what backward needs, and nothing else
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        # TODO: go has the shape of o and ga has the shape of a. Return the
        # gradients of q, k and v, in this order, each with the shape of its
        # input.
        raise NotImplementedError("derive the gradients of q, k and v")
