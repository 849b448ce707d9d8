# exercise: tanh
# wrong: the input is kept on ctx and its tanh taken again in backward, with the new value if it was changed meanwhile
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.x = x
        return torch.tanh(x)

    @staticmethod
    def backward(context, dy):
        return dy / torch.cosh(context.x) ** 2
