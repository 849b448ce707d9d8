# hostile: writes its own verdict into the pipe on which the grader reports
# verdict: not-passed
# evidence: neighbour
import json
import os
import stat

import torch

report = {"path": "x", "status": "passed", "score": 4, "max_score": 4}
event = {"type": "Graded", "submission": 0, "report": report}
for number in range(32):
    try:
        path = f"/proc/{{GRADER_PID}}/fd/{number}"
        if stat.S_ISFIFO(os.stat(path).st_mode):
            pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            print("BREACH: opened", path)
            os.write(pipe, json.dumps(event).encode() + b"\n")
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
