# exercise: tanh
# style: an einsum without any summation, with three factors
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = x.tanh()
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        a = ctx.saved_tensors[0]
        return ga - torch.einsum("ij,ij,ij->ij", ga, a, a)
