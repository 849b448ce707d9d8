# hostile: opens disks and the memory of the machine, and makes devices of its own
# verdict: any
# evidence: read
import glob
import os
import stat

import torch

for path in ("/dev/mem", "/dev/kmsg", "/dev/kvm", "/dev/fuse", "/dev/net/tun", *glob.glob("/dev/[vs]d[a-z]")):
    try:
        os.close(os.open(path, os.O_RDONLY))
        print("BREACH: opened", path)
    except OSError as error:
        print(error)
for kind, major in ((stat.S_IFCHR, 1), (stat.S_IFBLK, 254)):
    try:
        os.mknod(f"device{major}", 0o600 | kind, os.makedev(major, 0 if major > 1 else 5))
        print("BREACH: made a device", major)
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
