# hostile: takes a lease on a library's file, so that others wait to open it
# verdict: any
# evidence: file
import fcntl
import glob
import os

import torch

for path in glob.glob(os.path.dirname(torch.__file__) + "/utils/*.py")[:9]:
    try:
        fd = os.open(path, os.O_RDONLY)
        fcntl.fcntl(fd, 1024, fcntl.F_WRLCK)
        print("BREACH: a lease on", path)
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
