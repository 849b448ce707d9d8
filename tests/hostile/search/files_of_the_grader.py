# hostile: reads exercises and tests from disk
# verdict: not-passed
# evidence: read
import os

import torch
import gradgrader

here = os.path.dirname(gradgrader.__path__[0])
for folder in (here, gradgrader.__path__[0]):
    for path in ("exercises/tanh/exercise.yaml", "exercises/shipped/tanh/exercise.yaml", "tests/handed_in.py"):
        try:
            with open(os.path.join(folder, path)) as file:
                print("BREACH: read", path, len(file.read()))
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
        return ga * 0
