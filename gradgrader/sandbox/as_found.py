"""A process of one's own, in the state in which a worker begins, and afterwards as it was found."""

from __future__ import annotations

import gc
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from types import FrameType
from typing import Any, Self

import torch
from torch.autograd.function import BackwardCFunction

_PATCHED = tuple(name for name in ("apply", "apply_boxed") if hasattr(BackwardCFunction, name))


@contextmanager
def as_found() -> Iterator[None]:
    """While open, a worker's state; what was before comes back, however it ends."""
    with ExitStack() as stack:
        for put_back in _kept():
            stack.callback(put_back)
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(torch.inference_mode(mode=False))
        stack.enter_context(torch.enable_grad())
        if torch.get_default_device().type != "cpu":
            stack.enter_context(torch.device("cpu"))
        torch.set_default_dtype(torch.float32)
        torch.autograd.set_detect_anomaly(mode=False)
        torch.default_generator.manual_seed(0)  # torch.manual_seed would reach other devices too
        sys.setprofile(None)
        yield


def _kept() -> Iterator[Callable[[], object]]:
    """For each thing that code can change for good, what puts it back."""
    yield from _generators()
    dtype, threads = torch.get_default_dtype(), torch.get_num_threads()
    yield lambda: torch.set_default_dtype(dtype)
    yield partial(torch.set_num_threads, threads)
    anomaly = torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled()
    yield lambda: torch.autograd.set_detect_anomaly(*anomaly)
    grad = torch.is_grad_enabled()
    yield lambda: torch.set_grad_enabled(grad)
    for name in _PATCHED:
        yield partial(setattr, BackwardCFunction, name, getattr(BackwardCFunction, name))
    collected = gc.isenabled()
    yield lambda: gc.enable() if collected else gc.disable()
    yield partial(_profiled, sys.getprofile())


def _profiled(by: Any) -> None:
    """Go on profiling: cProfile's object is no function, and has to be asked."""
    if hasattr(by, "enable"):
        by.enable()
    else:
        sys.setprofile(by)


def _generators() -> Iterator[Callable[[], object]]:
    """The generators of random numbers that code shares."""
    torchs, pythons = torch.get_rng_state(), random.getstate()
    yield lambda: torch.set_rng_state(torchs)
    yield lambda: random.setstate(pythons)
    numpys: Any = sys.modules.get("numpy.random")
    if numpys is not None:
        state = numpys.get_state()
        yield lambda: numpys.set_state(state)


class Interrupts:
    """While open, notes Ctrl-C, which a learner's code (or what runs it) may catch."""

    def __init__(self) -> None:
        self._came = False
        self._before: Any = None

    def __enter__(self) -> Self:
        handler = signal.getsignal(signal.SIGINT)
        if threading.current_thread() is threading.main_thread() and callable(handler):
            self._before = handler
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._came = True
        self._before(number, frame)

    def look(self) -> None:
        """Raise what was caught on its way."""
        if self._came:
            raise KeyboardInterrupt
