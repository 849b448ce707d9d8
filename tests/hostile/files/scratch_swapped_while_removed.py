# hostile: a process of its own swaps folders for links while the grader removes them
# verdict: any
# evidence: file
# timeout: 0.5
import os
import time

import torch

for number in range(40):
    os.makedirs(f"d{number}/sub")
    open(f"d{number}/sub/data.txt", "w").close()
if os.fork() == 0:
    ends = time.monotonic() + 3
    while time.monotonic() < ends:
        for number in range(40):
            try:
                os.rename(f"d{number}", f"x{number}")
                os.symlink("{{CANARY_DIR}}", f"d{number}")
            except OSError:
                pass
    os._exit(0)


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
