# exercise: tanh
# style: tanh as 2 s(2x) - 1 in thought: the slope is 4 s (1 - s), with 1 - s written as s(-2x)
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        x = ctx.saved_tensors[0]
        up, down = torch.sigmoid(2 * x), torch.sigmoid(-2 * x)
        return 4 * up * down * ga
