# hostile: opens gradgrader's and torch's own files for writing
# verdict: any
# evidence: file
import torch
import gradgrader

for path in (gradgrader.__path__[0] + "/checks/gradients.py", torch.__file__):
    try:
        open(path, "r+b").close()
        print("BREACH: can write", path)
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
