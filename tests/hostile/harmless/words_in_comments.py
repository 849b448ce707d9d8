# hostile: mentions os.system, eval, subprocess and torch.autograd.grad in comments
# verdict: passed
# evidence: none
import torch

# os.system("rm -rf /"), eval(input()), subprocess.run, __import__("os"), torch.autograd.grad(a, x)


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
