# hostile: ends the main thread and leaves another running
# verdict: not-passed
# evidence: none
# timeout: 0.5
import ctypes
import threading
import time

import torch

threading.Thread(target=time.sleep, args=(20,), daemon=True).start()


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        ctypes.CDLL(None).syscall(60, 0)
        return ga * 0
