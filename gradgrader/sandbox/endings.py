"""How a worker ended, read off what it left behind."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile

from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.workers import Ended

# no quantifier that can give back what another takes: the text may be made to exhaust it
_TRACE = re.compile(r'File "([^"\n]{1,300})", line (\d{1,9}) in ')
_WORDS = {
    "SIGSEGV": "crashed Python itself (segmentation fault)",
    "SIGXCPU": "used up its processor time",
    "SIGABRT": "aborted (SIGABRT)",
    "SIGSYS": "made a system call that is not allowed",
}
_MIB = 1 << 10  # of KiB


def how_it_ended(ended: Ended) -> tuple[str, str]:
    """Words for people, and a code for machines."""
    if ended.killed:
        return "closed its way to the grader", "protocol"
    if not os.WIFSIGNALED(ended.status):
        return f"ended its own process (exit code {os.WEXITSTATUS(ended.status)})", "exit"
    number = os.WTERMSIG(ended.status)
    known = {member.value for member in signal.Signals}
    name = signal.Signals(number).name if number in known else f"signal {number}"
    code = f"signal-{name.removeprefix('SIG').removeprefix('signal ').lower()}"
    words = _WORDS.get(name, f"was ended by {name}")
    used = f"; it had used {ended.memory // _MIB} MiB" if code == "signal-kill" else ""
    return words + used, code


def stack(traces: int) -> list[tuple[str, int]]:
    """(file, line) of the frames that faulthandler wrote to a descriptor, innermost first."""
    with contextlib.suppress(OSError):
        text = os.pread(traces, 1 << 16, 0).decode("utf-8", "replace")
        return [(name, int(line)) for name, line in _TRACE.findall(text)]
    return []


def overgrown(folder: str, limits: Limits) -> str:
    """Words for a folder with more bytes or files than a worker may have; empty without them."""
    try:
        return _overgrown(folder, limits.scratch, limits.files)
    except RecursionError:
        return "filled its scratch folder (with folders in folders)"


def remove(folder: str) -> None:
    """Remove a folder with all that is in it, however deep."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:
        subprocess.run(["/bin/rm", "-rf", folder], check=False)  # noqa: S603 - a folder of ours


def _overgrown(folder: str, most: int, files: int) -> str:
    size = count = 0
    for where, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                size += os.lstat(f"{where}/{name}").st_size
            count += 1
        if size > most or count > files:
            return f"filled its scratch folder ({size >> 20} MiB in {count} files)"
    return ""


def anonymous_file() -> int:
    """A descriptor of a file without a name: in memory where the system has that."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("gradgrader")
    descriptor, path = tempfile.mkstemp()
    os.unlink(path)  # noqa: PTH108 - a descriptor is what we keep
    return descriptor
