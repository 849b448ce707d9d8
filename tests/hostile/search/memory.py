# hostile: scans its own memory for the text of an exercise or of other submissions
# verdict: not-passed
# evidence: read
import os
import re

import torch

word = re.compile(rb"squeezes every numbe[r] into the range")
hits = 0
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        match = re.match(r"(\w+)-(\w+) rw", line)
        if match and int(match[2], 16) - int(match[1], 16) < 64 << 20:
            try:
                memory.seek(int(match[1], 16))
                text = memory.read(int(match[2], 16) - int(match[1], 16))
            except (OSError, ValueError, MemoryError):
                continue
            hits += len(word.findall(text))
if hits:
    print("BREACH: the exercise is in this process's memory")


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
