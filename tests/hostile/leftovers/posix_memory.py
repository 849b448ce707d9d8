# hostile: leaves shared memory and a semaphore with names
# verdict: any
# evidence: file
import torch
from multiprocessing import shared_memory

try:
    one = shared_memory.SharedMemory("{{MARK}}", create=True, size=4096)
    print("BREACH: shared memory")
except OSError as error:
    print(error)


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
