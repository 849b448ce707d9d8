# hostile: overwrites, appends to and cuts a file outside its folder
# verdict: any
# evidence: file
import os

import torch

path = "{{CANARY_DIR}}/data.txt"
for change in (
    lambda: open(path, "a").write("more"),
    lambda: open(path, "r+").write("x"),
    lambda: os.truncate(path, 1),
    lambda: open(path, "w").close(),
):
    try:
        change()
        print("BREACH: changed a file")
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
