# hostile: locks what it can open, its own library too
# verdict: any
# evidence: none
import fcntl

import torch

for path in (torch.__file__, "{{CANARY_DIR}}/data.txt"):
    try:
        file = open(path)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        print("BREACH: locked" if "canary" in path else "locked")
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
