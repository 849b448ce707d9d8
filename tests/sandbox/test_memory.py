"""The memory of a warm process on large pages."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import random
from gradgrader.sandbox.memory import LARGE, gather
content = bytearray(random.Random(0).randbytes(4 * LARGE))
before = bytes(content)
found = gather()
assert content == before
large = next(l for l in open("/proc/self/smaps_rollup") if l.startswith("AnonHugePages"))
print(found, int(large.split()[1]) << 10 >= found * LARGE)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="large pages are Linux's")
def test_what_is_there_stays_there() -> None:
    """Pages are as many as the kernel says, and hold what they held."""
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)
    found, true = done.stdout.split()

    assert true == "True"
    recent = tuple(map(int, platform.release().split(".")[:2])) >= (6, 1)
    allowed = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    if recent and os.access(allowed, os.R_OK) and "[never]" not in allowed.read_text():
        assert int(found) >= 3
