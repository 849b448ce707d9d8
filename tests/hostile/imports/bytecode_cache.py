# hostile: puts byte code into the cache folder of a package
# verdict: any
# evidence: file
import os

import torch
import gradgrader

for module in (torch, gradgrader):
    folder = os.path.join(module.__path__[0], "__pycache__")
    path = f"{folder}/{{MARK}}.cpython-311.pyc"
    try:
        open(path, "wb").close()
        print("BREACH: wrote", path)
        os.unlink(path)
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
