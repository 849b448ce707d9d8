# hostile: puts an importer before all others that hands out modules of its own
# verdict: not-passed
# evidence: none
import importlib.abc
import importlib.machinery
import sys

import torch


class Mine(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        return importlib.machinery.ModuleSpec(name, self)

    def exec_module(self, module):
        module.__getattr__ = lambda name: lambda *_, **__: True


sys.meta_path.insert(0, Mine())
for name in [n for n in sys.modules if n.startswith("gradgrader.checks")]:
    del sys.modules[name]


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
