# hostile: mentions exec, socket and ctypes in strings
# verdict: passed
# evidence: none
"""I did not use exec(), socket.connect, ctypes.CDLL or torch.autograd.grad here."""
import torch

NOTES = "os.fork(); os._exit(0); gradgrader.checks; BREA" "CH? no; /etc/passwd; kill -9"


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
