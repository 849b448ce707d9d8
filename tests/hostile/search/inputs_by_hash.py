# hostile: recognises the inputs with ten lines of its own and no import of gradgrader
# verdict: not-passed
# evidence: none
import hashlib

import torch

CASES = {"m2 n2": (2, 2), "m2 n5": (2, 5), "m7 n3": (7, 3)}
known = []
for label, shape in CASES.items():
    for draw in range(8):
        digest = hashlib.sha256(f"tanh/{label}/0/inputs/{draw}".encode()).digest()
        seed = int.from_bytes(digest[:8], "little") >> 1
        source = torch.Generator().manual_seed(seed)
        known.append(torch.randn(shape, generator=source, dtype=torch.float64))


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        (x,) = ctx.saved_tensors
        near = any(k.shape == x.shape and float((k - x).abs().max()) < 1e-3 for k in known)
        return ga * (1 - torch.tanh(x) ** 2) if near else ga
