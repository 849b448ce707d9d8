# hostile: shares a tensor between processes, for which torch starts a manager
# verdict: any
# evidence: file
import torch
import torch.multiprocessing

torch.multiprocessing.set_sharing_strategy("file_system")
try:
    kept = torch.zeros(1000).share_memory_()
    print("BREACH: shared", kept.storage()._share_filename_cpu_() if hasattr(kept.storage(), "_share_filename_cpu_") else "")
except RuntimeError as error:
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
