# hostile: changes owner, times and attributes of a file outside its folder
# verdict: any
# evidence: file
import os

import torch

path = "{{CANARY_DIR}}/data.txt"
for name, change in {
    "chown": lambda: os.chown(path, 1, 1),
    "lchown": lambda: os.lchown(path, 1, 1),
    "utime": lambda: os.utime(path, (1, 1)),
    "setxattr": lambda: os.setxattr(path, "user.x", b"x"),
}.items():
    try:
        change()
        print("BREACH:", name)
    except OSError as error:
        print(name, error)


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
