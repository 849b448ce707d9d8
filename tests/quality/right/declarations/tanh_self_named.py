# exercise: tanh
# style: ctx is called self, and the cotangent dy
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(self, x):
        y = torch.tanh(x)
        self.save_for_backward(y)
        return y

    @staticmethod
    def backward(self, dy):
        y, = self.saved_tensors
        return dy * (1 - y * y)
