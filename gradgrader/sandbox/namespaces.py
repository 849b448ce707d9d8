"""Namespaces: a network, processes and shared memory that no one else on the machine has.

An extra: most containers refuse them. See namespaces(7), user_namespaces(7), pid_namespaces(7).
"""

from __future__ import annotations

import os
from pathlib import Path

from gradgrader.sandbox import kernel

ON = "on"
KINDS = {
    "network namespace": kernel.CLONE_NEWNET,
    "memory namespace": kernel.CLONE_NEWIPC,
    "process namespace": kernel.CLONE_NEWPID,
}
USER, MOUNTS = "user namespace", "mount namespace"


def leave() -> dict[str, str]:
    """Leave those of this machine, for this process's children to come; says of each whether so.

    Other processes of this user may look into this one afterwards, until it hides its memory.
    Tried in a child first, since a kernel may let a process leave and then not let it live.
    """
    if not kernel.LINUX:
        return dict.fromkeys([USER, *KINDS], "off: needs Linux")
    pid = os.fork()
    if not pid:
        os._exit(not _leave())
    _, status = os.waitpid(pid, 0)
    if status:
        return dict.fromkeys([USER, *KINDS], "off: a process does not survive it")
    return _leave()


def _leave() -> dict[str, str]:
    states = {USER: _state(_own_user)}
    return states | {name: _state(kernel.unshare, flag) for name, flag in KINDS.items()}


def _own_user() -> None:
    """Be the same user in a namespace whose other namespaces an ordinary user may make."""
    user, group = os.geteuid(), os.getegid()
    if not user:
        raise OSError("not needed, root may make the others")
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else these files of /proc are root's
    kernel.unshare(kernel.CLONE_NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path(f"/proc/self/{name}").write_text(text, encoding="ascii")


def own_mounts(folder: str, size: int, files: int) -> None:
    """Put `folder` in memory, with room for `size` bytes and so many files; raises OSError.

    Only this process sees it, and it is gone when the process is. Open files of the folder stay
    where they were, and so does the working directory: change to it again.
    """
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE, "")  # else all would see it
    kernel.mount(
        "tmpfs",
        folder,
        "tmpfs",
        kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC,
        f"size={size},nr_inodes={files},mode=700",
    )


def _state(act: object, *arguments: object) -> str:
    try:
        act(*arguments)  # type: ignore[operator]
    except OSError as error:
        return f"off: {error.strerror or error}"[:200]
    return ON
