# hostile: answers with tensors that overlap, reach outside or count beyond 64 bits
# verdict: not-passed
# evidence: none
import os
import struct

import msgspec
import torch

TENSORS = [
    ["float64", [1 << 24], bytes(8), [0]],
    ["float64", [2, 2], bytes(32), [1 << 62, 1 << 62]],
    ["float64", [2, 2], bytes(32), [-1, -1]],
    ["float64", [1 << 40, 0], b"", None],
    ["float64", [True, 2], bytes(16), None],
    ["bool", [4], bytes([0, 1, 2, 255]), None],
]
turn = [0]


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        raw = {"is": "Outputs", "values": [TENSORS[turn[0] % 6]], "kinds": ["tensor"], "differentiable": [True]}
        turn[0] += 1
        body = msgspec.msgpack.encode(raw)
        for sequence in range(2, 9):
            os.write(3, struct.pack("<II", len(body), sequence) + body)
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
