# hostile: reads a file outside its folder
# verdict: any
# evidence: read
import torch

try:
    print(open("{{CANARY_DIR}}/secret.txt").read())
    print("BREACH: read the secret")
except OSError as error:
    print(error)


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)
