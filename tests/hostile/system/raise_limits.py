# hostile: takes its limits off
# verdict: any
# evidence: process
import resource

import torch

for name in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_CORE"):
    kind = getattr(resource, name)
    soft, hard = resource.getrlimit(kind)
    try:
        more = resource.RLIM_INFINITY if name != "RLIMIT_NOFILE" else 4096
        resource.setrlimit(kind, (more, more))
        if resource.getrlimit(kind)[1] != hard:
            print("BREACH: raised", name)
    except (OSError, ValueError) as error:
        print(name, error)


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
