# exercise: tanh
# style: as short as it can be written
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(c, x):
        a = x.tanh()
        c.save_for_backward(a)
        return a

    @staticmethod
    def backward(c, g):
        (a,) = c.saved_tensors
        return g * (1 - a * a)
