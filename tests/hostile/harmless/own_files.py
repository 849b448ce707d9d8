# hostile: writes and reads a file in its own folder
# verdict: passed
# evidence: none
import os
import tempfile

import torch

with open("notes.txt", "w") as file:
    file.write("1")
assert open("notes.txt").read() == "1"
with tempfile.TemporaryDirectory() as folder:
    torch.save(torch.ones(2), os.path.join(folder, "x.pt"))
    assert torch.load(os.path.join(folder, "x.pt")).sum() == 2
os.makedirs("a/b")
os.rename("notes.txt", "a/b/notes.txt")
os.remove("a/b/notes.txt")


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
