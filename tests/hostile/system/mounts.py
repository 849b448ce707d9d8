# hostile: mounts, binds and changes the root
# verdict: any
# evidence: file
import ctypes
import os

import torch

libc = ctypes.CDLL(None, use_errno=True)
os.mkdir("m")
here = os.path.abspath("m").encode()
if libc.mount(b"none", here, b"tmpfs", 0, None) == 0:
    print("BREACH: mounted")
    libc.umount2(here, 2)
if libc.chroot(here) == 0:
    print("BREACH: chroot")
if libc.syscall(428, -100, b"/", 1) >= 0:
    print("BREACH: open_tree")
if libc.syscall(430, b"tmpfs", 0) >= 0:
    print("BREACH: fsopen")


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
