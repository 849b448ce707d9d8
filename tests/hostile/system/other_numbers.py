# hostile: calls the kernel by the numbers of other architectures (x32, i386)
# verdict: any
# evidence: process
import ctypes
import mmap

import torch

libc = ctypes.CDLL(None, use_errno=True)
X32 = 0x40000000
if libc.syscall(X32 | 41, 1, 1, 0) >= 0:
    print("BREACH: a socket by x32")
code = mmap.mmap(-1, 4096, prot=7)
code.write(b"\x53\xb8\x02\x00\x00\x00\xcd\x80\x5b\xc3")  # push rbx; mov eax, 2 (fork); int 0x80
run = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        pid = run()
        if pid == 0:
            libc._exit(0)
        if pid > 0:
            print("BREACH: a fork by i386")
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)
