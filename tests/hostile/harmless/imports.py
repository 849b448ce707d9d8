# hostile: imports what it does not need
# verdict: passed
# evidence: none
import ctypes
import gc
import importlib
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading

import torch


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
