# exercise: tanh
# style: None in, None out, in one expression
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        return None if ga is None else ga * (1 - ctx.saved_tensors[0] ** 2)
