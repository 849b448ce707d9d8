# hostile: fills a file that it has removed, which nobody who looks at the folder sees
# verdict: not-passed
# evidence: none
# timeout: 4
import os

import torch

kept = []
total = 0
try:
    for number in range(40):
        fd = os.open(f"h{number}", os.O_RDWR | os.O_CREAT)
        os.unlink(f"h{number}")
        kept.append(fd)
        total += os.write(fd, bytes(5 << 20))
except OSError as error:
    print(error)
if total > 128 << 20:
    print("BREACH: holds", total >> 20, "MiB of disk that nobody sees")


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
