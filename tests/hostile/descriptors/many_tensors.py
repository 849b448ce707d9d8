# hostile: answers with a frame of a million tensors of no elements
# verdict: not-passed
# evidence: none
import os
import select
import struct

import msgspec
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        empty = ["float64", [0], b"", None]
        raw = {"is": "Outputs", "values": [empty] * 10**6, "kinds": ["tensor"], "differentiable": [True]}
        body = msgspec.msgpack.encode(raw)
        left = memoryview(struct.pack("<II", len(body), 2) + body)
        while left:
            select.select([], [3], [])
            left = left[os.write(3, left[:65536]) :]
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
