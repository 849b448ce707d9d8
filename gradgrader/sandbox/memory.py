"""The memory of a warm process on large pages, of which a fork copies five hundred times fewer.

Each worker is forked from 190 MiB of torch, and what it does not write to it only maps.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from gradgrader.sandbox import kernel

LARGE = 2 << 20  # bytes, of x86-64 and of aarch64 with pages of 4 KiB


def gather() -> int:
    """How many large pages there are now; those that can't be had are left as they are.

    It takes 0.15 s, and saves some 4 ms of each worker after it.
    """
    found = 0
    with contextlib.suppress(OSError):  # no such file on macOS
        for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
            found += _gather(line)
    return found


def _gather(line: str) -> int:
    """The same of one mapping, if it is private, writable and of no file but the heap's."""
    addresses, access, _, device, _, *name = line.split(maxsplit=5)
    if access[1] != "w" or access[3] != "p" or device != "00:00" or name not in ([], ["[heap]"]):
        return 0
    start, end = (int(part, 16) for part in addresses.split("-"))
    found = 0
    for place in range(-(-start // LARGE) * LARGE, end - LARGE + 1, LARGE):
        with contextlib.suppress(OSError):  # no memory there yet, or an older kernel
            kernel.collapse(place, LARGE)
            found += 1
    return found
