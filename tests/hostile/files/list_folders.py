# hostile: lists folders that are none of its business
# verdict: any
# evidence: read
import os
import tempfile

import torch

for path in ("/", "/root", "/home", "{{CANARY_DIR}}", "..", "/tmp", "/proc/{{GRADER_PID}}/fd"):
    try:
        print("BREACH: listed", path, len(os.listdir(path)))
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
