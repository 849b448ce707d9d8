"""Landlock: which files a worker may touch (landlock(7); in Linux since 5.13, no root needed)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from gradgrader.sandbox import kernel

# linux/landlock.h, LANDLOCK_ACCESS_FS_*
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
MAKE_CHAR, MAKE_SOCK, MAKE_BLOCK = 1 << 6, 1 << 9, 1 << 11
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_FIRST = (1 << 13) - 1
_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
_LOOK = READ_FILE | READ_DIR
_NET = 3  # bind and connect of TCP
_SCOPES = 3  # abstract unix sockets and signals
_SINCE = {2: REFER, 3: TRUNCATE, 5: IOCTL_DEV}
_NET_SINCE, _SCOPES_SINCE = 4, 6


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """From now on nothing but `readable` (to look) and `writable` (to work in); raises OSError.

    Newer kernels deny TCP, abstract sockets and signals to other processes too.
    """
    version = kernel.landlock_version()
    files = _FIRST
    for since, access in _SINCE.items():
        files |= access if version >= since else 0
    handled = [files]
    handled += [_NET] if version >= _NET_SINCE else []
    handled += [_SCOPES] if version >= _SCOPES_SINCE else []
    ruleset = kernel.landlock_ruleset(*handled)
    try:
        for path in readable:
            _allow(ruleset, path, _LOOK)
        for path in writable:
            _allow(ruleset, path, files & ~(EXECUTE | MAKE_CHAR | MAKE_BLOCK | MAKE_SOCK))
        kernel.landlock_restrict(ruleset)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # what isn't there needs no permission
    try:
        folder = Path(path).is_dir()
        kernel.landlock_allow(ruleset, descriptor, access if folder else access & _OF_FILES)
    finally:
        os.close(descriptor)


def without(roots: Sequence[Path], hidden: Sequence[Path]) -> list[str]:
    """`roots` as paths beneath which none of `hidden` lies: such a folder becomes its entries."""
    found: list[str] = []
    for root in roots:
        if any(root == one or one in root.parents for one in hidden):
            continue
        if any(root in one.parents for one in hidden):
            found += without(sorted(root.iterdir()), hidden)
        else:
            found.append(str(root))
    return found
