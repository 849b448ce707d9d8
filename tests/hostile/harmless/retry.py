# hostile: times its own code and sleeps a little
# verdict: passed
# evidence: none
import signal
import time

import torch

time.sleep(0.05)
signal.signal(signal.SIGALRM, lambda *_: None)


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


started = time.process_time()
for _ in range(10):
    Tanh.apply(torch.ones(2, 2, dtype=torch.float64))
print(time.process_time() - started < 5)
