"""Calls to the Linux kernel that Python has no words for, each with its source.

prctl(2), capabilities(7), landlock(7), seccomp(2), unshare(2), mount(2) of the Linux man-pages;
numbers from linux/prctl.h, linux/capability.h, linux/landlock.h, linux/seccomp.h, linux/sched.h,
linux/mount.h.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

LINUX = sys.platform == "linux"
_LIBC = ctypes.CDLL(None, use_errno=True) if LINUX else None

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 24, 36, 38
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER = 0x00020000, 0x08000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 18

_MADV_COLLAPSE = 25
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 40
_SECCOMP_MODE_FILTER = 2
_SYS_LANDLOCK_CREATE_RULESET, _SYS_LANDLOCK_ADD_RULE, _SYS_LANDLOCK_RESTRICT_SELF = 444, 445, 446
_LANDLOCK_RULE_PATH_BENEATH = 1
_LANDLOCK_CREATE_RULESET_VERSION = 1


def prctl(option: int, value: int = 0) -> None:
    """The prctl call with one operand; raises OSError."""
    _call("prctl", *(ctypes.c_ulong(n) for n in (option, value, 0, 0, 0)))


def unshare(flags: int) -> None:
    """Leave the namespaces that `flags` names; raises OSError."""
    _call("unshare", ctypes.c_int(flags))


def mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
    """Mount a file system, or change how one is mounted; raises OSError."""
    words = [ctypes.c_char_p(os.fsencode(text)) for text in (source, target, kind, options)]
    _call("mount", *words[:3], ctypes.c_ulong(flags), words[3])


def drop_capabilities() -> None:
    """Give up every capability, for this process and whatever it may execute; raises OSError."""
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break  # not root: the bounding set does not matter, there is nothing to drop
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    _call("capset", ctypes.c_char_p(header), ctypes.c_char_p(bytes(24)))


def collapse(start: int, size: int) -> None:
    """Put memory of this process on one large page (Linux 6.1, madvise(2)); raises OSError."""
    _call("madvise", ctypes.c_void_p(start), ctypes.c_size_t(size), ctypes.c_int(_MADV_COLLAPSE))


def landlock_version() -> int:
    """The version of Landlock's interface that the kernel speaks; raises OSError without one."""
    version = ctypes.c_uint32(_LANDLOCK_CREATE_RULESET_VERSION)
    return _syscall(_SYS_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), version)


def landlock_ruleset(*handled: int) -> int:
    """A descriptor of a new ruleset that denies what is `handled` (file system, network, scope)."""
    attributes = struct.pack(f"={len(handled)}Q", *handled)
    size, flags = ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0)
    return _syscall(_SYS_LANDLOCK_CREATE_RULESET, ctypes.c_char_p(attributes), size, flags)


def landlock_allow(ruleset: int, descriptor: int, access: int) -> None:
    """Allow `access` to the file behind `descriptor`, and to everything beneath it."""
    rule = struct.pack("=Qi", access, descriptor)
    _syscall(
        _SYS_LANDLOCK_ADD_RULE,
        ctypes.c_int(ruleset),
        ctypes.c_int(_LANDLOCK_RULE_PATH_BENEATH),
        ctypes.c_char_p(rule),
        ctypes.c_uint32(0),
    )


def landlock_restrict(ruleset: int) -> None:
    """Put this process under a ruleset, for good."""
    _syscall(_SYS_LANDLOCK_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))


class _Program(ctypes.Structure):
    """struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def seccomp(program: bytes) -> None:
    """Put this process under a filter of system calls (8 bytes an instruction), for good."""
    fields = _Program(len(program) // 8, program)
    _call(
        "prctl",
        ctypes.c_ulong(PR_SET_SECCOMP),
        ctypes.c_ulong(_SECCOMP_MODE_FILTER),
        ctypes.byref(fields),
        ctypes.c_ulong(0),
        ctypes.c_ulong(0),
    )


def _call(name: str, *arguments: object) -> int:
    if _LIBC is None:
        raise OSError(f"{name} is Linux's")
    result = int(getattr(_LIBC, name)(*arguments))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def _syscall(number: int, *arguments: object) -> int:
    return _call("syscall", ctypes.c_long(number), *arguments)
