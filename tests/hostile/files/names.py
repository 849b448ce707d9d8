# hostile: renames, links, makes and removes names outside its folder
# verdict: any
# evidence: file
import os

import torch

place = "{{CANARY_DIR}}/"
os.mkdir("own")
open("own/f", "w").close()
for name, change in {
    "link in": lambda: os.link(place + "secret.txt", "stolen"),
    "link out": lambda: os.link("own/f", place + "given"),
    "symlink": lambda: os.symlink("/", place + "way"),
    "mkdir": lambda: os.mkdir(place + "made"),
    "mkfifo": lambda: os.mkfifo(place + "pipe"),
    "rename in": lambda: os.rename(place + "data.txt", "own/data"),
    "rename out": lambda: os.rename("own/f", place + "f"),
    "unlink": lambda: os.unlink(place + "neighbour.py"),
    "rmdir": lambda: os.rmdir(place + "sub"),
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
