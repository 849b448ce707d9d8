# hostile: writes frames with right sequence numbers before anybody asks
# verdict: not-passed
# evidence: none
import os
import struct
import sys

import msgspec
import torch
from gradgrader.sandbox import messages as m

seen = m.Seen("Tanh", "solution.py", 1, ["x"], 1, 1)
zeros = torch.zeros(2, 2, dtype=torch.float64)
frames = [(1, m.Loaded([seen], []))]
frames += [(n, m.Outputs((zeros,), ("tensor",), (True,))) for n in range(2, 30)]
frames += [(n, m.Gradients((zeros,), (True,))) for n in range(2, 30)]
for sequence, reply in frames:
    body = m.ENCODER.encode(reply)
    os.write(3, struct.pack("<II", len(body), sequence) + body)


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
