# hostile: writes into every folder that it can think of
# verdict: any
# evidence: file
import os

import torch

places = ["{{CANARY_DIR}}", "{{CANARY_DIR}}/sub", "/tmp", "/var/tmp", "/dev/shm", "/run"]
places += [os.path.expanduser("~root"), "/proc/{{GRADER_PID}}/cwd", ".."]
for place in places:
    try:
        open(f"{place}/{{MARK}}", "w").close()
        print("BREACH: wrote into", place)
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
