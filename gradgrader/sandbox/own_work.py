"""Watches a backward at work: does it call autograd, or its own forward again and again?

It looks at calls while they happen, with Python's profiling hook, and replaces nothing: whatever
name a learner gave a function, and however it was fetched, it is the same code that runs. All ways
to reverse mode end in the engine's `run_backward`, all ways to forward mode in `make_dual`; what
is told is the outermost function of torch's on the way there, since that is what was called.

The hook is set in the process, and on the thread, that runs the learner's code: a file that wants
to hide from it can. Whoever reads the answer teaches with it, and guards nothing.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

import torch
from torch.autograd import forward_ad

from gradgrader.sandbox.records import Frame, Help

FORWARD = "forward"
ENGINE = "run_backward"
MAX_HELPS, MAX_FRAMES = 16, 8
_TORCH = os.path.dirname(torch.__file__) + os.sep  # noqa: PTH120 - compared with co_filename
_DECORATORS = os.path.join(_TORCH, "utils", "_contextlib.py")  # noqa: PTH118
_PUBLIC = {
    os.path.join("autograd", "functional.py"): "torch.autograd.functional.",  # noqa: PTH118
    os.path.join("autograd", "forward_ad.py"): "torch.autograd.forward_ad.",  # noqa: PTH118
    os.path.join("autograd", ""): "torch.autograd.",  # noqa: PTH118
    os.path.join("_functorch", ""): "torch.func.",  # noqa: PTH118
}


def _code(function: Callable[..., Any] | None) -> CodeType | None:
    """The code that runs when `function` is called, below what decorators put around it."""
    bound = getattr(function, "__func__", function)
    code = getattr(inspect.unwrap(bound) if callable(bound) else None, "__code__", None)
    return code if isinstance(code, CodeType) else None


_APPLY = _code(torch.autograd.Function.apply)
_DUAL = _code(forward_ad.make_dual)
_GRAD_MODES = [_code(torch.enable_grad.__enter__), _code(torch.set_grad_enabled.__init__)]


class Watch:
    """What one Function's backward called while it ran, in `helps`; closed, it costs nothing."""

    def __init__(self, function: type, units: frozenset[str], *, wanted: bool) -> None:
        self._function, self._units = function, units
        self._wanted, self._open = wanted, False
        self._found: dict[str, Help] = {}
        self._evaluations = 0
        self._forward = _own_code(function) if wanted else None

    @property
    def helps(self) -> list[Help]:
        """What was called, in order; `times` of forward is the most that one backward needed."""
        return list(self._found.values())

    @contextmanager
    def window(self) -> Iterator[None]:
        """While open, calls count; a backward inside a backward belongs to the outer one."""
        if not self._wanted or self._open:
            yield
            return
        before = sys.getprofile()
        self._open, self._evaluations = True, 0
        sys.setprofile(self._see)
        try:
            yield
        finally:
            sys.setprofile(before)
            self._open = False

    # What is marked unseen runs while Python traces nothing, so its coverage can't be measured.
    def _see(self, frame: FrameType, event: str, arg: Any) -> None:  # unseen
        if event == "c_call":
            if getattr(arg, "__name__", "") == ENGINE:
                self._note(_called(frame), frame)
        elif event == "call":
            code = frame.f_code
            if self._evaluates(frame):
                self._evaluations += 1
                self._note(FORWARD, frame.f_back, self._evaluations)
            elif code is _DUAL:
                self._note(_called(frame), frame)
            elif any(code is mode for mode in _GRAD_MODES) and self._turned_on(frame):
                self._note(f"torch.{code.co_qualname.partition('.')[0]}", frame)

    def _evaluates(self, frame: FrameType) -> bool:  # unseen
        """Whether this is a call of its own forward (of its apply, if forward is not Python)."""
        if self._forward is not None:
            return frame.f_code is self._forward
        return frame.f_code is _APPLY and frame.f_locals.get("cls") is self._function

    def _turned_on(self, frame: FrameType) -> bool:  # unseen
        """Whether a learner's line turns autograd on where the engine had turned it off.

        What torch does by itself does not count, nor what a forward does that backward calls.
        """
        if torch.is_grad_enabled() or not frame.f_locals.get("mode", True):
            return False
        above = frame.f_back
        while above is not None and above.f_code.co_filename == _DECORATORS:
            above = above.f_back
        if above is None or _torchs(above):
            return False
        inside = (self._forward, _APPLY)
        return not any(each.f_code is code for each in _up(above) for code in inside)

    def _note(self, name: str, frame: FrameType | None, times: int = 0) -> None:  # unseen
        known = self._found.get(name)
        if known is None and len(self._found) >= MAX_HELPS:
            return
        if known is None:
            own = [each for each in _up(frame) if each.f_code.co_filename in self._units]
            frames = [
                Frame(each.f_code.co_filename, each.f_lineno or 1, each.f_code.co_name[:200])
                for each in own[:MAX_FRAMES]
            ]
            known = Help(name[:200], 0, frames[::-1])
        self._found[name] = Help(
            known.name, max(known.times, times) if times else known.times + 1, known.frames
        )


def _up(frame: FrameType | None) -> Iterator[FrameType]:  # unseen
    """A frame, and those that called it, innermost first."""
    while frame is not None:
        yield frame
        frame = frame.f_back


def _torchs(frame: FrameType) -> bool:  # unseen
    return frame.f_code.co_filename.startswith(_TORCH)


def _called(frame: FrameType) -> str:  # unseen
    """The function of torch's that was called, as its users know it, when `frame` is inside it."""
    entry = None
    for each in _up(frame):
        if not _torchs(each):
            break
        entry = each.f_code
    if entry is None:
        return "autograd's engine"
    place = entry.co_filename.removeprefix(_TORCH)
    prefix = next((name for start, name in _PUBLIC.items() if place.startswith(start)), "torch.")
    name = entry.co_qualname.partition(".<locals>")[0].strip("_")
    return prefix + name.removesuffix("_with_argnums").removesuffix("_impl")


def _own_code(function: type) -> CodeType | None:
    """The code of forward, unless one decorator's code stands for both forward and backward."""
    forward, backward = (_code(getattr(function, name, None)) for name in (FORWARD, "backward"))
    return None if forward is backward else forward
