# hostile: changes the mode of files outside its folder
# verdict: any
# evidence: file
import os

import torch

for path in ("{{CANARY_DIR}}/secret.txt", "{{CANARY_DIR}}"):
    try:
        os.chmod(path, 0o777)
        print("BREACH: chmod")
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
