# hostile: writes the grader's memory, the same bytes as are there
# verdict: not-passed
# evidence: neighbour
import ctypes

import torch

libc = ctypes.CDLL(None, use_errno=True)
here = ctypes.create_string_buffer(ctypes.string_at(id(None), 8), 8)
local = (ctypes.c_size_t * 2)(ctypes.addressof(here), 8)
remote = (ctypes.c_size_t * 2)(id(None), 8)
if libc.process_vm_writev({{GRADER_PID}}, local, 1, remote, 1, 0) > 0:
    print("BREACH: wrote into the grader")


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
