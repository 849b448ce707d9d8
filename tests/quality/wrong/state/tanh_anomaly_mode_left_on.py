# exercise: tanh
# wrong: forward turns anomaly detection on and leaves it on for the whole program
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        torch.autograd.set_detect_anomaly(True, check_nan=False)
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        return dy * (1 - y * y)
